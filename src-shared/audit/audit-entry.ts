/**
 * The audit trail: who did what, when, to which clinic, and how it ended. Append-only; each entry hashes the one
 * before.
 */
import { z } from 'zod';
import { idSchema, timeSchema } from '../primitives';

export const auditEntrySchema = z.strictObject({
  sequence: z.number().int(),
  at: timeSchema,
  /** The operating system's user name. */
  actor: z.string(),
  organizationId: idSchema.nullable(),
  organizationName: z.string().nullable(),
  /** `credential.added`, `credential.verified`, `test.started`, … */
  action: z.string(),
  outcome: z.enum(['succeeded', 'failed']),
  /** One line in plain words. Never a secret. */
  detail: z.string(),
  simulated: z.boolean(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Why the trail is not called intact. */
const auditProblemSchema = z.strictObject({
  kind: z.enum([
    // An entry does not fit: it was changed, stands in another's place, is gone, was chained anew without the key, or
    // has lost its code.
    'edited',
    'moved',
    'missing',
    'rewritten',
    'unprotected',
    // Entries at the end are gone, or the whole database is an earlier one.
    'cut',
    'rolled-back',
    'anchor-missing',
    // Nothing was found, and nothing can be said.
    'locked',
    'anchor-unreachable',
  ]),
  /** The moment gone back to, where it is known. */
  at: timeSchema.nullable(),
});
export type AuditProblem = z.infer<typeof auditProblemSchema>;

export const auditVerificationSchema = z.strictObject({
  intact: z.boolean(),
  /** Entries before the first that does not fit. */
  checked: z.number().int(),
  /** Number of that entry; null where none is known. */
  firstBroken: z.number().int().nullable(),
  problem: auditProblemSchema.nullable(),
  /** Entries that were written without the key, and are protected since they were taken under it. */
  adopted: z.number().int(),
  /** Entries that say that the console itself put a backup or a recovery kit back. `at`: the moment gone back to. */
  restored: z.array(z.strictObject({ entry: z.number().int(), at: timeSchema.nullable() })),
});
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
