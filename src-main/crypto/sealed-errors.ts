/** What to tell a person when something sealed does not open. The sealed data is kept in every case. */
import { AppError } from '../../src-shared/errors';
import type { OpenFailure } from './envelope';

type Words = { code: string; message: string; cause: string };

const credential: Record<OpenFailure, Words> = {
  altered: {
    code: 'vault.sealed-data-invalid',
    message: 'A saved credential was changed outside the console and does not open.',
    cause:
      'Its protection shows that not every bit is as it was written. A failing disk or another program can do that.',
  },
  misplaced: {
    code: 'vault.sealed-data-misplaced',
    message: 'A saved credential belongs to another place and does not open here.',
    cause: 'It was sealed for another clinic, provider, field or time, and moved here outside the console.',
  },
  'other-key': {
    code: 'vault.sealed-data-other-key',
    message: 'A saved credential was sealed with another key and does not open.',
    cause: 'Its row or its key comes from another time or another profile, and was put here outside the console.',
  },
  truncated: {
    code: 'vault.sealed-data-truncated',
    message: 'A saved credential is cut short and does not open.',
    cause: 'Part of it is missing. A failing disk or another program can do that.',
  },
  'version-unknown': {
    code: 'vault.sealed-version-unknown',
    message: 'A saved credential has a format that this version does not know.',
    cause: 'It was saved by another version of the console, or its first byte was changed.',
  },
};

const dataKey: Record<OpenFailure, Words> = {
  altered: {
    code: 'vault.data-key-invalid',
    message: 'The key of this credential was changed outside the console and does not open.',
    cause:
      'Its protection shows that not every bit is as it was written. A failing disk or another program can do that.',
  },
  misplaced: {
    code: 'vault.data-key-misplaced',
    message: 'The key stored for this credential belongs to another one.',
    cause: 'It was moved here outside the console.',
  },
  'other-key': {
    code: 'vault.data-key-other-master',
    message: 'This clinic’s own key was sealed under another master key and does not open.',
    cause: 'It comes from another profile, and was put here outside the console.',
  },
  truncated: {
    code: 'vault.data-key-truncated',
    message: 'The key of this credential is cut short and does not open.',
    cause: 'Part of it is missing.',
  },
  'version-unknown': {
    code: 'vault.data-key-version-unknown',
    message: 'The key of this credential has a format that this version does not know.',
    cause: 'It was saved by another version of the console, or its first byte was changed.',
  },
};

const fix =
  'Enter the credentials of this clinic again, or restore from a recovery kit. What is stored was kept as it is.';

export const credentialNotOpened = (why: OpenFailure) => new AppError({ ...credential[why], fix, retryable: false });
export const dataKeyNotOpened = (why: OpenFailure) =>
  new AppError({
    ...dataKey[why],
    fix: 'Restore from a recovery kit. What is stored was kept as it is.',
    retryable: false,
  });

export const dataKeyMissing = () =>
  new AppError({
    code: 'vault.data-key-missing',
    message: 'The key of this credential is missing.',
    cause: 'Its key was removed outside the console, so what it sealed can’t be opened.',
    fix: 'Restore from a recovery kit. What is stored was kept as it is.',
    retryable: false,
  });

export const dataKeyDestroyed = () =>
  new AppError({
    code: 'vault.data-key-destroyed',
    message: 'This credential was removed or replaced before, and does not open any more.',
    cause: 'Its key was destroyed then. Its row was put back outside the console.',
    fix: 'Enter the credentials of this clinic again.',
    retryable: false,
  });
