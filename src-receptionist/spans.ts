/** How often the database is asked, and for how long nobody has to vouch: as the backend said, within bounds. */
import type { ReceptionistOptions } from './api';
import { optionInvalid } from './receptionist-errors';
import { usualAloneMs } from './vouching';

const usualPollMs = 5_000;
/** Consoles vouch each hour. */
const leastAloneMs = 2 * 3_600_000;
/** The longest that a timer of Node waits; with more it does not wait at all. */
const longestTimerMs = 2 ** 31 - 1;

/** @throws AppError `receptionist.option-invalid`; what is no number would ask without end, or never need a word */
export function spansOf({
  pollMs = usualPollMs,
  aloneMs = usualAloneMs,
}: Pick<ReceptionistOptions, 'pollMs' | 'aloneMs'>): { pollMs: number; aloneMs: number } {
  if (!(pollMs >= 1 && pollMs <= longestTimerMs))
    throw optionInvalid('pollMs', pollMs, `a number of milliseconds from 1 to ${longestTimerMs}`);
  if (!(aloneMs >= 0 && Number.isFinite(aloneMs))) throw optionInvalid('aloneMs', aloneMs, 'a number of milliseconds');
  return { pollMs, aloneMs: Math.max(aloneMs, leastAloneMs) };
}
