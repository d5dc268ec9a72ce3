/** Errors for SQLite's failures, by its stable codes. Its texts name tables and don't help a person. */
import { AppError, type AppErrorData } from '../../src-shared/errors.ts';

const kept = 'No changes were saved.';

const byCode: readonly (readonly [string, AppErrorData])[] = [
  ['SQLITE_FULL', diskFull()],
  // The index of the log could not be made longer.
  ['SQLITE_IOERR_SHMSIZE', diskFull()],
  [
    'SQLITE_BUSY',
    {
      code: 'storage.busy',
      message: 'The saved data is in use by another program.',
      cause: `Another window or command of Voxanne Console kept it busy for too long. ${kept}`,
      fix: 'Close the other one, or wait a moment, then try again.',
      retryable: true,
    },
  ],
  [
    'SQLITE_READONLY',
    {
      code: 'storage.read-only',
      message: 'The saved data cannot be changed.',
      cause: `The file or its folder is write-protected. ${kept}`,
      fix: 'Allow your user to write to the profile folder, then try again.',
      retryable: true,
    },
  ],
  ['SQLITE_CORRUPT', damaged()],
  ['SQLITE_NOTADB', damaged()],
  [
    'SQLITE_IOERR',
    {
      code: 'storage.unavailable',
      message: 'The disk did not read or write the saved data.',
      cause: `The operating system reported a fault of the disk, the network drive or its rights. ${kept}`,
      fix: 'Check the disk, then try again.',
      retryable: true,
    },
  ],
];

function diskFull(): AppErrorData {
  return {
    code: 'storage.disk-full',
    message: 'There is no room left to save this.',
    cause: `The disk is full. ${kept}`,
    fix: 'Free some space, then try again.',
    retryable: true,
  };
}

function damaged(): AppErrorData {
  return {
    code: 'storage.damaged',
    message: 'The saved data is damaged.',
    cause: 'Part of the file does not read as it was written. A failing disk or another program can do that.',
    fix: 'Restart the console: it looks at the whole file and says what can be restored.',
    retryable: false,
  };
}

/** A stored row that is not of the shape in which it was written. */
export const rowDamaged = () => new AppError(damaged());

/**
 * The thread that copies databases did not finish: its program is missing, or it was ended. Its own words are for the
 * log.
 */
export const copyBrokenOff = (thrown: unknown) =>
  new AppError(
    {
      code: 'storage.copy-broken-off',
      message: 'The saved data could not be copied.',
      cause:
        'The part of the console that copies it and checks the copy did not start, or ended before it was done. ' +
        'Nothing was changed.',
      fix: 'Restart the console, then try again. If it happens again, install the console anew; the saved data stays.',
      retryable: true,
    },
    { cause: thrown },
  );

/** Nobody waits for this answer any more. */
export const searchReplaced = () =>
  new AppError({
    code: 'audit.replaced',
    message: 'This search was given up.',
    cause: 'Another one was asked for meanwhile.',
    fix: 'Search again.',
    retryable: true,
  });

export const storageClosed = () =>
  new AppError({
    code: 'storage.closed',
    message: 'The saved data has been closed.',
    cause: 'The console is shutting down, or has changed to another profile.',
    fix: 'Wait a moment, then try again.',
    retryable: true,
  });

const wrongOrganization = () =>
  new AppError({
    code: 'storage.wrong-organization',
    message: 'A row of another clinic was refused.',
    cause:
      'The database keeps clinics apart and let nothing through. This is a fault in the program, not in what you did.',
    fix: 'Restart the console and send the support bundle from Settings to your support contact.',
    retryable: false,
  });

export const organizationUnknown = () =>
  new AppError({
    code: 'organization.unknown',
    message: 'This clinic is not here.',
    cause: 'It was removed, or its name or id was mistyped.',
    fix: 'Choose one from the list of clinics.',
    retryable: false,
  });

export const organizationAmbiguous = (name: string) =>
  new AppError({
    code: 'organization.ambiguous',
    message: `More than one clinic is named “${name}”.`,
    cause: 'Names need not differ, so a name alone does not always tell which clinic is meant.',
    fix: 'Use the clinic’s id; “organizations list” shows it.',
    retryable: false,
  });

/** SQLite's code of a thrown value, for example `SQLITE_FULL`; null for anything else. */
export function sqliteCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || thrown.name !== 'SqliteError' || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

/** Turns SQLite's errors into ours and leaves every other as it is. */
export function storageError(thrown: unknown): unknown {
  const code = sqliteCode(thrown);
  if (code === null) return thrown;
  if (thrown instanceof Error && thrown.message.includes('organization-mismatch')) return wrongOrganization();
  const known = byCode.find(([prefix]) => code.startsWith(prefix));
  return known ? new AppError(known[1]) : thrown;
}

export const testRunEnded = () =>
  new AppError({
    code: 'test.ended',
    message: 'This test has ended, and sends nothing more.',
    cause: 'It was not heard of for a while, for example because its computer slept, so another console ended it.',
    fix: 'Look at what the test shows, then start a new one.',
    retryable: false,
  });

export const testRunUnknown = () =>
  new AppError({
    code: 'test.unknown',
    message: 'This test is not here.',
    cause: 'It belongs to another clinic, or was removed with its clinic.',
    fix: 'Choose one from the test history.',
    retryable: false,
  });
