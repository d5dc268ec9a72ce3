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

export const auditVerificationSchema = z.strictObject({
  intact: z.boolean(),
  checked: z.number().int(),
  /** Sequence of the first entry that does not fit the chain. */
  firstBroken: z.number().int().nullable(),
});
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
