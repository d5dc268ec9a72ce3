import { currentLanguage, currentLocale } from '../../src-shared/texts/translate';

/** `en-GB`: as the system writes numbers, dates and names; where it speaks another language, as the console writes. */
export const shownLocale = (): string =>
  new Intl.Locale(navigator.language).language === currentLanguage() ? navigator.language : currentLocale();
