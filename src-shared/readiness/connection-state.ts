/** What a connection is called as a whole. Pure; never better than its ladder. */
import type { Connection } from '../credentials/connection';
import type { StateWords } from '../organizations/clinic-state';
import { reviewWords } from '../organizations/ladder-rules';
import { providerDescriptors } from '../providers';
import { knownConnection } from './known-clinic';
import { type ProviderState, providerReadiness } from './readiness';
import { signInExpiry } from './sign-in-expiry';

type ConnectionWords = { tone: StateWords['tone'] | 'info'; word: string };

const words: Readonly<Record<ProviderState, ConnectionWords>> = {
  failed: { tone: 'bad', word: 'Not working' },
  'no-answer': { tone: 'warning', word: 'Could not check' },
  expiring: { tone: 'warning', word: 'Sign-in ends soon' },
  withdrawal: { tone: 'warning', word: 'Needs attention' },
  stale: { tone: 'warning', word: 'Proof is old' },
  unproven: { tone: 'info', word: 'Not fully proven' },
  'not-connected': { tone: 'neutral', word: 'Not connected' },
  pending: { tone: 'waiting', word: 'In review' },
  proven: { tone: 'good', word: 'Ready' },
  'not-needed': { tone: 'neutral', word: 'Not needed' },
};

export function connectionState(connection: Connection, now = new Date()): ConnectionWords {
  const { status, provider, ladder } = connection;
  if (status === 'revoked') return { tone: 'neutral', word: 'Revoked' };
  const descriptor = providerDescriptors[provider];
  const { state } = providerReadiness(descriptor, knownConnection(connection), false, now);
  if (state === 'pending') return { ...words.pending, word: reviewWords(descriptor.name) };
  if (state === 'failed' && status === 'reconnect-needed') return { tone: 'bad', word: 'Reconnect needed' };
  const isDisproved = ladder.rungs.some((rung) => rung.state === 'disproved');
  if (state === 'failed' && !isDisproved) return { tone: 'warning', word: 'Needs attention' };
  // Other than a sign-in: what is said is in its own words beside it.
  if (state === 'expiring' && connection.ahead && !signInExpiry(descriptor, connection.expiresAt, now)?.isSoon)
    return { tone: 'warning', word: 'Needs attention soon' };
  return words[state];
}
