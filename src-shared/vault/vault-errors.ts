/**
 * Errors for when the keys or the database are not available: one text for each state, for the window and the command
 * line.
 */

import { type AppErrorData, type ErrorRow, inWords } from '../errors';
import { t, text } from '../texts/translate';
import type { VaultState } from './vault-state';

/** Every state but `ready`. */
export type BlockedVaultState = Exclude<VaultState, { state: 'ready' }>;

type Words = Omit<AppErrorData, 'code'>;

const simple: Record<
  Exclude<BlockedVaultState['state'], 'unavailable' | 'passphrase-needed' | `database-${string}`>,
  ErrorRow
> = {
  locked: {
    message: text('The keychain is locked.'),
    cause: text(
      'The key that opens the saved credentials is in the keychain of this computer, and the keychain asks to be unlocked first.',
    ),
    fix: text(
      'Unlock the keychain (signing out and in again does it on most computers), then try again. Nothing was changed.',
    ),
    retryable: true,
  },
  denied: {
    message: text('Access to the keychain was refused.'),
    cause: text('Somebody pressed “Deny” or “Cancel” when the computer asked, or a rule of this computer forbids it.'),
    fix: text(
      'Try again and allow the access. If nothing asks, allow Voxanne Console in the settings of the keychain. Nothing was changed.',
    ),
    retryable: true,
  },
  'key-missing': {
    message: text('The key that opens the saved credentials is not in the keychain.'),
    cause: text(
      'The keychain answers but does not hold the key. It was removed, this profile came from another computer, or a question to unlock the keychain was closed.',
    ),
    fix: text(
      'If a question to unlock was closed, try again and answer it. Otherwise restore from a recovery kit. Nothing was changed.',
    ),
    retryable: true,
  },
  'wrong-key': {
    message: text('The key in the keychain does not open the saved credentials.'),
    cause: text('The entry in the keychain was changed, or belongs to another copy of this profile.'),
    fix: text('Restore from the recovery kit of this profile. Nothing was changed.'),
    retryable: false,
  },
  'timed-out': {
    message: text('The keychain did not answer in time.'),
    cause: text('It may be waiting for an answer to a question on this computer’s screen, or its service hangs.'),
    fix: text(
      'Look for a question to unlock the keychain and answer it, then try again. Signing out and in again restarts its service.',
    ),
    retryable: true,
  },
};

/**
 * The error of a state in which sealed data can't be opened. Its code is `vault.` followed by the state's name. Pure:
 * no clock, no platform, nothing secret.
 */
export function vaultErrorData(state: BlockedVaultState): AppErrorData {
  return { code: `vault.${state.state}`, ...words(state) };
}

function words(state: BlockedVaultState): Words {
  switch (state.state) {
    case 'unavailable':
      return {
        message: t('No keychain answers on this computer.'),
        cause: t('The service that keeps passwords for the signed-in person is not running or not installed.'),
        fix: state.hasCredentials
          ? t(
              'Start the keychain service and try again. The saved credentials stay as they are until their key is back.',
            )
          : t(
              'Start the keychain service and try again, protect the credentials with a passphrase instead, or keep them in memory for this run only.',
            ),
        retryable: true,
      };
    case 'passphrase-needed':
      return {
        message: state.wrong
          ? t('This passphrase does not open the saved credentials.')
          : t('The saved credentials wait for their passphrase.'),
        cause: state.wrong
          ? t('It differs from the one that was set. Capital letters, spaces and the keyboard layout matter.')
          : t('They are protected with a passphrase that was not given in this run.'),
        fix: state.wrong ? t('Type it again. If it is lost, restore from a recovery kit.') : t('Enter the passphrase.'),
        retryable: true,
      };
    case 'database-newer':
      return {
        message: t('The saved data was made by a newer version of Voxanne Console.'),
        cause: t('It has format {found}; this version knows formats up to {supported}.', {
          found: state.found,
          supported: state.supported,
        }),
        fix: t('Install the newer version again. The data was not touched.'),
        retryable: false,
      };
    case 'database-damaged':
      return {
        message: t('The saved data is damaged.'),
        cause: t('The file {file} does not read as it was written. A failing disk or another program can do that.', {
          file: state.file,
        }),
        fix: t(
          'The console offers to restore the newest sound backup and to save what can be read; on the command line, “recovery rescue” does. The damaged file is kept.',
        ),
        retryable: false,
      };
    case 'database-missing':
      return {
        message:
          state.found === 'missing' ? t('The saved data is missing.') : t('The file of the saved data is empty.'),
        cause:
          state.found === 'missing'
            ? t(
                'This profile had a database in {file}, and there is no file of that name now. It may have been moved or deleted outside the console.',
                { file: state.file },
              )
            : t(
                'This profile had a database in {file}, and there is nothing in that file now. It may have been moved or deleted outside the console.',
                { file: state.file },
              ),
        fix: t(
          'Bring the file back and try again. The console also offers to restore the newest sound backup, or to start anew with everything that is left put aside; on the command line, “recovery rescue” does.',
        ),
        retryable: true,
      };
    case 'database-unavailable':
      return {
        message: t('The saved data cannot be opened.'),
        cause: state.reason,
        fix: t('Put right what is named there and try again. Nothing was changed.'),
        retryable: true,
      };
    default:
      return inWords(simple[state.state]);
  }
}
