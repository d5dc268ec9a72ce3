/** What a connection is called as a whole. Pure; never better than its ladder. */
import type { Connection } from '../../src-shared/credentials/connection';
import { providerDescriptors } from '../../src-shared/providers';
import { shownRungs } from './ladder-view';
import type { Tone } from './status-badge';

/** True when what was picked is no longer among what the provider lists: then nothing counts as picked. */
export const isChoiceLost = ({ ladder, provider }: Connection): boolean =>
  ladder.rungs.some(({ id, state }) => id === providerDescriptors[provider].choice?.rung && state === 'disproved');

export function connectionState(connection: Connection): { tone: Tone; word: string } {
  if (connection.status === 'revoked') return { tone: 'neutral', word: 'Revoked' };
  if (connection.status === 'reconnect-needed') return { tone: 'bad', word: 'Reconnect needed' };
  const rungs = shownRungs(connection.ladder).filter((rung) => rung.state !== 'not-applicable');
  if (rungs.some((rung) => rung.state === 'disproved')) return { tone: 'bad', word: 'Not working' };
  if (connection.status === 'needs-attention') return { tone: 'warning', word: 'Needs attention' };
  if (rungs.some((rung) => rung.state === 'stale')) return { tone: 'warning', word: 'Proof is old' };
  if (rungs.length > 0 && rungs.every((rung) => rung.state === 'proven')) return { tone: 'good', word: 'Ready' };
  return { tone: 'info', word: 'Not fully proven' };
}
