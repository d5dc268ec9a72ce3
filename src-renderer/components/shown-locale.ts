import { currentLanguage } from '../../src-shared/texts/translate';

/** `en-GB`: as the system writes numbers, dates and names. If it speaks another language, the console's own. */
export const shownLocale = (): string =>
  new Intl.Locale(navigator.language).language === currentLanguage() ? navigator.language : currentLanguage();
