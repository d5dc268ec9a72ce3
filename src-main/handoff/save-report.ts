/** Saves a handoff report to a file, and says why one could not be saved or printed. */

import path from 'node:path';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { writePrivateFile } from '../private-files';

/** Whole or not at all. @throws AppError `handoff.not-written` */
export function saveReport(content: string | Uint8Array, file: string): void {
  try {
    writePrivateFile(path.resolve(file), content);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    throw new AppError({
      code: 'handoff.not-written',
      message: t('The handoff report could not be saved.'),
      cause: code === 'ENOSPC' ? t('The disk is full.') : t('The operating system refused it ({code}).', { code }),
      fix: t('Choose a file in a folder that you may write to.'),
      retryable: true,
    });
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
