/**
 * What people read, in their language. The English text in the code is the key; `es.json` has the Spanish one for each,
 * and a text that is not in it does not compile. Texts are ICU messages: `{name}` for a value,
 * `{count, plural, one {# clinic} other {# clinics}}` for what depends on a number.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type spanish from './es.json';
import { type Language, writtenAs } from './languages.ts';

// Ours are known. The package would look through all that the system has: 6 ms of the first screen.
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(String(locales));

/** A text of the catalogue, in English. */
export type Text = keyof typeof spanish;

export type TextValues = Readonly<Record<string, string | number>>;

type Catalogue = Readonly<Record<string, string>>;

let language: Language = 'en';
let catalogue: Catalogue | null = null;
const formats = new Map<string, IntlMessageFormat>();

/** @param texts null for English: each text is its own. By `setLanguage` alone. */
export function speakBy(to: Language, texts: Catalogue | null): void {
  catalogue = texts;
  language = to;
  formats.clear();
}

/** The language of what is shown, BCP 47: also of names of countries. */
export const currentLanguage = (): Language => language;

/** `es-US`: how numbers, money, dates and times are written. */
export const currentLocale = (): string => writtenAs[language];

/** The text in the language of the person, with its values. */
export function t(text: Text, values?: TextValues): string {
  const said = wordsOf(text);
  return values === undefined ? said : String(formatOf(said).format(values));
}

/** The text in the language of the person, as it is in the catalogue. */
export const wordsOf = (text: Text): string => catalogue?.[text] ?? text;

/** A text that is said later, by {@link t}: for data that is made before the language is known. */
export const text = <Said extends Text>(said: Said): Said => said;

/** Made once: a list says the same sentence of many clinics. */
export function formatOf(said: string): IntlMessageFormat {
  const known = formats.get(said);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(said, currentLocale());
  formats.set(said, made);
  return made;
}
