/** A file that a person exports: written part by part, whole or not at all, readable by its owner only. */

import { closeSync, fsyncSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../src-shared/errors';
import { type Text, t, text } from '../src-shared/texts/translate';
import { createPrivateFile, NotOurFile, temporaryName } from './private-files';

/**
 * @param file replaced once all parts are written
 * @param refused code and message of the error when the file can't be written
 * @throws AppError `refused.code`, and what reading the parts throws; no file is left then
 */
export async function writeExport(
  file: string,
  parts: AsyncIterable<string>,
  refused: { code: string; message: Text },
): Promise<void> {
  const target = path.resolve(file);
  const saving = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw notWritten(thrown, refused);
    }
  };
  const part = saving(() => temporaryName(target));
  const descriptor = saving(() => createPrivateFile(part));
  try {
    try {
      for await (const text of parts) saving(() => writeFileSync(descriptor, text));
      saving(() => fsyncSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
    saving(() => renameSync(part, target));
  } catch (thrown) {
    rmSync(part, { force: true });
    throw thrown;
  }
}

const anotherFolder = text('Choose a file in a folder that you may write to.');

const causeOf = (thrown: unknown, code: string): string =>
  thrown instanceof NotOurFile
    ? t('What has that name is a folder, a device or a pipe, and no file.')
    : code === 'ENOSPC'
      ? t('The disk is full.')
      : t('The operating system refused it ({code}).', { code });

/** The error of a file that could not be written, with the system's reason. */
export function notWritten(
  thrown: unknown,
  { code: ofError, message, fix = anotherFolder }: { code: string; message: Text; fix?: Text },
): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  return new AppError({
    code: ofError,
    message: t(message),
    cause: causeOf(thrown, code),
    fix: t(fix),
    retryable: true,
  });
}
