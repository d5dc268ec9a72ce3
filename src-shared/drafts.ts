/**
 * What was typed in a form and not saved. It outlives the page, in the memory of the main process alone: a reload, a
 * crash of the page and the lock leave it, the end of the console takes it. Secrets are never among it.
 */
import { z } from 'zod';

export const longestDraftField = 10_000;
/** More than anybody has open; what was typed last stays. */
export const mostDrafts = 50;

export const draftSchema = z.strictObject({
  /** What the form showed before anything was typed: a draft of something that has changed since is out of date. */
  about: z.string().max(20_000),
  fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9-]{0,99}$/), z.string().max(longestDraftField)),
});
export type Draft = z.infer<typeof draftSchema>;

export const draftKeySchema = z.string().min(1).max(200);
export const draftsSchema = z.array(z.strictObject({ key: draftKeySchema, draft: draftSchema })).max(mostDrafts);
