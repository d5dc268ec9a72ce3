/** What is said of updates, in the window and at a terminal. */

import { listOf } from '../list-words';
import { currentLocale, type Text, t, text } from '../texts/translate';
import type { Hold, Updates } from './updates';

const holds: Record<Hold, Text> = {
  test: text('the test that is running'),
  'sign-in': text('the sign-in in the browser'),
  'check-all': text('“Check all now”'),
  window: text('the set-up or dialog that is open'),
};

/** `It waits for the test that is running.` */
export const waitsForWords = (waitsFor: readonly Hold[]): string =>
  t('It waits for {holds}, and then installs by itself.', { holds: listOf(waitsFor.map((hold) => t(holds[hold]))) });

/** Which feed, and since when. */
export function feedWords({ feed }: Pick<Updates, 'feed'>): string {
  if (feed === null) return t('No feed is configured, so nothing is asked and nothing is updated.');
  return feed.since === null
    ? t('{address}, built into this program', { address: feed.address })
    : t('{address}, set here on {day}', { address: feed.address, day: feed.since.slice(0, 10) });
}

export const megabytes = (bytes: number): string =>
  `${(bytes / 1e6).toLocaleString(currentLocale(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  })} MB`;
