import { currentLocale } from '../../src-shared/texts/translate';

/** `May 12, 2026`: the same day everywhere. */
export const dayWords = (at: number): string =>
  new Date(at).toLocaleDateString(currentLocale(), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
