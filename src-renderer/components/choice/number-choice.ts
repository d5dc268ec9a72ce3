/** Picking from what an account listed, or typing it instead. Pure. */
import type { Choice, ChoiceOption } from '../../../src-shared/credentials/connection';
import { folded } from '../../../src-shared/folded';
import type { ParsedPhoneNumber } from '../../../src-shared/messaging/phone-number';
import { t } from '../../../src-shared/texts/translate';

/** The number of options that are rendered; the others are found by searching. */
export const shownAtOnce = 100;
/** The number of options from which on there is a search field. */
export const searchFrom = 8;

/** True when the whole list is known and no option on it can be picked. */
export const hasNothingToPick = (choice: Choice): boolean =>
  choice.incompleteReason === null && choice.options.every((option) => option.disabledReason !== null);

const digits = (text: string) => text.replace(/\D/g, '');

/** Options whose number, name or second line holds what was typed; digits match through any formatting. */
export function matchingOptions(options: readonly ChoiceOption[], search: string): ChoiceOption[] {
  const text = folded(search).trim();
  if (text === '') return [...options];
  const wanted = digits(text);
  return options.filter(
    (option) =>
      folded(`${option.label} ${option.detail ?? ''} ${option.id}`).includes(text) ||
      (wanted.length > 2 && digits(option.id).includes(wanted)),
  );
}

export type TypedNumber = { choice: string | null; tone: 'good' | 'warning' | 'bad'; words: string } | null;

/**
 * What a typed number is to the account: its own, its own but unusable, or unknown to it. Null while it is no number.
 */
export function judgeTyped(parsed: ParsedPhoneNumber, choice: Choice): TypedNumber {
  if (!parsed.ok) return null;
  const option = choice.options.find((candidate) => candidate.id === parsed.e164);
  if (option !== undefined && option.disabledReason !== null)
    return {
      choice: null,
      tone: 'bad',
      words: t('The account has this number, but it cannot be used: {disabledReason}', {
        disabledReason: option.disabledReason,
      }),
    };
  if (option !== undefined) return { choice: parsed.e164, tone: 'good', words: t('The account has this number.') };
  if (choice.incompleteReason !== null)
    return {
      choice: parsed.e164,
      tone: 'warning',
      words: t('Not among the numbers listed so far. It is looked up when you save.'),
    };
  return {
    choice: null,
    tone: 'bad',
    words: t('This account does not have this number. Pick one from its list, or sign in to the account that owns it.'),
  };
}
