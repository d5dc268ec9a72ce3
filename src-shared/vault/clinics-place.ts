/** Where the clinics live: on this computer, or in a shared vault. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { timeSchema } from '../primitives';

export const sharedPlaceSchema = z.strictObject({
  place: z.literal('shared'),
  /** The server as people write it: `db.example:5432/voxanne`. */
  server: z.string(),
  /** What other members see of this one. */
  member: z.string(),
  /** `waiting`: this computer asked with an invitation, and nobody has admitted it yet. */
  standing: z.enum(['member', 'waiting']),
  /** May invite, admit and remove others. */
  mayAdmit: z.boolean(),
  /** Null while the server was not asked yet. */
  members: z.number().int().nullable(),
  machines: z.number().int().nullable(),
  /** The six words of the vault’s log; of this computer’s own keys while it waits. Null while not known. */
  words: z.string().nullable(),
  /** When the server answered last, in this run of the console. */
  answeredAt: timeSchema.nullable(),
  /** Why it does not answer now. */
  problem: appErrorSchema.nullable(),
  /**
   * What keeps this computer from vouching for what receptionists hold: a clock that is wrong, or a server that shows
   * less than was delivered. Null while nothing does.
   */
  unvouched: appErrorSchema.nullable(),
});
export type SharedPlace = z.infer<typeof sharedPlaceSchema>;

export const clinicsPlaceSchema = z.discriminatedUnion('place', [
  z.strictObject({ place: z.literal('this-computer') }),
  sharedPlaceSchema,
]);
export type ClinicsPlace = z.infer<typeof clinicsPlaceSchema>;
