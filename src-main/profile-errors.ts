/** What to tell a person about a profile folder that can't be used. */

import path from 'node:path';
import { AppError, type AppErrorData } from '../src-shared/errors';
import { ownValue } from '../src-shared/own-value';
import { type Text, t, text } from '../src-shared/texts/translate';
import { homeFolder, type ProfileFolderProblem, ProfileFolderRefused, profileDirOf } from './profile';

const causes: Record<string, Text> = {
  EACCES: text('Your user may not write there.'),
  EPERM: text('Your user may not write there, or the disk can’t hold links, as many USB sticks can’t.'),
  EROFS: text('It is on a disk that can’t be written to.'),
  ENOSPC: text('Its disk is full.'),
  ENOTDIR: text('Part of its path is a file and not a folder.'),
  EEXIST: text('It is a file and not a folder.'),
};

function causeOf(code: string): string {
  const known = ownValue(causes, code);
  return known === undefined ? t('The operating system refused it ({code}).', { code }) : t(known);
}

export const anotherUsers = (folder: string): string =>
  t('{folder} belongs to another user of this computer, and yours may not write there.', { folder });

function wordsOf(problem: ProfileFolderProblem): Omit<AppErrorData, 'code' | 'retryable'> {
  const { folder } = problem;
  switch (problem.why) {
    case 'relative': {
      const whole = folder.startsWith('~') ? path.join(homeFolder() ?? '/', folder.slice(1)) : path.resolve(folder);
      return {
        message: t('The profile folder “{folder}” is not a whole path.', { folder }),
        cause: t(
          'VOXANNE_PROFILE_DIR is taken as it is: no “~” is replaced, and a relative path would mean another profile in each folder that the console is started in. Nothing was made or changed.',
        ),
        fix: t('Write the whole path, for example VOXANNE_PROFILE_DIR={whole}', { whole }),
      };
    }
    case 'no-home':
      return {
        message: t('There is no place for the profile folder.'),
        cause: t(
          'Profiles are kept in the home folder, and the system names none for this user: HOME is not set, or holds no whole path. Nothing was made or changed.',
        ),
        fix: t('Set HOME, or choose a folder with VOXANNE_PROFILE_DIR.'),
      };
    case 'broken-link':
      return {
        message: t('The profile folder {folder} is not there.', { folder }),
        cause: t(
          '{link} is a link to {target}, which does not exist. Its drive may not be connected. Nothing was made or changed.',
          {
            link: problem.link,
            target: problem.target,
          },
        ),
        fix: t('Connect the drive, then start the console again. Or choose another folder with VOXANNE_PROFILE_DIR.'),
      };
    case 'unusable':
      return {
        message: t('The profile folder {folder} can’t be used.', { folder }),
        cause: `${
          problem.othersFolder === null ? causeOf(problem.code) : anotherUsers(problem.othersFolder)
        } ${t('Nothing was made or changed.')}`,
        fix:
          problem.othersFolder === null
            ? t('Put that right, or choose another folder with VOXANNE_PROFILE_DIR.')
            : t('Start the console as that user, or choose a folder of your own with VOXANNE_PROFILE_DIR.'),
      };
    case 'no-lock':
      return {
        message: t('The console can’t lock the profile folder {folder}.', { folder }),
        cause: t(
          'No window is open on it, and the lock that keeps two windows apart (SingletonLock) can’t be made. A folder or a file of that name may be in the way.',
        ),
        fix: t(
          'Remove SingletonLock from that folder while no console is open, or choose another folder with VOXANNE_PROFILE_DIR.',
        ),
      };
  }
}

/** The error of a refused folder; anything else as it is. */
export function profileFolderError(thrown: unknown): unknown {
  if (!(thrown instanceof ProfileFolderRefused)) return thrown;
  const { problem } = thrown;
  return new AppError({
    code: `profile.${problem.why}`,
    ...wordsOf(problem),
    retryable: problem.why !== 'relative' && problem.why !== 'no-home',
  });
}

/** {@link profileDirOf} for those who speak in AppErrors. @throws AppError `profile.relative` */
export function requireProfileDir(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return profileDirOf(env);
  } catch (thrown) {
    throw profileFolderError(thrown);
  }
}
