import { currentLanguage } from './texts/translate';

/** British English lists without a comma before the last word, as the console's texts do. */
const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);

const formats = new Map<string, Intl.ListFormat>();

/** Made once for each language: a list of clinics says the same of many of them. */
function formatOf(type: 'conjunction' | 'disjunction'): Intl.ListFormat {
  const locale = localeOf(currentLanguage());
  const known = formats.get(`${locale} ${type}`);
  if (known !== undefined) return known;
  const made = new Intl.ListFormat(locale, { type });
  formats.set(`${locale} ${type}`, made);
  return made;
}

/** `a`, `a and b`, `a, b and c`. */
export const listOf = (names: readonly string[]): string => formatOf('conjunction').format(names);

/** `a`, `a or b`, `a, b or c`. */
export const eitherOf = (names: readonly string[]): string => formatOf('disjunction').format(names);
