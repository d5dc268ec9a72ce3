/** Where a profile lives and who works in it; the same answer for the window and for the command line. */
import { homedir, userInfo } from 'node:os';
import path from 'node:path';

/** Electron's own `userData` for the product's name, so that the command line finds the window's data without Electron. */
export function defaultProfileDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  const name = 'Voxanne Console';
  if (platform === 'win32') return path.join(env.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', name);
  return path.join(env.XDG_CONFIG_HOME || path.join(homedir(), '.config'), name);
}

export function profileDirOf(env: Readonly<Record<string, string | undefined>>): string {
  const chosen = env.VOXANNE_PROFILE_DIR?.trim();
  return chosen ? path.resolve(chosen) : defaultProfileDir(env);
}

/** The practice profile: its own database and its own key, so that a rehearsal never touches a real clinic. */
export const practiceProfileDir = (profileDir: string) => path.join(profileDir, 'practice');

/** Name of the operating system's user, for audit rows. */
export function currentActor(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number without a name.
    return 'unknown user';
  }
}
