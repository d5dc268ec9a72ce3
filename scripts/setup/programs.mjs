// @ts-check
import fs from 'node:fs';
import path from 'node:path';

// Administrators' folders are not on every user's PATH (Debian's ldconfig, for one).
const ALSO = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Is there a program of this name?
 * @param {string} name
 * @returns {string | undefined} its path
 */
export function findProgram(name) {
  for (const folder of [...(process.env.PATH ?? '').split(path.delimiter), ...ALSO]) {
    if (!folder) continue;
    const candidate = path.join(folder, name);
    try {
      fs.accessSync(candidate, fs.constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
