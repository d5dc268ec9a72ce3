/** Which entries of the audit trail are asked for: by the window's Activity, by an export, by the command line. */
import { z } from 'zod';
import { idSchema, timeSchema } from '../primitives';

export const auditFilterSchema = z.strictObject({
  organizationId: idSchema.nullable(),
  /** Words that an entry must all contain: in its day, person, clinic, action or detail. */
  search: z.string().max(200),
  /** `inconclusive`: a test that was stopped or interrupted, or ended with something unconfirmed. */
  outcome: z.enum(['succeeded', 'failed', 'inconclusive']).nullable(),
  /** One of these; all when left out. */
  actions: z.array(z.string().max(60)).min(1).max(20).optional(),
  /** Not before this time. */
  from: timeSchema.optional(),
  /** Before this time. */
  to: timeSchema.optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** One page of what a filter finds, newest first. */
export type AuditPage = {
  /** Entries older than this sequence; null for the newest. */
  before: number | null;
  limit: number;
};
