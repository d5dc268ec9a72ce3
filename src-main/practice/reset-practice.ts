/** Deletes the practice profile. Whoever has it open closes it first. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { practiceProfileDir } from '../profile';

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });

/** @returns whether there was one @throws the system's error when it can't be deleted */
export function resetPractice(profileDir: string): boolean {
  const folder = practiceProfileDir(profileDir);
  // Renamed first: a reset that is cut off must not leave half a profile, which would count as a damaged one.
  const leaving = `${folder}.reset`;
  remove(leaving);
  if (!existsSync(folder)) return false;
  renameSync(folder, leaving);
  remove(leaving);
  return true;
}
