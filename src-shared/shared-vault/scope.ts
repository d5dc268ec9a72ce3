/** Apart from the log, so that the window's contract does not read its cryptography. */
import { z } from 'zod';
import { idSchema } from '../primitives';

/** Which clinics: all, now and later, with the right to admit others; or those that are named. */
export const scopeSchema = z.union([z.literal('all'), z.array(idSchema)]);
export type Scope = z.infer<typeof scopeSchema>;
