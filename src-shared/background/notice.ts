/** What background checks found, for the window and for notifications. */
import { z } from 'zod';
import { idSchema, timeSchema } from '../primitives';

const noticeKindSchema = z.enum(['broken', 'recovered', 'digest', 'warning']);

export const backgroundNoticeSchema = z.strictObject({
  id: idSchema,
  at: timeSchema,
  kind: noticeKindSchema,
  /** The clinic that it opens; null for the list of clinics. */
  organizationId: idSchema.nullable(),
  title: z.string(),
  text: z.string(),
});
export type BackgroundNotice = z.infer<typeof backgroundNoticeSchema>;

/** Where a notice leads. */
export const routeOfNotice = ({ organizationId }: Pick<BackgroundNotice, 'organizationId'>): string =>
  organizationId === null ? '/clinics' : `/clinics/${organizationId}`;
