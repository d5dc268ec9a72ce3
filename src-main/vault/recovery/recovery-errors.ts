/**
 * What can be wrong with a recovery kit or with restoring from it, each by its own name. Nothing is changed in any of
 * these cases.
 */
import { AppError } from '../../../src-shared/errors';

const words = {
  'recovery.not-a-kit': {
    message: 'This file is not a recovery kit.',
    cause: 'Recovery kits are files that Voxanne Console saved with “Export recovery kit”.',
    fix: 'Choose the recovery kit; its name usually ends in .voxkit.',
  },
  'recovery.newer-version': {
    message: 'This recovery kit was made by a newer version of Voxanne Console.',
    cause: 'It holds a format that this version does not know.',
    fix: 'Install the newest version, then restore.',
  },
  'recovery.truncated': {
    message: 'This recovery kit is incomplete.',
    cause: 'Part of the file is missing, as after a copy that was broken off.',
    fix: 'Copy it again from where it was saved, or use another copy.',
  },
  'recovery.damaged': {
    message: 'This recovery kit is damaged.',
    cause: 'It does not read as it was written. A failing disk or a faulty transfer can do that.',
    fix: 'Copy it again from where it was saved, or use another copy.',
  },
  'recovery.wrong-passphrase': {
    message: 'This passphrase does not open the recovery kit.',
    cause:
      'It differs from the one that was chosen when the kit was saved. Capital letters, spaces and the keyboard ' +
      'layout matter.',
    fix: 'Type it again.',
  },
  'recovery.unreadable': {
    message: 'The recovery kit cannot be read.',
    cause: 'The file is not there, or your user may not read it.',
    fix: 'Check the file and its rights, then try again.',
  },
  'recovery.not-written': {
    message: 'The recovery kit could not be saved.',
    cause: 'The folder cannot be written to, or its disk is full.',
    fix: 'Choose another folder.',
  },
  'recovery.not-verified': {
    message: 'The recovery kit did not read back as it was written, and was removed.',
    cause: 'A failing disk, or a program that changes files as they are written, can do that.',
    fix: 'Save it on another disk. Until a kit has been saved, this computer holds the only key.',
  },
  'recovery.profile-not-empty': {
    message: 'This profile already holds clinics of its own.',
    cause:
      'A recovery kit is restored into an empty profile, or into the one it was made from when its key is lost. ' +
      'Nothing is ever overwritten.',
    fix: 'Remove the clinics here first, or restore under another user or into another profile folder.',
  },
  'recovery.not-needed': {
    message: 'This profile already opens with the key of this recovery kit.',
    cause: 'The kit was made from this very profile, and nothing is missing.',
    fix: 'Nothing needs to be done.',
  },
  'recovery.in-memory': {
    message: 'A recovery kit cannot be restored while everything is kept in memory only.',
    cause: 'It would be gone at the end of this run.',
    fix: 'Restart the console and restore before choosing memory only.',
  },
  'recovery.profile-in-use': {
    message: 'This profile is open in another Voxanne Console.',
    cause: 'Its data would be exchanged under the other one, and what is done there would be lost.',
    fix: 'Close the other window or command, then restore.',
  },
  'recovery.profile-unusable': {
    message: 'The recovery kit could not be put into this profile.',
    cause: 'The profile folder cannot be written to, or its disk is full.',
    fix: 'Put that right, then try again. What was there was kept.',
  },
} as const;

export type RecoveryErrorCode = keyof typeof words;

const retryable: readonly RecoveryErrorCode[] = ['recovery.wrong-passphrase', 'recovery.profile-in-use'];

export const recoveryError = (code: RecoveryErrorCode) =>
  new AppError({ code, ...words[code], retryable: retryable.includes(code) });
