/** The countdown of a sign-in that ends by itself. Pure. */

import type { ProviderDescriptor } from '../providers/descriptor';
import { t } from '../texts/translate';

const hour = 3_600_000;
/** From when on it asks for attention. */
const soonMs = 72 * hour;

/** `in 2 days`, `in 5 hours`, `within the hour`; null when it is over. */
function remaining(ms: number): string | null {
  if (ms <= 0) return null;
  const hours = Math.floor(ms / hour);
  if (hours < 1) return t('within the hour');
  if (hours < 48) return t('in {hours, plural, one {# hour} other {# hours}}', { hours });
  return t('in {days} days', { days: Math.floor(hours / 24) });
}

/** In words, and whether it is near; null when the sign-in does not end by itself. */
export function signInExpiry(
  descriptor: ProviderDescriptor,
  expiresAt: string | null | undefined,
  now: Date,
): { title: string; isSoon: boolean } | null {
  if (expiresAt == null || !descriptor.signIn) return null;
  const ms = Date.parse(expiresAt) - now.getTime();
  const left = remaining(ms);
  return {
    title:
      left === null
        ? t('{name}: the sign-in has expired', { name: descriptor.name })
        : t('{name} sign-in expires {left}', { name: descriptor.name, left }),
    isSoon: ms < soonMs,
  };
}

/** When the words about it change next, in milliseconds since 1970; infinite when they never do. */
export function nextExpiryChange(
  descriptor: ProviderDescriptor,
  expiresAt: string | null | undefined,
  now: Date,
): number {
  if (expiresAt == null || !descriptor.signIn) return Number.POSITIVE_INFINITY;
  const end = Date.parse(expiresAt);
  const ms = end - now.getTime();
  if (ms >= soonMs) return end - soonMs + 1;
  if (ms <= 0) return Number.POSITIVE_INFINITY;
  return now.getTime() + (ms < hour ? ms : (ms % hour) + 1);
}
