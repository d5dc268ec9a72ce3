/** Whose certificates are trusted for the server of a shared vault, as the window shows it. */
import { z } from 'zod';
import { timeSchema } from '../primitives';

const authoritySchema = z.strictObject({
  name: z.string(),
  until: timeSchema,
  /** SHA-256, to compare by voice. */
  fingerprint: z.string(),
});
export type AuthorityView = z.infer<typeof authoritySchema>;

/** Null: those that the computer trusts anyway. */
export const knownAuthoritiesSchema = z.strictObject({ known: z.array(authoritySchema).nullable() });

/** A file that was chosen, and what is in it. */
export const chosenAuthoritySchema = z.strictObject({
  chosen: z.strictObject({ file: z.string(), authorities: z.array(authoritySchema) }).nullable(),
});
