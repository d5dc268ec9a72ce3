/** A stored credential that is not the one that the activity left there: it is not used before a person confirms it. */
import { z } from 'zod';
import type { AppErrorData } from '../errors';
import { idSchema, providerIdSchema, timeSchema } from '../primitives';

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

const day = (at: string) => new Intl.DateTimeFormat('en-US', { dateStyle: 'long' }).format(Date.parse(at));
const on = (at: string | null) => (at === null ? '' : ` on ${day(at)}`);

/** What had become of it, as the end of a sentence about it: `revoked on May 3, 2026`. */
export function endWords({ how, endedAt }: CameBack): string {
  switch (how) {
    case 'revoked':
    case 'replaced':
      return `${how}${on(endedAt)}`;
    case 'removed':
      return `removed with the clinic${on(endedAt)}`;
    case 'ended':
      return 'revoked or replaced';
    case 'other':
      return `not the ones that were saved${on(endedAt)}`;
    case 'unknown':
      return 'perhaps revoked or replaced since: that can’t be said';
  }
}

/** What brought it back, as a sentence. */
export function returnWords({ how, by }: CameBack): string {
  if (by === null)
    return how === 'unknown'
      ? 'The activity of before was changed outside of the console.'
      : 'Somebody put this part of the database back outside of the console.';
  switch (by.kind) {
    case 'restored':
      return `A backup or recovery kit${by.at === null ? '' : ` of ${day(by.at)}`} was restored.`;
    case 'rolled-back':
      return by.at === null
        ? 'The database was exchanged for an earlier one, outside of the console.'
        : `The database was taken back to ${day(by.at)}, outside of the console.`;
    case 'cut':
      return 'Entries of the activity were cut off, outside of the console.';
    case 'anchor-missing':
      return 'What anchors the activity outside of the database was gone.';
  }
}

const messages: Readonly<Record<CameBack['how'], (words: string) => string>> = {
  revoked: (words) => `These credentials were ${words}, and are back.`,
  replaced: (words) => `These credentials were ${words}, and are back.`,
  removed: (words) => `These credentials were ${words}, and are back.`,
  ended: (words) => `These credentials were ${words}, and are back.`,
  other: (words) => `These credentials are ${words}.`,
  unknown: () => 'Whether these credentials were revoked since can’t be said.',
};

export const cameBackError = (cameBack: CameBack): AppErrorData => ({
  code: cameBackCode,
  message: messages[cameBack.how](endWords(cameBack)),
  cause: `${returnWords(cameBack)} They are not used before a person confirms them.`,
  fix: 'Use them again if they are still meant to be used. If not, remove them, or enter new ones.',
  retryable: false,
});
