/**
 * Every state of the vault in plain words, with its ways out. Nothing here ever deletes anything: unreadable is not
 * absent.
 */
import { t, text } from '../../../src-shared/texts/translate';
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

const kept = text('Your clinics and their credentials are still here, sealed and unchanged.');

export function vaultWords(vault: Blocked, keychain: string): VaultWords {
  const base = { data: t(kept), retryLabel: t('Try again'), file: null };
  switch (vault.state) {
    case 'locked':
      return {
        ...base,
        title: t('Unlock your {keychain}', { keychain }),
        what: t('The key to this console is kept in the {keychain}, which is locked.', { keychain }),
        steps: [t('Press the button below.'), t('Type your computer password when your system asks for it.')],
        ways: ['retry'],
        retryLabel: t('Unlock and continue'),
      };
    case 'denied':
      return {
        ...base,
        title: t('Allow access to your {keychain}', { keychain }),
        what: t(
          'Your system did not let Voxanne Console read its key from the {keychain}. Perhaps someone pressed Deny or Cancel.',
          { keychain },
        ),
        steps: [
          t('Press the button below.'),
          t('When your system asks whether Voxanne Console may use the key, allow it.'),
        ],
        ways: ['retry'],
        retryLabel: t('Ask again'),
      };
    case 'timed-out':
      return {
        ...base,
        title: t('Your {keychain} does not answer', { keychain }),
        what: t('The console asked for its key and got no answer in time.'),
        steps: [
          t('Look for a password window behind this one, and answer it.'),
          t('If there is none, sign out of your computer and in again.'),
          t('Then try again.'),
        ],
        ways: ['retry'],
      };
    case 'unavailable':
      return vault.hasCredentials
        ? {
            ...base,
            title: t('No {keychain} was found', { keychain }),
            what: t(
              'The key that opens your clinics was kept in the {keychain}, and nothing answers under that name now.',
              { keychain },
            ),
            steps: [
              t('Sign in to your usual desktop session, where the keychain service runs.'),
              t(
                'Then try again. Where the service was started anew, Voxanne Console has to be closed and opened, too.',
              ),
              t('With a recovery kit you can go on without it.'),
            ],
            ways: ['retry', 'restore'],
          }
        : {
            ...base,
            title: t('This computer has no keychain'),
            what: t(
              'Credentials are sealed with a key. Usually the {keychain} keeps that key; on this computer none answers.',
              { keychain },
            ),
            data: t('Nothing has been stored yet. Choose how the key is to be kept.'),
            steps: [],
            ways: ['create-passphrase', 'use-memory', 'retry'],
            retryLabel: t('Look for the keychain again'),
          };
    case 'key-missing':
      return {
        ...base,
        title: t('The key to your clinics is missing'),
        what: t(
          'The {keychain} answers, but the key that opens this console’s data is not in it. It may have been reset, or the data was copied from another computer.',
          { keychain },
        ),
        steps: [
          t('Restore from a recovery kit, if you made one.'),
          t('Or bring back the {keychain} that was in use before, and try again.', { keychain }),
        ],
        ways: ['restore', 'retry'],
      };
    case 'wrong-key':
      return {
        ...base,
        title: t('The key does not fit your clinics'),
        what: t(
          'The {keychain} holds a key, but not the one that sealed this console’s data. That happens after copying data between computers or user accounts.',
          { keychain },
        ),
        steps: [
          t('Restore from the recovery kit that belongs to this data.'),
          t('Or sign in as the user who set up these clinics, and try again.'),
        ],
        ways: ['restore', 'retry'],
      };
    case 'passphrase-needed':
      return {
        ...base,
        title: t('Enter your passphrase'),
        what: t('The key to this console is kept under a passphrase instead of in a keychain.'),
        steps: [],
        ways: ['unlock-with-passphrase', 'restore'],
      };
    case 'database-newer':
      return {
        ...base,
        title: t('This data needs a newer console'),
        what: t('It was last opened by a newer Voxanne Console (format {found}; this one reads up to {supported}).', {
          found: vault.found,
          supported: vault.supported,
        }),
        data: t('Nothing was read or changed, so that nothing can be lost.'),
        steps: [
          t('Install the newest Voxanne Console on this computer.'),
          t('Open it again: everything will be there.'),
        ],
        ways: ['retry'],
      };
    case 'database-damaged':
      return {
        ...base,
        title: t('The database is damaged'),
        what: t(
          'The file with your clinics failed its check when it was opened. A failing disk or another program can do that.',
        ),
        data: t('The damaged file was left exactly as it is. It is kept whatever you choose here.'),
        steps: [],
        ways: ['retry', 'rescue', 'restore'],
        file: vault.file,
      };
    case 'database-missing':
      return {
        ...base,
        title: vault.found === 'missing' ? t('The database is missing') : t('The database is empty'),
        what:
          vault.found === 'missing'
            ? t(
                'This profile had a database with your clinics. Its file is not in the profile folder any more: it was moved or removed outside the console.',
              )
            : t(
                'This profile had a database with your clinics. There is nothing in its file now: another program, or a disk that was full, can do that.',
              ),
        data: t('Nothing was made in its place, and every backup was left as it is.'),
        steps: [],
        ways: ['retry', 'rescue', 'start-anew', 'restore'],
        file: vault.file,
      };
    case 'database-unavailable':
      return {
        ...base,
        title: t('The database cannot be opened'),
        what: vault.reason,
        data: t('Nothing was changed.'),
        steps: [
          t('Check that the disk is connected and has free space.'),
          t('Check that your user may write to the folder, and that no other program holds the file.'),
          t('Then try again.'),
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
        title: t('Kept in the {keychain}', { keychain }),
        promise: t(
          'Credentials are sealed on this computer. The key is in your {keychain}, and no secret is ever shown again after it was saved.',
          { keychain },
        ),
      };
    case 'passphrase':
      return {
        title: t('Kept under your passphrase'),
        promise: t(
          'Credentials are sealed on this computer. The key opens with your passphrase, and no secret is ever shown again after it was saved.',
        ),
      };
    case 'memory':
      return {
        title: t('Only in memory'),
        promise: t('Nothing is kept beyond this run: when the console closes, the credentials entered in it are gone.'),
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
      problem: t('Use at least {shortest} characters; this has {length}. Four or five unrelated words work well.', {
        shortest,
        length: passphrase.length,
      }),
    };
  if (passphrase.length > longest)
    return { field: 'passphrase', problem: t('Use at most {longest, number} characters.', { longest }) };
  if (strength !== null && !isStrongEnough(strength))
    return { field: 'passphrase', problem: t('Choose one that is harder to guess.') };
  if (passphrase !== repeated)
    return { field: 'repeated', problem: t('The two passphrases differ. Type the same one again.') };
  return null;
}
