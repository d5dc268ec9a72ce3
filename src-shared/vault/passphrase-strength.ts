/** How hard a new passphrase is to guess, in a few steps and in words. */
import { z } from 'zod';

export const passphraseStrengthSchema = z.strictObject({
  level: z.enum(['weak', 'fair', 'good', 'strong']),
  /** What makes it easy to guess; null for nothing in particular. */
  reason: z.string().nullable(),
});
export type PassphraseStrength = z.infer<typeof passphraseStrengthSchema>;

/** Hard enough to protect what is in it against somebody who has the file and a room of computers. */
export const isStrongEnough = ({ level }: PassphraseStrength) => level === 'good' || level === 'strong';

const levelWords: Record<PassphraseStrength['level'], string> = {
  weak: 'Very easy to guess',
  fair: 'Easy to guess',
  good: 'Hard to guess',
  strong: 'Very hard to guess',
};

const remedy = 'Four or five unrelated words work well.';

/** One line: how hard, why not harder, and what to do about it. */
export function strengthWords(strength: PassphraseStrength): string {
  const head = levelWords[strength.level];
  if (isStrongEnough(strength)) return `${head}.`;
  return `${head}${strength.reason === null ? '' : `: ${strength.reason}`}. ${remedy}`;
}
