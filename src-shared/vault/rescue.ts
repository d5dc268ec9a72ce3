/**
 * What can be done about a damaged database, before anything is done: what a restore brings back, what it loses, what
 * can still be read.
 */
import { z } from 'zod';
import { timeSchema } from '../primitives';

const restorableSchema = z.strictObject({
  /** Names this very state; asked for again when it is restored, so that nothing else is. */
  id: z.string().max(300),
  /** `before-damage`: the database itself, up to the damaged place in its log. */
  source: z.enum(['backup', 'before-damage']),
  /** Everything done after this moment is missing in it. */
  asOf: timeSchema,
  clinics: z.number().int().nonnegative(),
  /** Names of clinics that can still be read in the damaged file and are not in this state. */
  missingClinics: z.array(z.string()),
  /** Entries of the activity that can still be read in the damaged file and are newer than this state. */
  missingEntries: z.number().int().nonnegative(),
});
export type Restorable = z.infer<typeof restorableSchema>;

export const rescueOptionsSchema = z.strictObject({
  /** The newest sound state; null when there is none. */
  restorable: restorableSchema.nullable(),
  /** Backups that were passed over because they are damaged too, or of a newer console. */
  unusableBackups: z.number().int().nonnegative(),
  /** How much can still be read. */
  readable: z.strictObject({
    clinics: z.number().int().nonnegative(),
    connections: z.number().int().nonnegative(),
    tests: z.number().int().nonnegative(),
    auditEntries: z.number().int().nonnegative(),
  }),
  /** What cannot be read, one sentence each. Empty when all rows were found. */
  unreadable: z.array(z.string()),
  /** The profile belongs to a shared vault, whose clinics are on its server. */
  inSharedVault: z.boolean(),
});
export type RescueOptions = z.infer<typeof rescueOptionsSchema>;

/** A database, or the backups of one, that a restore or a rescue put aside. */
const putAsideSchema = z.strictObject({
  /** The name of the file or folder in the profile. */
  name: z.string().max(200),
  kind: z.enum(['kept', 'damaged', 'backups']),
  /** Where it is, as a whole path. */
  place: z.string(),
  /** When it was put aside. */
  at: timeSchema,
  /** With the log that belongs to it. */
  bytes: z.number().int().nonnegative(),
});
export type PutAside = z.infer<typeof putAsideSchema>;
export const putAsideListSchema = z.strictObject({ files: z.array(putAsideSchema) });

export const savedReportSchema = z.strictObject({
  /** The two files: plain text, and the same as JSON. */
  text: z.string(),
  json: z.string(),
});
export type SavedReport = z.infer<typeof savedReportSchema>;
