import { currentLanguage } from './texts/translate';

/** British English lists without a comma before the last word, as the console's texts do. */
const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);

/** `a`, `a and b`, `a, b and c`. */
export const listOf = (names: readonly string[]): string =>
  new Intl.ListFormat(localeOf(currentLanguage()), { type: 'conjunction' }).format(names);

/** `a`, `a or b`, `a, b or c`. */
export const eitherOf = (names: readonly string[]): string =>
  new Intl.ListFormat(localeOf(currentLanguage()), { type: 'disjunction' }).format(names);
