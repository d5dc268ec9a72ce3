/** What a person sends to support: a list of texts without secrets, shown as they are before they are saved. */

import { z } from 'zod';
import { t } from '../texts/translate';

const supportPartSchema = z.strictObject({
  id: z.enum(['versions', 'doctor', 'database', 'settings', 'network', 'errors', 'crashes', 'log']),
  title: z.string().max(100),
  text: z.string(),
});
export type SupportPart = z.infer<typeof supportPartSchema>;

export const supportBundleSchema = z.strictObject({
  madeAt: z.iso.datetime(),
  parts: z.array(supportPartSchema),
});
export type SupportBundle = z.infer<typeof supportBundleSchema>;

/** The bundle as the one text file that is saved, and as it is copied. */
export const supportText = ({ madeAt, parts }: SupportBundle): string =>
  [
    t('Voxanne Console: support bundle'),
    t('Made at {madeAt}. Without credentials, whole phone numbers, e-mail addresses and texts of messages.', {
      madeAt,
    }),
    ...parts.map(({ title, text }) => `\n== ${title} ==\n${text}`),
    '',
  ].join('\n');

export const supportFileName = ({ madeAt }: Pick<SupportBundle, 'madeAt'>): string =>
  `voxanne-support-${madeAt.slice(0, 19).replaceAll(':', '-')}.txt`;
