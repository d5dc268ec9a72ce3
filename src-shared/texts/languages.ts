/** The languages that the console speaks, and which of them a person gets. */

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
/** What a person may choose. */
export type LanguageSetting = Language | 'system';

/** Each in itself: somebody looks for their own in a console that speaks another. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

/**
 * How each writes numbers, money, dates and times where nothing says more: as in the United States, where most clinics
 * are. Spain writes `42,17 US$` and its clock has 24 hours; Latin America reads `$42.17` and `2:05 p.m.`.
 */
export const writtenAs: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' };

/** @param preferred the system's languages, the best first: `es-MX`, `es_MX.UTF-8` */
export function languageOf(setting: LanguageSetting, preferred: readonly string[]): Language {
  if (setting !== 'system') return setting;
  const spoken = preferred.map((tag) => tag.toLowerCase().split(/[-_.]/)[0]);
  return (
    languages.find((language) => language === spoken.find((one) => languages.some((known) => known === one))) ?? 'en'
  );
}

/** What a terminal asks for, the strongest first: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html */
export const terminalLanguages = (env: Readonly<Record<string, string | undefined>>): string[] => {
  const first = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return first === undefined ? [] : [first];
};
