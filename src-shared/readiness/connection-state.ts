/** What a connection is called as a whole. Pure; never better than its ladder. */

import type { Connection } from '../credentials/connection';
import type { StateWords } from '../organizations/clinic-state';
import { isProven, reviewWords } from '../organizations/ladder-rules';
import { providerDescriptors } from '../providers';
import { type Text, t, text } from '../texts/translate';
import { knownConnection } from './known-clinic';
import { isTriedOnly, type ProviderState, providerReadiness } from './readiness';
import { signInExpiry } from './sign-in-expiry';

type ConnectionWords = { tone: StateWords['tone'] | 'info'; word: string };

const words: Readonly<Record<ProviderState, { tone: ConnectionWords['tone']; word: Text }>> = {
  failed: { tone: 'bad', word: text('Not working') },
  'no-answer': { tone: 'warning', word: text('Could not check') },
  expiring: { tone: 'warning', word: text('Sign-in ends soon') },
  withdrawal: { tone: 'warning', word: text('Needs attention') },
  stale: { tone: 'warning', word: text('Proof is old') },
  unproven: { tone: 'info', word: text('Not fully proven') },
  'not-connected': { tone: 'neutral', word: text('Not connected') },
  pending: { tone: 'waiting', word: text('In review') },
  proven: { tone: 'good', word: text('Ready') },
  'not-needed': { tone: 'neutral', word: text('Not needed') },
};

export function connectionState(connection: Connection, now = new Date()): ConnectionWords {
  const { status, provider, ladder } = connection;
  if (status === 'revoked') return { tone: 'neutral', word: t('Revoked') };
  const descriptor = providerDescriptors[provider];
  const { state } = providerReadiness(descriptor, knownConnection(connection), false, now);
  if (state === 'pending') return { tone: words.pending.tone, word: reviewWords(descriptor.name) };
  if (state === 'failed' && status === 'reconnect-needed') return { tone: 'bad', word: t('Reconnect needed') };
  const isDisproved = ladder.rungs.some((rung) => rung.state === 'disproved');
  if (state === 'failed' && !isDisproved) return { tone: 'warning', word: t('Needs attention') };
  // Other than a sign-in: what is said is in its own words beside it.
  if (state === 'expiring' && !signInExpiry(descriptor, connection.expiresAt, now)?.isSoon)
    return { tone: 'warning', word: t('Needs attention soon') };
  if (state === 'unproven' && isProven(ladder.rungs) && isTriedOnly(descriptor, connection))
    return { tone: words.unproven.tone, word: t('Not proven for real') };
  return { tone: words[state].tone, word: t(words[state].word) };
}
