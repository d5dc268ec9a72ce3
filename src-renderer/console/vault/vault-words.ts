/**
 * Every state of the vault in plain words, with its ways out. Nothing here ever deletes anything: unreadable is not
 * absent.
 */
import { passphraseLimits } from '../../../src-shared/vault/passphrase-limits';
import { isStrongEnough, type PassphraseStrength } from '../../../src-shared/vault/passphrase-strength';
import type { VaultState } from '../../../src-shared/vault/vault-state';

export type WayOut =
  | 'retry'
  | 'rescue'
  | 'start-anew'
  | 'unlock-with-passphrase'
  | 'create-passphrase'
  | 'use-memory'
  | 'restore';

export type VaultWords = {
  title: string;
  /** What happened. */
  what: string;
  /** What is true of the person's data meanwhile. */
  data: string;
  /** What to do, step by step. */
  steps: string[];
  /** Best first. */
  ways: WayOut[];
  retryLabel: string;
  /** A path worth copying for support. */
  file: string | null;
};

type Blocked = Exclude<VaultState, { state: 'ready' }>;

const kept = 'Your clinics and their credentials are still here, sealed and unchanged.';

export function vaultWords(vault: Blocked, keychain: string): VaultWords {
  const base = { data: kept, retryLabel: 'Try again', file: null };
  switch (vault.state) {
    case 'locked':
      return {
        ...base,
        title: `Unlock your ${keychain}`,
        what: `The key to this console is kept in the ${keychain}, which is locked.`,
        steps: ['Press the button below.', 'Type your computer password when your system asks for it.'],
        ways: ['retry'],
        retryLabel: 'Unlock and continue',
      };
    case 'denied':
      return {
        ...base,
        title: `Allow access to your ${keychain}`,
        what:
          `Your system did not let Voxanne Console read its key from the ${keychain}. Perhaps someone pressed Deny ` +
          'or Cancel.',
        steps: ['Press the button below.', 'When your system asks whether Voxanne Console may use the key, allow it.'],
        ways: ['retry'],
        retryLabel: 'Ask again',
      };
    case 'timed-out':
      return {
        ...base,
        title: `Your ${keychain} does not answer`,
        what: 'The console asked for its key and got no answer in time.',
        steps: [
          'Look for a password window behind this one, and answer it.',
          'If there is none, sign out of your computer and in again.',
          'Then try again.',
        ],
        ways: ['retry'],
      };
    case 'unavailable':
      return vault.hasCredentials
        ? {
            ...base,
            title: `No ${keychain} was found`,
            what:
              `The key that opens your clinics was kept in the ${keychain}, and nothing answers under that name ` +
              'now.',
            steps: [
              'Sign in to your usual desktop session, where the keychain service runs.',
              'Then try again. Where the service was started anew, Voxanne Console has to be closed and opened, too.',
              'With a recovery kit you can go on without it.',
            ],
            ways: ['retry', 'restore'],
          }
        : {
            ...base,
            title: 'This computer has no keychain',
            what:
              `Credentials are sealed with a key. Usually the ${keychain} keeps that key; on this computer none ` +
              'answers.',
            data: 'Nothing has been stored yet. Choose how the key is to be kept.',
            steps: [],
            ways: ['create-passphrase', 'use-memory', 'retry'],
            retryLabel: 'Look for the keychain again',
          };
    case 'key-missing':
      return {
        ...base,
        title: 'The key to your clinics is missing',
        what:
          `The ${keychain} answers, but the key that opens this console’s data is not in it. It may have been ` +
          'reset, or the data was copied from another computer.',
        steps: [
          'Restore from a recovery kit, if you made one.',
          `Or bring back the ${keychain} that was in use before, and try again.`,
        ],
        ways: ['restore', 'retry'],
      };
    case 'wrong-key':
      return {
        ...base,
        title: 'The key does not fit your clinics',
        what:
          `The ${keychain} holds a key, but not the one that sealed this console’s data. That happens after ` +
          'copying data between computers or user accounts.',
        steps: [
          'Restore from the recovery kit that belongs to this data.',
          'Or sign in as the user who set up these clinics, and try again.',
        ],
        ways: ['restore', 'retry'],
      };
    case 'passphrase-needed':
      return {
        ...base,
        title: 'Enter your passphrase',
        what: 'The key to this console is kept under a passphrase instead of in a keychain.',
        steps: [],
        ways: ['unlock-with-passphrase', 'restore'],
      };
    case 'database-newer':
      return {
        ...base,
        title: 'This data needs a newer console',
        what:
          `It was last opened by a newer Voxanne Console (format ${vault.found}; this one reads up to ` +
          `${vault.supported}).`,
        data: 'Nothing was read or changed, so that nothing can be lost.',
        steps: ['Install the newest Voxanne Console on this computer.', 'Open it again: everything will be there.'],
        ways: ['retry'],
      };
    case 'database-damaged':
      return {
        ...base,
        title: 'The database is damaged',
        what:
          'The file with your clinics failed its check when it was opened. A failing disk or another program can ' +
          'do that.',
        data: 'The damaged file was left exactly as it is. It is kept whatever you choose here.',
        steps: [],
        ways: ['retry', 'rescue', 'restore'],
        file: vault.file,
      };
    case 'database-missing':
      return {
        ...base,
        title: vault.found === 'missing' ? 'The database is missing' : 'The database is empty',
        what:
          vault.found === 'missing'
            ? 'This profile had a database with your clinics. Its file is not in the profile folder any more: it ' +
              'was moved or removed outside the console.'
            : 'This profile had a database with your clinics. There is nothing in its file now: another program, ' +
              'or a disk that was full, can do that.',
        data: 'Nothing was made in its place, and every backup was left as it is.',
        steps: [],
        ways: ['retry', 'rescue', 'start-anew', 'restore'],
        file: vault.file,
      };
    case 'database-unavailable':
      return {
        ...base,
        title: 'The database cannot be opened',
        what: vault.reason,
        data: 'Nothing was changed.',
        steps: [
          'Check that the disk is connected and has free space.',
          'Check that your user may write to the folder, and that no other program holds the file.',
          'Then try again.',
        ],
        ways: ['retry'],
      };
  }
}

