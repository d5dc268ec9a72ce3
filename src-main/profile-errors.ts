/** What to tell a person about a profile folder that can't be used. */
import { homedir } from 'node:os';
import path from 'node:path';
import { AppError, type AppErrorData } from '../src-shared/errors';
import { type ProfileFolderProblem, ProfileFolderRefused, profileDirOf } from './profile';

const nothingMade = 'Nothing was made or changed.';

const causes: Record<string, string> = {
  EACCES: 'Your user may not write there.',
  EPERM: 'Your user may not write there, or the disk can’t hold links, as many USB sticks can’t.',
  EROFS: 'It is on a disk that can’t be written to.',
  ENOSPC: 'Its disk is full.',
  ENOTDIR: 'Part of its path is a file and not a folder.',
  EEXIST: 'It is a file and not a folder.',
};

export const anotherUsers = (folder: string): string =>
  `${folder} belongs to another user of this computer, and yours may not write there.`;

function wordsOf(problem: ProfileFolderProblem): Omit<AppErrorData, 'code' | 'retryable'> {
  const { folder } = problem;
  switch (problem.why) {
    case 'relative': {
      const whole = folder.startsWith('~') ? path.join(homedir(), folder.slice(1)) : path.resolve(folder);
      return {
        message: `The profile folder “${folder}” is not a whole path.`,
        cause:
          'VOXANNE_PROFILE_DIR is taken as it is: no “~” is replaced, and a relative path would mean another ' +
          `profile in each folder that the console is started in. ${nothingMade}`,
        fix: `Write the whole path, for example VOXANNE_PROFILE_DIR=${whole}`,
      };
    }
    case 'broken-link':
      return {
        message: `The profile folder ${folder} is not there.`,
        cause:
          `${problem.link} is a link to ${problem.target}, which does not exist. Its drive ` +
          'may not be connected. ' +
          `${nothingMade}`,
        fix: 'Connect the drive, then start the console again. Or choose another folder with VOXANNE_PROFILE_DIR.',
      };
    case 'unusable':
      return {
        message: `The profile folder ${folder} can’t be used.`,
        cause: `${
          problem.othersFolder === null
            ? (causes[problem.code] ?? `The operating system refused it (${problem.code}).`)
            : anotherUsers(problem.othersFolder)
        } ${nothingMade}`,
        fix:
          problem.othersFolder === null
            ? 'Put that right, or choose another folder with VOXANNE_PROFILE_DIR.'
            : 'Start the console as that user, or choose a folder of your own with VOXANNE_PROFILE_DIR.',
      };
    case 'no-lock':
      return {
        message: `The console can’t lock the profile folder ${folder}.`,
        cause:
          'No window is open on it, and the lock that keeps two windows apart (SingletonLock) can’t be made. ' +
          'A folder or a file of that name may be in the way.',
        fix:
          'Remove SingletonLock from that folder while no console is open, or choose another folder with ' +
          'VOXANNE_PROFILE_DIR.',
      };
  }
}

/** The error of a refused folder; anything else as it is. */
export function profileFolderError(thrown: unknown): unknown {
  if (!(thrown instanceof ProfileFolderRefused)) return thrown;
  const { problem } = thrown;
  return new AppError({ code: `profile.${problem.why}`, ...wordsOf(problem), retryable: problem.why !== 'relative' });
}

/** {@link profileDirOf} for those who speak in AppErrors. @throws AppError `profile.relative` */
export function requireProfileDir(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return profileDirOf(env);
  } catch (thrown) {
    throw profileFolderError(thrown);
  }
}
