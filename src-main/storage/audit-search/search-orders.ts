/** What the search thread is told and what it answers. */
import { z } from 'zod';
import { auditEntrySchema } from '../../../src-shared/audit/audit-entry';
import type { AuditFilter, AuditPage } from '../../../src-shared/audit/audit-filter';
import type { Language } from '../../../src-shared/texts/languages';

export type SearchOrder = {
  task: 'search';
  /** The database whose trail is searched. */
  live: string;
  /** The search index, made where it is missing. */
  index: string;
  sqliteBinding: string | undefined;
  /** One number that both sides see: the newest question of those that make older ones void. */
  newest: SharedArrayBuffer;
  /** In which the window shows what an entry says happened, which is searched as well. */
  language: Language;
};

export type Question = { id: number; isReplaceable: boolean; filter: AuditFilter; page: AuditPage };

const foundSchema = z.strictObject({
  entries: z.array(auditEntrySchema),
  more: z.boolean(),
  /** The part of the trail that the search index holds, from 0 to 1. */
  indexed: z.number(),
});
export type Found = z.infer<typeof foundSchema>;

export const searchReportSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('found'), id: z.number(), ...foundSchema.shape }),
  z.strictObject({ state: z.literal('replaced'), id: z.number() }),
  z.strictObject({ state: z.literal('failed'), id: z.number(), message: z.string() }),
]);
export type SearchReport = z.infer<typeof searchReportSchema>;
