/**
 * What can stand in the way of a rescue, each by its own name. The damaged file is untouched in every one of these
 * cases.
 */
import { AppError } from '../../../src-shared/errors';

const words = {
  'rescue.not-needed': {
    message: 'There is nothing to rescue.',
    cause: 'The saved data of this profile is neither damaged nor missing, or has been restored meanwhile.',
    fix: 'Try again to open it.',
  },
  'rescue.nothing-to-restore': {
    message: 'There is no backup to restore.',
    cause: 'The folder “backups” holds none that is sound and that this version can open.',
    fix: 'Restore from a recovery kit, or save what can be read and set the clinics up again.',
  },
  'rescue.changed': {
    message: 'Another backup is the newest now.',
    cause: 'The files have changed since you were shown what would be restored.',
    fix: 'Look at the choices again, then restore.',
  },
  'rescue.profile-in-use': {
    message: 'This profile is open in another Voxanne Console.',
    cause: 'Its data would be exchanged under the other one, and what is done there would be lost.',
    fix: 'Close the other window or command, then restore.',
  },
  'rescue.profile-unusable': {
    message: 'The backup could not be put in place.',
    cause:
      'The profile folder cannot be written to, or its disk is full. The damaged file and the backup are where ' +
      'they were.',
    fix: 'Put that right, then restore again.',
  },
  'rescue.not-missing': {
    message: 'The saved data is there, and a new start would put it aside.',
    cause: 'Starting anew is for a profile whose database is missing or empty.',
    fix: 'Try again to open it, or restore a backup.',
  },
  'rescue.aside-unknown': {
    message: 'This file is not there any more.',
    cause: 'It was deleted meanwhile, or its name was mistyped. Only what a restore or a rescue put aside is deleted.',
    fix: 'Look at the list again.',
  },
  'rescue.not-deleted': {
    message: 'The file could not be deleted.',
    cause: 'Another program has it open, or its folder cannot be written to. Some of it may be gone.',
    fix: 'Close other programs that use it, then try again.',
  },
  'rescue.not-put-aside': {
    message: 'What is left of the saved data could not be put aside.',
    cause: 'The profile folder cannot be written to, or its disk is full. Nothing was deleted.',
    fix: 'Put that right, then start anew.',
  },
  'rescue.not-copied': {
    message: 'The damaged file could not be looked into.',
    cause:
      'It is read from a copy in the folder for temporary files, and that copy could not be made. ' +
      'The disk may be full, or the damaged one may not answer.',
    fix: 'Free some space, then try again.',
  },
  'rescue.nothing-readable': {
    message: 'There is nothing to read.',
    cause: 'The database is missing or empty, so no clinic can be read from it.',
    fix: 'Restore a backup or a recovery kit.',
  },
  'rescue.not-written': {
    message: 'The report could not be saved.',
    cause: 'The folder cannot be written to, its disk is full, or a file of that name is there already.',
    fix: 'Choose another folder or another name.',
  },
} as const;

export type RescueErrorCode = keyof typeof words;

export const rescueError = (code: RescueErrorCode) =>
  new AppError({ code, ...words[code], retryable: code !== 'rescue.nothing-to-restore' });
