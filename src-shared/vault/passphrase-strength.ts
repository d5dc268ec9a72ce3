/** How hard a new passphrase is to guess, in a few steps and in words. */

import { z } from 'zod';
import { type Text, t, text } from '../texts/translate';

export const passphraseStrengthSchema = z.strictObject({
  level: z.enum(['weak', 'fair', 'good', 'strong']),
  /** What makes it easy to guess; null for nothing in particular. */
  reason: z.string().nullable(),
});
export type PassphraseStrength = z.infer<typeof passphraseStrengthSchema>;

/** Hard enough to protect what is in it against somebody who has the file and a room of computers. */
export const isStrongEnough = ({ level }: PassphraseStrength) => level === 'good' || level === 'strong';

const levelWords: Record<PassphraseStrength['level'], Text> = {
  weak: text('Very easy to guess'),
  fair: text('Easy to guess'),
  good: text('Hard to guess'),
  strong: text('Very hard to guess'),
};

const remedy = text('Four or five unrelated words work well.');

/** One line: how hard, why not harder, and what to do about it. */
export function strengthWords(strength: PassphraseStrength): string {
  const head = t(levelWords[strength.level]);
  if (isStrongEnough(strength)) return `${head}.`;
  return `${head}${strength.reason === null ? '' : `: ${strength.reason}`}. ${t(remedy)}`;
}
