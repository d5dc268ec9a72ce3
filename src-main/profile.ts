/** The profile's folder and its user, for the window and the command line alike. */

import { existsSync, lstatSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import { t } from '../src-shared/texts/translate';
import { ensurePrivateFolder, temporaryName } from './private-files';

/** The person's own folder; null where the system names none: no `HOME`, and no entry for the user (a container). */
export function homeFolder(): string | null {
  for (const folderOf of [homedir, () => userInfo().homedir])
    try {
      const home = folderOf();
      // An empty or a relative one would mean another place in each working folder.
      if (path.isAbsolute(home)) return home;
    } catch {
      // The next one may know.
    }
  return null;
}

/** @throws ProfileFolderRefused */
function requireHome(): string {
  const home = homeFolder();
  if (home === null) throw new ProfileFolderRefused({ why: 'no-home', folder: '' });
  return home;
}

/** {@link defaultProfileDir}; null where there is none. */
export function ownPlaceOf(env: Readonly<Record<string, string | undefined>>): string | null {
  try {
    return defaultProfileDir(env);
  } catch {
    return null;
  }
}

/**
 * Where profiles are when nobody chooses, for the window and the command line alike. On Windows it is not the roaming
 * folder: that one travels to other computers, where the key to the data is not. A profile that is there already stays.
 * @throws ProfileFolderRefused where it would be in a home folder, and there is none
 */
export function defaultProfileDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  isThere: (file: string) => boolean = existsSync,
): string {
  const name = 'Voxanne Console';
  if (platform === 'win32') {
    const [local, roaming] = [
      path.join(env.LOCALAPPDATA ?? path.join(requireHome(), 'AppData', 'Local'), name),
      path.join(env.APPDATA ?? path.join(requireHome(), 'AppData', 'Roaming'), name),
    ];
    const holdsProfile = (folder: string) => isThere(path.join(folder, 'console.db'));
    return !holdsProfile(local) && holdsProfile(roaming) ? roaming : local;
  }
  if (platform === 'darwin') return path.join(requireHome(), 'Library', 'Application Support', name);
  // Relative ones are to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  const chosen = env.XDG_CONFIG_HOME;
  return path.join(chosen && path.isAbsolute(chosen) ? chosen : path.join(requireHome(), '.config'), name);
}

const chosenDir = (env: Readonly<Record<string, string | undefined>>) => env.VOXANNE_PROFILE_DIR?.trim() || null;

/** @throws ProfileFolderRefused for a relative path: it would mean another profile in each working folder */
export function profileDirOf(env: Readonly<Record<string, string | undefined>>): string {
  const chosen = chosenDir(env);
  if (chosen === null) return defaultProfileDir(env);
  if (!path.isAbsolute(chosen)) throw new ProfileFolderRefused({ why: 'relative', folder: chosen });
  return path.resolve(chosen);
}

export type ProfileFolderProblem =
  | { why: 'relative'; folder: string }
  /** None was chosen, and the person has no home folder. */
  | { why: 'no-home'; folder: string }
  /** The folder, or one above it, is a link to something that is not there: a drive, for instance. */
  | { why: 'broken-link'; folder: string; link: string; target: string }
  /**
   * `code` is the system's: `EACCES`, `EROFS`, … `othersFolder`: the one in the way, where it belongs to another user.
   */
  | { why: 'unusable'; folder: string; code: string; othersFolder: string | null }
  /** The lock that keeps a second window out can't be made there. */
  | { why: 'no-lock'; folder: string };

/** Its words are in `profile-errors.ts`, which the first frame does not load. */
export class ProfileFolderRefused extends Error {
  override readonly name = 'ProfileFolderRefused';
  readonly problem: ProfileFolderProblem;
  constructor(problem: ProfileFolderProblem) {
    super(`${problem.folder}: ${problem.why}`);
    this.problem = problem;
  }
}

/** `folder`, or else the nearest one above it that is there, when it belongs to another user; null when it does not. */
export function folderOfAnother(folder: string, user: number | undefined = process.getuid?.()): string | null {
  if (user === undefined) return null;
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      const found = statSync(at, { throwIfNoEntry: false });
      if (found) return found.uid === user ? null : at;
    } catch {
      // One above it does not let this user look: that one tells.
    }
    if (at === path.dirname(at)) return null;
  }
}

/** What the system said no with. */
export function unusableFolder(folder: string, thrown: unknown): ProfileFolderRefused {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  const isRights = code === 'EACCES' || code === 'EPERM';
  return new ProfileFolderRefused({
    why: 'unusable',
    folder,
    code,
    othersFolder: isRights ? folderOfAnother(folder) : null,
  });
}

/** The broken link that prevents creating `folder`; null for none. */
export function findBrokenLink(folder: string): { link: string; target: string } | null {
  for (let at = folder; ; at = path.dirname(at)) {
    if (statSync(at, { throwIfNoEntry: false })) return null;
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink())
      return { link: at, target: path.resolve(path.dirname(at), readlinkSync(at)) };
    if (at === path.dirname(at)) return null;
  }
}

/**
 * Creates the profile folder and tests whether the window's lock can be created in it: Electron reports both an
 * unusable folder and an open profile the same way.
 * @throws ProfileFolderRefused
 */
export function requireLockableFolder(folder: string): void {
  try {
    const broken = findBrokenLink(folder);
    if (broken) throw new ProfileFolderRefused({ why: 'broken-link', folder, ...broken });
    ensurePrivateFolder(folder);
    const probe = temporaryName(path.join(folder, 'console.probe'));
    // Chromium's lock is a link, except on Windows.
    if (process.platform === 'win32') writeFileSync(probe, '', { flag: 'wx' });
    else symlinkSync('probe', probe);
    rmSync(probe);
  } catch (thrown) {
    if (thrown instanceof ProfileFolderRefused) throw thrown;
    throw unusableFolder(folder, thrown);
  }
}

/** True when a running program holds the window's lock in `folder`. Asked after Electron refused the lock. */
export function isWindowOpenIn(folder: string): boolean {
  // On Windows the system's lock is held by running programs only.
  if (process.platform === 'win32') return true;
  try {
    // `host-pid`, by Chromium.
    const [, pid] = /-(\d+)$/.exec(readlinkSync(path.join(folder, 'SingletonLock'))) ?? [];
    if (pid === undefined) return false;
    process.kill(Number(pid), 0);
    return true;
  } catch (thrown) {
    // Another user's process.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** The practice profile: its own database and its own key, so that a rehearsal never touches a real clinic. */
export const practiceProfileDir = (profileDir: string) => path.join(profileDir, 'practice');

/** Name of the operating system's user, for audit rows. */
export function currentActor(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user id may have no name.
    return t('unknown user');
  }
}
