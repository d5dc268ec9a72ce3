/** Errors for SQLite's failures, by its stable codes. Its texts name tables and don't help a person. */

import { durationWords } from '../../src-shared/durations.ts';
import { AppError, type ErrorRow, errorOf } from '../../src-shared/errors.ts';
import { t, text } from '../../src-shared/texts/translate.ts';

type Row = ErrorRow & { code: string };

const diskFull: Row = {
  code: 'storage.disk-full',
  message: text('There is no room left to save this.'),
  cause: text('The disk is full. No changes were saved.'),
  fix: text('Free some space, then try again.'),
  retryable: true,
};
const damaged: Row = {
  code: 'storage.damaged',
  message: text('The saved data is damaged.'),
  cause: text('Part of the file does not read as it was written. A failing disk or another program can do that.'),
  fix: text('Restart the console: it looks at the whole file and says what can be restored.'),
  retryable: false,
};
const busy: Row = {
  code: 'storage.busy',
  message: text('The saved data is in use by another program.'),
  cause: text('Another window or command of Voxanne Console kept it busy for too long. No changes were saved.'),
  fix: text('Close the other one, or wait a moment, then try again.'),
  retryable: true,
};
const readOnly: Row = {
  code: 'storage.read-only',
  message: text('The saved data cannot be changed.'),
  cause: text('The file or its folder is write-protected. No changes were saved.'),
  fix: text('Allow your user to write to the profile folder, then try again.'),
  retryable: true,
};
const unavailable: Row = {
  code: 'storage.unavailable',
  message: text('The disk did not read or write the saved data.'),
  cause: text(
    'The operating system reported a fault of the disk, the network drive or its rights. No changes were saved.',
  ),
  fix: text('Check the disk, then try again.'),
  retryable: true,
};

/** By how SQLite's code begins; the first that fits. */
const byCode: readonly (readonly [string, Row])[] = [
  ['SQLITE_FULL', diskFull],
  // The index of the log could not be made longer.
  ['SQLITE_IOERR_SHMSIZE', diskFull],
  ['SQLITE_BUSY', busy],
  ['SQLITE_READONLY', readOnly],
  ['SQLITE_CORRUPT', damaged],
  ['SQLITE_NOTADB', damaged],
  ['SQLITE_IOERR', unavailable],
];

/** For a file that SQLite calls damaged, and a stored row that is not of the shape in which it was written. */
export const savedDataDamaged = () => errorOf(damaged.code, damaged);

/**
 * The thread that copies databases did not finish: its program is missing, or it was ended. Its own words are for the
 * log.
 */
export const copyBrokenOff = (thrown: unknown) =>
  new AppError(
    {
      code: 'storage.copy-broken-off',
      message: t('The saved data could not be copied.'),
      cause: t(
        'The part of the console that copies it and checks the copy did not start, or ended before it was done. Nothing was changed.',
      ),
      fix: t(
        'Restart the console, then try again. If it happens again, install the console anew; the saved data stays.',
      ),
      retryable: true,
    },
    { cause: thrown },
  );

/** The thread that reads whole databases gives no answer. @param waitedMs how long it was waited for */
export const threadSilent = (waitedMs: number) =>
  new AppError({
    code: 'storage.thread-silent',
    message: t('The saved data could not be read.'),
    cause: t(
      'The part of the console that checks and copies it gave no answer for {duration}. The disk may have stopped answering. No clinic and no credential was changed.',
      { duration: durationWords(waitedMs) },
    ),
    fix: t(
      'Check the disk, or the network drive, then restart the console. If it happens again, install the console anew; the saved data stays.',
    ),
    retryable: true,
  });

/** Nobody waits for this answer any more. */
export const searchReplaced = () =>
  new AppError({
    code: 'audit.replaced',
    message: t('This search was given up.'),
    cause: t('Another one was asked for meanwhile.'),
    fix: t('Search again.'),
    retryable: true,
  });

export const storageClosed = () =>
  new AppError({
    code: 'storage.closed',
    message: t('The saved data has been closed.'),
    cause: t('The console is shutting down, or has changed to another profile.'),
    fix: t('Wait a moment, then try again.'),
    retryable: true,
  });

const wrongOrganization = () =>
  new AppError({
    code: 'storage.wrong-organization',
    message: t('A row of another clinic was refused.'),
    cause: t(
      'The database keeps clinics apart and let nothing through. This is a fault in the program, not in what you did.',
    ),
    fix: t('Restart the console and send the support bundle from Settings to your support contact.'),
    retryable: false,
  });

const clinicMoved = () =>
  new AppError({
    code: 'storage.clinic-moved',
    message: t('This clinic lives in the shared vault now.'),
    cause: t('It was moved there from this computer. What is left here is only read, and nothing was changed.'),
    fix: t('Restart the console: it then shows the clinics of the shared vault.'),
    retryable: false,
  });

export const organizationUnknown = () =>
  new AppError({
    code: 'organization.unknown',
    message: t('This clinic is not here.'),
    cause: t('It was removed, or its name or id was mistyped.'),
    fix: t('Choose one from the list of clinics.'),
    retryable: false,
  });

export const organizationAmbiguous = (name: string) =>
  new AppError({
    code: 'organization.ambiguous',
    message: t('More than one clinic is named “{name}”.', { name }),
    cause: t('Names need not differ, so a name alone does not always tell which clinic is meant.'),
    fix: t('Use the clinic’s id; “organizations list” shows it.'),
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
  if (thrown instanceof Error && thrown.message.includes('clinic-moved')) return clinicMoved();
  const known = byCode.find(([prefix]) => code.startsWith(prefix));
  return known ? errorOf(known[1].code, known[1]) : thrown;
}

export const testRunEnded = () =>
  new AppError({
    code: 'test.ended',
    message: t('This test has ended, and sends nothing more.'),
    cause: t('It was not heard of for a while, for example because its computer slept, so another console ended it.'),
    fix: t('Look at what the test shows, then start a new one.'),
    retryable: false,
  });

export const testRunUnknown = () =>
  new AppError({
    code: 'test.unknown',
    message: t('This test is not here.'),
    cause: t('It belongs to another clinic, or was removed with its clinic.'),
    fix: t('Choose one from the test history.'),
    retryable: false,
  });
