/** Saves a handoff report to a file, and says why one could not be saved or printed. */

import path from 'node:path';
import { AppError } from '../../src-shared/errors';
import { t, text } from '../../src-shared/texts/translate';
import { notWritten } from '../export-file';
import { writePrivateFile } from '../private-files';

/** Whole or not at all. @throws AppError `handoff.not-written` */
export function saveReport(content: string | Uint8Array, file: string): void {
  try {
    writePrivateFile(path.resolve(file), content);
  } catch (thrown) {
    throw notWritten(thrown, { code: 'handoff.not-written', message: text('The handoff report could not be saved.') });
  }
}

export const notPrinted = (reason: string): AppError =>
  new AppError({
    code: 'handoff.not-printed',
    message: t('The handoff report was not printed.'),
    cause: reason === '' ? t('The system gave no reason.') : t('The system says: {reason}.', { reason }),
    fix: t('Check that a printer is set up, or choose “Save as PDF” and print that file.'),
    retryable: true,
  });
