import { t } from '../texts/translate';

/** The file name of pasted text. */
export const pastedText = 'the pasted text';

/**
 * A file's name at the start of a sentence: as it is written, for it may matter; only the pasted text gets its capital.
 */
export const atStart = (fileName: string): string => (fileName === pastedText ? t('The pasted text') : fileName);
/** The same within a sentence. */
export const within = (fileName: string): string => (fileName === pastedText ? t('the pasted text') : fileName);
