/**
 * The estimate of a new passphrase, by zxcvbn: how many guesses somebody needs who knows common passwords, words,
 * keyboards, dates and repetitions. Its lists are read when a passphrase is first chosen.
 */

import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { AppError } from '../../src-shared/errors';
import { ownValue } from '../../src-shared/own-value';
import { providerIds } from '../../src-shared/providers/ids';
import { type Text, t, text } from '../../src-shared/texts/translate';
import {
  isStrongEnough,
  type PassphraseStrength,
  passphraseStrengthSchema,
  strengthWords,
} from '../../src-shared/vault/passphrase-strength';

const levels = ['weak', 'weak', 'fair', 'good', 'strong'] as const;

/** The library's names of what it found, in words. */
const reasons: Readonly<Record<string, Text>> = {
  straightRow: text('a row of the keyboard'),
  keyPattern: text('a short pattern on the keyboard'),
  simpleRepeat: text('one character again and again'),
  extendedRepeat: text('a few characters again and again'),
  sequences: text('letters or digits in their order'),
  recentYears: text('a recent year'),
  dates: text('a date'),
  topTen: text('one of the most common passwords'),
  topHundred: text('a very common password'),
  common: text('a common password'),
  similarToCommon: text('much like a common password'),
  wordByItself: text('a single word'),
};

/** What somebody tries first who knows whose passphrase it is, and common words that the English lists lack. */
const nearAtHand = [
  ...['voxanne', 'voxanneconsole', 'voxanne console', 'console', 'clinic', 'dental', 'dental clinic', 'receptionist'],
  ...['contraseña', 'clave', 'secreto', 'segura', 'hola', 'buenos', 'buenosdias', 'clinica', 'clinica dental'],
  ...['dentista', 'consultorio', 'recepcion', 'cofre'],
  ...providerIds,
];

let reading: Promise<ZxcvbnFactory> | null = null;

async function read(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

export async function estimatePassphrase(passphrase: string): Promise<PassphraseStrength> {
  reading ??= read();
  const { score, feedback } = (await reading).check(passphrase, nearAtHand);
  const reason = feedback.warning === null ? undefined : ownValue(reasons, feedback.warning);
  return passphraseStrengthSchema.parse({
    level: levels[score],
    reason: reason === undefined ? null : t(reason),
  });
}

/**
 * For a new passphrase; one that was chosen before opens what it protects, whatever it is.
 * @throws AppError `vault.passphrase-weak`
 */
export async function requireStrongPassphrase(passphrase: string): Promise<string> {
  const strength = await estimatePassphrase(passphrase);
  if (isStrongEnough(strength)) return passphrase;
  throw new AppError({
    code: 'vault.passphrase-weak',
    message: t('This passphrase is easy to guess.'),
    cause: strengthWords(strength),
    fix: t('Choose another one: four or five unrelated words are hard to guess and easy to keep.'),
    retryable: true,
  });
}
