/** Saves a handoff report to a file, and says why one could not be saved or printed. */
import path from 'node:path';
import { AppError } from '../../src-shared/errors';
import { writePrivateFile } from '../private-files';

/** Whole or not at all. @throws AppError `handoff.not-written` */
export function saveReport(content: string | Uint8Array, file: string): void {
  try {
    writePrivateFile(path.resolve(file), content);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    throw new AppError({
      code: 'handoff.not-written',
      message: 'The handoff report could not be saved.',
      cause: code === 'ENOSPC' ? 'The disk is full.' : `The operating system refused it (${code}).`,
      fix: 'Choose a file in a folder that you may write to.',
      retryable: true,
    });
  }
}

export const notPrinted = (reason: string): AppError =>
  new AppError({
    code: 'handoff.not-printed',
    message: 'The handoff report was not printed.',
    cause: reason === '' ? 'The system gave no reason.' : `The system says: ${reason}.`,
    fix: 'Check that a printer is set up, or choose “Save as PDF” and print that file.',
    retryable: true,
  });
