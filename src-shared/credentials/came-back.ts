/** A stored credential that is not the one that the activity left there: it is not used before a person confirms it. */

import { z } from 'zod';
import type { AppErrorData } from '../errors';
import { idSchema, providerIdSchema, timeSchema } from '../primitives';
import { currentLocale, t } from '../texts/translate';

const cameBackSchema = z.strictObject({
  /**
   * How it had ended. `ended`: revoked or replaced, which of the two was not kept. `other`: it is not the one that was
   * saved last. `unknown`: nobody can say whether it had ended.
   */
  how: z.enum(['revoked', 'replaced', 'removed', 'ended', 'other', 'unknown']),
  /** When it had ended, or when the last one was saved. */
  endedAt: timeSchema.nullable(),
  /** What brought it back; null where only this row, or the activity, is not what it was. */
  by: z
    .strictObject({
      kind: z.enum(['restored', 'rolled-back', 'cut', 'anchor-missing']),
      /** The moment that was gone back to. */
      at: timeSchema.nullable(),
    })
    .nullable(),
});
export type CameBack = z.infer<typeof cameBackSchema>;

/** One of all that came back. */
export const cameBackCredentialSchema = z.strictObject({
  organizationId: idSchema,
  clinic: z.string(),
  provider: providerIdSchema,
  keyHint: z.string(),
  cameBack: cameBackSchema,
});
export type CameBackCredential = z.infer<typeof cameBackCredentialSchema>;

export const cameBackCode = 'credentials.came-back';

const day = (at: string) => new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'long' }).format(Date.parse(at));

/** What had become of it, as the end of a sentence about it: `revoked on May 3, 2026`. */
export function endWords({ how, endedAt }: CameBack): string {
  const on = endedAt === null ? null : { day: day(endedAt) };
  switch (how) {
    case 'revoked':
      return on === null ? t('revoked') : t('revoked on {day}', on);
    case 'replaced':
      return on === null ? t('replaced') : t('replaced on {day}', on);
    case 'removed':
      return on === null ? t('removed with the clinic') : t('removed with the clinic on {day}', on);
    case 'ended':
      return t('revoked or replaced');
    case 'other':
      return on === null ? t('not the ones that were saved') : t('not the ones that were saved on {day}', on);
    case 'unknown':
      return t('perhaps revoked or replaced since: that can’t be said');
  }
}

/** What brought it back, as a sentence. */
export function returnWords({ how, by }: CameBack): string {
  if (by === null)
    return how === 'unknown'
      ? t('The activity of before was changed outside of the console.')
      : t('Somebody put this part of the database back outside of the console.');
  switch (by.kind) {
    case 'restored':
      return by.at === null
        ? t('A backup or recovery kit was restored.')
        : t('A backup or recovery kit of {day} was restored.', { day: day(by.at) });
    case 'rolled-back':
      return by.at === null
        ? t('The database was exchanged for an earlier one, outside of the console.')
        : t('The database was taken back to {day}, outside of the console.', { day: day(by.at) });
    case 'cut':
      return t('Entries of the activity were cut off, outside of the console.');
    case 'anchor-missing':
      return t('What anchors the activity outside of the database was gone.');
  }
}

const messages: Readonly<Record<CameBack['how'], (end: string) => string>> = {
  revoked: (end) => t('These credentials were {end}, and are back.', { end }),
  replaced: (end) => t('These credentials were {end}, and are back.', { end }),
  removed: (end) => t('These credentials were {end}, and are back.', { end }),
  ended: (end) => t('These credentials were {end}, and are back.', { end }),
  other: (end) => t('These credentials are {end}.', { end }),
  unknown: () => t('Whether these credentials were revoked since can’t be said.'),
};

export const cameBackError = (cameBack: CameBack): AppErrorData => ({
  code: cameBackCode,
  message: messages[cameBack.how](endWords(cameBack)),
  cause: `${returnWords(cameBack)} ${t('They are not used before a person confirms them.')}`,
  fix: t('Use them again if they are still meant to be used. If not, remove them, or enter new ones.'),
  retryable: false,
});
