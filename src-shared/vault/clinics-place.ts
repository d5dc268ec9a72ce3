/** Where the clinics live: on this computer, or in a shared vault. */
import { z } from 'zod';

export const clinicsPlaceSchema = z.discriminatedUnion('place', [
  z.strictObject({ place: z.literal('this-computer') }),
  z.strictObject({
    place: z.literal('shared'),
    /** As people write it: `db.example:5432/voxanne`. */
    server: z.string(),
    /** What other members see of this one. */
    member: z.string(),
    members: z.number().int(),
    machines: z.number().int(),
    /** The six words of the vault’s log. */
    words: z.string(),
  }),
]);
export type ClinicsPlace = z.infer<typeof clinicsPlaceSchema>;
