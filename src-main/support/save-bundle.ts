/** Saves the support bundle to a file. It is never sent. */

import path from 'node:path';
import { type SupportBundle, supportText } from '../../src-shared/support/support-bundle';
import { text } from '../../src-shared/texts/translate';
import { notWritten } from '../export-file';
import { writePrivateFile } from '../private-files';

/** Whole or not at all, readable by its owner only. @throws AppError `support.not-written` */
export function saveSupportBundle(bundle: SupportBundle, file: string): void {
  try {
    writePrivateFile(path.resolve(file), supportText(bundle));
  } catch (thrown) {
    throw notWritten(thrown, {
      code: 'support.not-written',
      message: text('The support bundle could not be saved.'),
      fix: text('Choose a file in a folder that you may write to, or copy the text instead.'),
    });
  }
}
