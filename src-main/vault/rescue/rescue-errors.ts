/**
 * What can stand in the way of a rescue, each by its own name. The damaged file is untouched in every one of these
 * cases.
 */

import { errorOf } from '../../../src-shared/errors';
import { text } from '../../../src-shared/texts/translate';

const words = {
  'rescue.not-needed': {
    message: text('There is nothing to rescue.'),
    cause: text('The saved data of this profile is neither damaged nor missing, or has been restored meanwhile.'),
    fix: text('Try again to open it.'),
  },
  'rescue.nothing-to-restore': {
    message: text('There is no backup to restore.'),
    cause: text('The folder “backups” holds none that is sound and that this version can open.'),
    fix: text('Restore from a recovery kit, or save what can be read and set the clinics up again.'),
  },
  'rescue.changed': {
    message: text('Another backup is the newest now.'),
    cause: text('The files have changed since you were shown what would be restored.'),
    fix: text('Look at the choices again, then restore.'),
  },
  'rescue.profile-in-use': {
    message: text('This profile is open in another Voxanne Console.'),
    cause: text('Its data would be exchanged under the other one, and what is done there would be lost.'),
    fix: text('Close the other window or command, then restore.'),
  },
  'rescue.profile-unusable': {
    message: text('The backup could not be put in place.'),
    cause: text(
      'The profile folder cannot be written to, or its disk is full. The damaged file and the backup are where they were.',
    ),
    fix: text('Put that right, then restore again.'),
  },
  'rescue.not-missing': {
    message: text('The saved data is there, and a new start would put it aside.'),
    cause: text('Starting anew is for a profile whose database is missing or empty.'),
    fix: text('Try again to open it, or restore a backup.'),
  },
  'rescue.aside-unknown': {
    message: text('This file is not there any more.'),
    cause: text(
      'It was deleted meanwhile, or its name was mistyped. Only what a restore or a rescue put aside is deleted.',
    ),
    fix: text('Look at the list again.'),
  },
  'rescue.not-deleted': {
    message: text('The file could not be deleted.'),
    cause: text('Another program has it open, or its folder cannot be written to. Some of it may be gone.'),
    fix: text('Close other programs that use it, then try again.'),
  },
  'rescue.not-put-aside': {
    message: text('What is left of the saved data could not be put aside.'),
    cause: text('The profile folder cannot be written to, or its disk is full. Nothing was deleted.'),
    fix: text('Put that right, then start anew.'),
  },
  'rescue.not-copied': {
    message: text('The damaged file could not be looked into.'),
    cause: text(
      'It is read from a copy in the folder for temporary files, and that copy could not be made. The disk may be full, or the damaged one may not answer.',
    ),
    fix: text('Free some space, then try again.'),
  },
  'rescue.nothing-readable': {
    message: text('There is nothing to read.'),
    cause: text('The database is missing or empty, so no clinic can be read from it.'),
    fix: text('Restore a backup or a recovery kit.'),
  },
  'rescue.not-written': {
    message: text('The report could not be saved.'),
    cause: text('The folder cannot be written to, its disk is full, or a file of that name is there already.'),
    fix: text('Choose another folder or another name.'),
  },
} as const;

export type RescueErrorCode = keyof typeof words;

export const rescueError = (code: RescueErrorCode) =>
  errorOf(code, { ...words[code], retryable: code !== 'rescue.nothing-to-restore' });
