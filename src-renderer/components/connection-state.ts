/** What a connection is called as a whole. Pure; never better than its ladder. */
import type { Connection } from '../../src-shared/credentials/connection';
import { isProven, reviewWords } from '../../src-shared/organizations/ladder-rules';
import { providerDescriptors } from '../../src-shared/providers';
import { shownRungs } from './ladder-view';
import type { Tone } from './status-badge';

/** True when what was picked is no longer among what the provider lists: then nothing counts as picked. */
export const isChoiceLost = ({ ladder, provider }: Connection): boolean =>
  ladder.rungs.some(({ id, state }) => id === providerDescriptors[provider].choice?.rung && state === 'disproved');

export function connectionState(connection: Connection): { tone: Tone; word: string } {
  if (connection.status === 'revoked') return { tone: 'neutral', word: 'Revoked' };
  if (connection.status === 'reconnect-needed') return { tone: 'bad', word: 'Reconnect needed' };
  const rungs = shownRungs(connection.ladder);
  if (rungs.some((rung) => rung.state === 'disproved')) return { tone: 'bad', word: 'Not working' };
  if (connection.status === 'needs-attention') return { tone: 'warning', word: 'Needs attention' };
  if (rungs.some((rung) => rung.state === 'pending'))
    return { tone: 'warning', word: reviewWords(providerDescriptors[connection.provider].name) };
  if (rungs.some((rung) => rung.state === 'stale')) return { tone: 'warning', word: 'Proof is old' };
  if (isProven(rungs)) return { tone: 'good', word: 'Ready' };
  return { tone: 'info', word: 'Not fully proven' };
}
