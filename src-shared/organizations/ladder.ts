/**
 * The readiness ladder: how far a connection is proven, and when. Never green above the rung that was proven.
 */
import { z } from 'zod';
import { providerIdSchema, timeSchema } from '../primitives';

/**
 * - `proven`: a real answer proved it, recently enough.
 * - `stale`: it was proven, but longer ago than the check interval.
 * - `disproved`: the last check disproved it.
 * - `pending`: the provider reviews it; nobody else can do anything. Neither proven nor failed.
 * - `unproven`: not tested yet, or unknown.
 * - `not-applicable`: this rung does not exist for this connection (for example A2P outside the US).
 */
export const recordedStateSchema = z.enum(['proven', 'stale', 'disproved', 'pending', 'unproven', 'not-applicable']);
export type RecordedState = z.infer<typeof recordedStateSchema>;

/** Beside what is recorded: `unconfirmed`, read off the newest test. It was done, and nobody knows if it worked. */
export const rungStateSchema = z.enum([...recordedStateSchema.options, 'unconfirmed']);
export type RungState = z.infer<typeof rungStateSchema>;

const rungSchema = z.strictObject({
  id: z.string(),
  /** Two or three words: `Signed in`, `SMS-capable`. */
  label: z.string(),
  state: rungStateSchema,
  /** When the newest proof or disproof was made. */
  checkedAt: timeSchema.nullable(),
  /** What showed it, in words: `Listed for "Sunrise Dental"`. Null when nothing was tried. */
  proof: z.string().nullable(),
});
export type Rung = z.infer<typeof rungSchema>;

/** What an answer, or a test, says of a rung, to be recorded. `checkedAt`: where it was so at another time than now. */
export type ProvedRung = Pick<Rung, 'id' | 'proof'> & { state: RecordedState; checkedAt?: string };

export const ladderSchema = z.strictObject({ provider: providerIdSchema, rungs: z.array(rungSchema) });
export type Ladder = z.infer<typeof ladderSchema>;
