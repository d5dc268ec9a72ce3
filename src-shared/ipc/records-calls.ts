/** Calls about what leaves the console as a file: handoff report, activity and support bundle. */
import { z } from 'zod';
import { auditEntrySchema, auditVerificationSchema } from '../audit/audit-entry';
import { auditFilterSchema } from '../audit/audit-filter';
import { supportBundleSchema } from '../support/support-bundle';
import type { CallsOf } from './calls-of';
import { nothing, organizationOnly } from './shapes';

export const recordsCalls = {
  /**
   * Saves the handoff that the window shows, as a PDF. Asks where; `savedTo` is null when the person closed the dialog.
   */
  'handoff.savePdf': { request: organizationOnly, response: z.strictObject({ savedTo: z.string().nullable() }) },
  /** Opens the system's dialog for printing it; `printed` is false when the person closed that. */
  'handoff.print': { request: organizationOnly, response: z.strictObject({ printed: z.boolean() }) },

  'audit.list': {
    request: auditFilterSchema.extend({
      /** Entries older than this sequence; null for the newest. */
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    response: z.strictObject({
      entries: z.array(auditEntrySchema),
      more: z.boolean(),
      /**
       * The part of a long trail that its search index holds, from 0 to 1; left out when it holds all. What is found is
       * complete either way, it only takes longer.
       */
      indexed: z.number().optional(),
    }),
  },
  'audit.verify': { request: nothing, response: auditVerificationSchema },
  /**
   * Asks where to save what a filter finds; `savedTo` is null when the person closed the dialog. No cell of the CSV is
   * executed by a spreadsheet.
   */
  'audit.export': {
    request: auditFilterSchema.extend({ format: z.enum(['csv', 'json']) }),
    response: z.strictObject({ savedTo: z.string().nullable(), entries: z.number().int() }),
  },

  /** Makes the support bundle: redacted texts, to be shown. Nothing is saved or sent. */
  'support.prepare': { request: nothing, response: supportBundleSchema },
  /** Asks where to save what was shown last; `savedTo` is null when the person closed the dialog. */
  'support.save': { request: nothing, response: z.strictObject({ savedTo: z.string().nullable() }) },
  /** Copies what was shown last. */
  'support.copy': { request: nothing, response: nothing },
} as const satisfies CallsOf<'handoff' | 'audit' | 'support'>;
