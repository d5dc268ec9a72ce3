/** What to tell a person when something sealed does not open. The sealed data is kept in every case. */

import { AppError, errorOf } from '../../src-shared/errors';
import { type Text, t, text } from '../../src-shared/texts/translate';
import type { OpenFailure } from './envelope';

type Words = { code: string; message: Text; cause: Text };

const credential: Record<OpenFailure, Words> = {
  altered: {
    code: 'vault.sealed-data-invalid',
    message: text('A saved credential was changed outside the console and does not open.'),
    cause: text(
      'Its protection shows that not every bit is as it was written. A failing disk or another program can do that.',
    ),
  },
  misplaced: {
    code: 'vault.sealed-data-misplaced',
    message: text('A saved credential belongs to another place and does not open here.'),
    cause: text('It was sealed for another clinic, provider, field or time, and moved here outside the console.'),
  },
  'other-key': {
    code: 'vault.sealed-data-other-key',
    message: text('A saved credential was sealed with another key and does not open.'),
    cause: text('Its row or its key comes from another time or another profile, and was put here outside the console.'),
  },
  truncated: {
    code: 'vault.sealed-data-truncated',
    message: text('A saved credential is cut short and does not open.'),
    cause: text('Part of it is missing. A failing disk or another program can do that.'),
  },
  'version-unknown': {
    code: 'vault.sealed-version-unknown',
    message: text('A saved credential has a format that this version does not know.'),
    cause: text('It was saved by another version of the console, or its first byte was changed.'),
  },
};

const dataKey: Record<OpenFailure, Words> = {
  altered: {
    code: 'vault.data-key-invalid',
    message: text('The key of this credential was changed outside the console and does not open.'),
    cause: text(
      'Its protection shows that not every bit is as it was written. A failing disk or another program can do that.',
    ),
  },
  misplaced: {
    code: 'vault.data-key-misplaced',
    message: text('The key stored for this credential belongs to another one.'),
    cause: text('It was moved here outside the console.'),
  },
  'other-key': {
    code: 'vault.data-key-other-master',
    message: text('This clinic’s own key was sealed under another master key and does not open.'),
    cause: text('It comes from another profile, and was put here outside the console.'),
  },
  truncated: {
    code: 'vault.data-key-truncated',
    message: text('The key of this credential is cut short and does not open.'),
    cause: text('Part of it is missing.'),
  },
  'version-unknown': {
    code: 'vault.data-key-version-unknown',
    message: text('The key of this credential has a format that this version does not know.'),
    cause: text('It was saved by another version of the console, or its first byte was changed.'),
  },
};

const fix = text(
  'Enter the credentials of this clinic again, or restore from a recovery kit. What is stored was kept as it is.',
);

const notOpened = ({ code, ...row }: Words, fix: Text) => errorOf(code, { ...row, fix, retryable: false });

export const credentialNotOpened = (why: OpenFailure) => notOpened(credential[why], fix);
export const dataKeyNotOpened = (why: OpenFailure) =>
  notOpened(dataKey[why], text('Restore from a recovery kit. What is stored was kept as it is.'));

export const dataKeyMissing = () =>
  new AppError({
    code: 'vault.data-key-missing',
    message: t('The key of this credential is missing.'),
    cause: t('Its key was removed outside the console, so what it sealed can’t be opened.'),
    fix: t('Restore from a recovery kit. What is stored was kept as it is.'),
    retryable: false,
  });

export const dataKeyDestroyed = () =>
  new AppError({
    code: 'vault.data-key-destroyed',
    message: t('This credential was removed or replaced before, and does not open any more.'),
    cause: t('Its key was destroyed then. Its row was put back outside the console.'),
    fix: t('Enter the credentials of this clinic again.'),
    retryable: false,
  });