/** How the key of an open vault is kept, in words. */
export function protectionWords(
  protection: Extract<VaultState, { state: 'ready' }>['protection'],
  keychain: string,
): { title: string; promise: string } {
  switch (protection) {
    case 'keychain':
      return {
        title: `Kept in the ${keychain}`,
        promise:
          `Credentials are sealed on this computer. The key is in your ${keychain}, and no secret is ever shown ` +
          'again after it was saved.',
      };
    case 'passphrase':
      return {
        title: 'Kept under your passphrase',
        promise:
          'Credentials are sealed on this computer. The key opens with your passphrase, and no secret is ever ' +
          'shown again after it was saved.',
      };
    case 'memory':
      return {
        title: 'Only in memory',
        promise: 'Nothing is kept beyond this run: when the console closes, the credentials entered in it are gone.',
      };
  }
}

/** What is wrong with a new passphrase; null when it is good. */
export function passphraseProblem(
  passphrase: string,
  repeated: string,
  strength: PassphraseStrength | null = null,
): { field: 'passphrase' | 'repeated'; problem: string } | null {
  const { shortest, longest } = passphraseLimits;
  if (passphrase.length < shortest)
    return {
      field: 'passphrase',
      problem:
        `Use at least ${shortest} characters; this has ${passphrase.length}. Four or five unrelated words work ` +
        'well.',
    };
  if (passphrase.length > longest)
    return { field: 'passphrase', problem: `Use at most ${longest.toLocaleString('en')} characters.` };
  if (strength !== null && !isStrongEnough(strength))
    return { field: 'passphrase', problem: 'Choose one that is harder to guess.' };
  if (passphrase !== repeated)
    return { field: 'repeated', problem: 'The two passphrases differ. Type the same one again.' };
  return null;
}
