/**
 * What can be wrong with a recovery kit or with restoring from it, each by its own name. Nothing is changed in any of
 * these cases.
 */

import { errorOf } from '../../../src-shared/errors';
import { text } from '../../../src-shared/texts/translate';

const words = {
  'recovery.not-a-kit': {
    message: text('This file is not a recovery kit.'),
    cause: text('Recovery kits are files that Voxanne Console saved with “Export recovery kit”.'),
    fix: text('Choose the recovery kit; its name usually ends in .voxkit.'),
  },
  'recovery.newer-version': {
    message: text('This recovery kit was made by a newer version of Voxanne Console.'),
    cause: text('It holds a format that this version does not know.'),
    fix: text('Install the newest version, then restore.'),
  },
  'recovery.truncated': {
    message: text('This recovery kit is incomplete.'),
    cause: text('Part of the file is missing, as after a copy that was broken off.'),
    fix: text('Copy it again from where it was saved, or use another copy.'),
  },
  'recovery.damaged': {
    message: text('This recovery kit is damaged.'),
    cause: text('It does not read as it was written. A failing disk or a faulty transfer can do that.'),
    fix: text('Copy it again from where it was saved, or use another copy.'),
  },
  'recovery.wrong-passphrase': {
    message: text('This passphrase does not open the recovery kit.'),
    cause: text(
      'It differs from the one that was chosen when the kit was saved. Capital letters, spaces and the keyboard layout matter.',
    ),
    fix: text('Type it again.'),
  },
  'recovery.unreadable': {
    message: text('The recovery kit cannot be read.'),
    cause: text('The file is not there, or your user may not read it.'),
    fix: text('Check the file and its rights, then try again.'),
  },
  'recovery.not-written': {
    message: text('The recovery kit could not be saved.'),
    cause: text('The folder cannot be written to, its disk is full, or what has that name is no file.'),
    fix: text('Choose another folder or another name.'),
  },
  'recovery.not-verified': {
    message: text('The recovery kit did not read back as it was written, and was removed.'),
    cause: text('A failing disk, or a program that changes files as they are written, can do that.'),
    fix: text('Save it on another disk. Until a kit has been saved, this computer holds the only key.'),
  },
  'recovery.profile-not-empty': {
    message: text('This profile already holds clinics of its own.'),
    cause: text(
      'A recovery kit is restored into an empty profile, or into the one it was made from when its key is lost. Nothing is ever overwritten.',
    ),
    fix: text('Remove the clinics here first, or restore under another user or into another profile folder.'),
  },
  'recovery.profile-in-vault': {
    message: text('This profile belongs to a shared vault.'),
    cause: text(
      'The kit brings another key, under which this computer’s keys for the shared vault would not open any more.',
    ),
    fix: text('Restore under another user or into another profile folder.'),
  },
  'recovery.not-needed': {
    message: text('This profile already opens with the key of this recovery kit.'),
    cause: text('The kit was made from this very profile, and nothing is missing.'),
    fix: text('Nothing needs to be done.'),
  },
  'recovery.in-memory': {
    message: text('A recovery kit cannot be restored while everything is kept in memory only.'),
    cause: text('It would be gone at the end of this run.'),
    fix: text('Restart the console and restore before choosing memory only.'),
  },
  'recovery.profile-in-use': {
    message: text('This profile is open in another Voxanne Console.'),
    cause: text('Its data would be exchanged under the other one, and what is done there would be lost.'),
    fix: text('Close the other window or command, then restore.'),
  },
  'recovery.profile-unusable': {
    message: text('The recovery kit could not be put into this profile.'),
    cause: text('The profile folder cannot be written to, or its disk is full.'),
    fix: text('Put that right, then try again. What was there was kept.'),
  },
} as const;

export type RecoveryErrorCode = keyof typeof words;

const retryable: readonly RecoveryErrorCode[] = ['recovery.wrong-passphrase', 'recovery.profile-in-use'];

export const recoveryError = (code: RecoveryErrorCode) =>
  errorOf(code, { ...words[code], retryable: retryable.includes(code) });
