/** What is said of updates, in the window and at a terminal. */
import { listOf } from '../list-words';
import type { Hold, Updates } from './updates';

const holds: Record<Hold, string> = {
  test: 'the test that is running',
  'sign-in': 'the sign-in in the browser',
  'check-all': '“Check all now”',
  window: 'the set-up or dialog that is open',
};

/** `It waits for the test that is running.` */
export const waitsForWords = (waitsFor: readonly Hold[]): string =>
  `It waits for ${listOf(waitsFor.map((hold) => holds[hold]))}, and then installs by itself.`;

/** Which feed, and since when. */
export function feedWords({ feed }: Pick<Updates, 'feed'>): string {
  if (feed === null) return 'No feed is configured, so nothing is asked and nothing is updated.';
  return feed.since === null
    ? `${feed.address}, built into this program`
    : `${feed.address}, set here on ${feed.since.slice(0, 10)}`;
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
