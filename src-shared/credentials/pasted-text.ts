/** The file name of pasted text. */
import { t } from '../texts/translate';
export const pastedText = 'the pasted text';

/**
 * A file's name at the start of a sentence: as it is written, for it may matter; only the pasted text gets its capital.
 */
export const atStart = (fileName: string): string => (fileName === pastedText ? t('The pasted text') : fileName);
