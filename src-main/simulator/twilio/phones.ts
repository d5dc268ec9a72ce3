/** The simulated phones: what arrived on them, and what is on its way. */
import type { PracticeText } from '../practice';
import { whereIs } from './delivery';
import type { World } from './world';

/** More than a person scrolls through. */
const most = 200;

/**
 * Oldest first. A text that was sent arrives, also when its carrier gives no receipt; refused and lost texts do not.
 */
export function textsOf(world: World): PracticeText[] {
  return world
    .messages()
    .slice(-most)
    .flatMap((message) => {
      if (message.pretended) return [];
      const { status, since } = whereIs(message, world);
      if (status === 'undelivered' || status === 'failed') return [];
      const isLast = message.stages.at(-1)?.status === status;
      const hasArrived = status === 'delivered' || (status === 'sent' && isLast);
      const { sid, from, to, body } = message;
      return [{ id: sid, from, to, text: body, arrivedAt: hasArrived ? new Date(since).toISOString() : null }];
    });
}
