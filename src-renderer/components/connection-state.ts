/** What a connection is called as a whole. Pure; never better than its ladder. */
import type { Connection } from '../../src-shared/credentials/connection';
import { reviewWords } from '../../src-shared/organizations/ladder-rules';
import { providerDescriptors } from '../../src-shared/providers';
import { type ProviderState, providerReadiness } from '../../src-shared/readiness/readiness';
import type { Tone } from './status-badge';

/** A connection as the rule of readiness reads it. */
export const knownConnection = ({ ladder, ...connection }: Connection) => ({ ...connection, rungs: ladder.rungs });

/** True when what was picked is no longer among what the provider lists: then nothing counts as picked. */
export const isChoiceLost = ({ ladder, provider }: Connection): boolean =>
  ladder.rungs.some(({ id, state }) => id === providerDescriptors[provider].choice?.rung && state === 'disproved');

const words: Readonly<Record<ProviderState, { tone: Tone; word: string }>> = {
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

export function connectionState(connection: Connection, now = new Date()): { tone: Tone; word: string } {
  const { status, provider, ladder } = connection;
  if (status === 'revoked') return { tone: 'neutral', word: 'Revoked' };
  const descriptor = providerDescriptors[provider];
  const { state } = providerReadiness(descriptor, knownConnection(connection), false, now);
  if (state === 'pending') return { ...words.pending, word: reviewWords(descriptor.name) };
  if (state === 'failed' && status === 'reconnect-needed') return { tone: 'bad', word: 'Reconnect needed' };
  const isDisproved = ladder.rungs.some((rung) => rung.state === 'disproved');
  if (state === 'failed' && !isDisproved) return { tone: 'warning', word: 'Needs attention' };
  return words[state];
}
