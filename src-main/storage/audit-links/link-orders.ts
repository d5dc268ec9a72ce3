/** What the thread is told that reads the links of the audit trail, and what it answers. */
import { z } from 'zod';
import type { Link } from '../audit-chain';

export type LinksOrder = {
  task: 'links';
  /** The database whose trail is read. */
  live: string;
  sqliteBinding: string | undefined;
};

/** Entries one after the other, a list a column: so they cross between threads in half the time. */
export type Links = { [Column in keyof Link]: Link[Column][] };

export const linksReportSchema = z.strictObject({
  links: z.custom<Links>((value) => typeof value === 'object' && value !== null),
  /** There is no entry after these. */
  isEnd: z.boolean(),
});
export type LinksReport = z.infer<typeof linksReportSchema>;
