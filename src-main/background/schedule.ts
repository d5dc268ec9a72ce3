/** When background checks are due. Pure. */
import type { QuietHours } from '../../src-shared/settings/settings';
import type { KnownAttempt } from '../storage/repositories';

const hour = 3_600_000;
/**
 * A check is due between these parts of the interval, so that proofs are renewed before they go amber and not all at
 * once.
 */
const dueFrom = 0.75;
const dueSpan = 0.2;
/** An attempt that proved nothing is repeated after so many hours at most. */
const openHours = 1;

export const subjectOf = ({ organizationId, provider }: Pick<KnownAttempt, 'organizationId' | 'provider'>) =>
  `${organizationId} ${provider}`;

/** A number from 0 up to 1, the same for the same text: a restart does not shift the checks (FNV-1a). */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

/**
 * When the connection is due, in milliseconds since 1970. An attempt that lies ahead was made before the clock was set
 * back: then it is due now.
 */
export function dueAt(attempt: KnownAttempt, intervalHours: number, now: number): number {
  const at = attempt.attemptedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(attempt.attemptedAt);
  if (at > now + hour) return now;
  const interval = Math.min(intervalHours, attempt.isOpen ? openHours : intervalHours) * hour;
  return at + interval * (dueFrom + dueSpan * fractionOf(subjectOf(attempt)));
}

/** @param now as the computer's own clock shows it */
export function isQuiet(quiet: QuietHours, now: Date): boolean {
  if (quiet === null) return false;
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  const { from, until } = quiet;
  return from <= until ? time >= from && time < until : time >= from || time < until;
}
