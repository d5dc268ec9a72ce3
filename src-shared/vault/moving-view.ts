/** The clinics of this computer on their way to a shared vault, as the window shows them. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { idSchema } from '../primitives';

/** The one whose turn it is; how many had theirs. */
export const moveProgressSchema = z
  .strictObject({ done: z.number().int(), of: z.number().int(), name: z.string() })
  .nullable();

export const movingSchema = z.strictObject({
  clinics: z.array(
    z.strictObject({
      id: idSchema,
      name: z.string(),
      /**
       * `begun`: its copying was cut off; it is only read here until it was moved. `moved`: a copy is kept here.
       * `lost`: the same, and the vault does not have it any more, though no member removed it.
       */
      state: z.enum(['here', 'begun', 'moved', 'lost']),
      /** Why it stayed here when it was to be moved last, in this run of the console. */
      error: appErrorSchema.nullable(),
    }),
  ),
  progress: moveProgressSchema,
  /** How the last move of this run ended; null while there was none. */
  ended: z.strictObject({ moved: z.number().int(), refused: z.number().int(), left: z.number().int() }).nullable(),
});
export type Moving = z.infer<typeof movingSchema>;
export type MovableClinic = Moving['clinics'][number];
