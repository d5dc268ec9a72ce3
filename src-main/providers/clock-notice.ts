/**
 * Warns when this computer's clock differs from a provider's. TLS tolerates some hours; the times in a history would be
 * wrong.
 */

import type { Notice } from '../../src-shared/credentials/connection';
import { t } from '../../src-shared/texts/translate';

/** Smaller differences are not reported, in milliseconds. */
const tolerableMs = 5 * 60_000;

/**
 * A notice when this computer's clock is off, none when it is right or when that can't be told.
 * @param aheadMs how far the provider's clock is ahead of this computer's, in milliseconds; null when its answers did
 * not tell
 */
export function clockNotice(aheadMs: number | null, provider: string): Notice[] {
  const off = Math.abs(aheadMs ?? 0);
  if (off < tolerableMs) return [];
  const [minutes, hours, days] = [off / 60_000, off / 3_600_000, off / 86_400_000].map(Math.round) as [
    number,
    number,
    number,
  ];
  const words =
    hours < 1
      ? t('about {minutes} minutes', { minutes })
      : hours < 72
        ? t('about {hours, plural, one {# hour} other {# hours}}', { hours })
        : t('about {days} days', { days });
  return [
    {
      tone: 'warning',
      title: t('This computer’s clock is wrong'),
      text:
        (aheadMs ?? 0) > 0
          ? t(
              'It is {difference} behind {provider}’s. The sign-in works all the same, but times in the history are off. Set the clock in the system’s settings.',
              { difference: words, provider },
            )
          : t(
              'It is {difference} ahead of {provider}’s. The sign-in works all the same, but times in the history are off. Set the clock in the system’s settings.',
              { difference: words, provider },
            ),
    },
  ];
}

/** Server dates outside of this range are ignored. */
const [earliest, latest] = [Date.UTC(2020), Date.UTC(2100)];

/**
 * How far the server's clock is ahead, by the `Date` of its answer, to the second; null when that is missing or
 * invalid.
 * @param now milliseconds since 1970
 */
export function clockAheadMs(headers: Readonly<Record<string, unknown>>, now: number): number | null {
  const date = Date.parse(String(headers.date ?? ''));
  return date >= earliest && date < latest ? date - now : null;
}
