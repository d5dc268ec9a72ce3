/** Saves the support bundle to a file. It is never sent. */

import path from 'node:path';
import { AppError } from '../../src-shared/errors';
import { type SupportBundle, supportText } from '../../src-shared/support/support-bundle';
import { t } from '../../src-shared/texts/translate';
import { writePrivateFile } from '../private-files';

/** Whole or not at all, readable by its owner only. @throws AppError `support.not-written` */
export function saveSupportBundle(bundle: SupportBundle, file: string): void {
  try {
    writePrivateFile(path.resolve(file), supportText(bundle));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    throw new AppError({
      code: 'support.not-written',
      message: t('The support bundle could not be saved.'),
      cause: code === 'ENOSPC' ? t('The disk is full.') : t('The operating system refused it ({code}).', { code }),
      fix: t('Choose a file in a folder that you may write to, or copy the text instead.'),
      retryable: true,
    });
  }
}
