// @ts-check
import fs from 'node:fs';
import path from 'node:path';

// Administrators' folders are not on every user's PATH (Debian's ldconfig, for one).
const ALSO = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Folders that only an administrator can write to. */
const SYSTEM = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/** The PATH of what runs as root. */
export const systemPath = SYSTEM.join(':');

/**
 * A program that runs as root, or on whose word something does: PATH has no say, since anybody can put a folder there.
 * @param {string} name
 * @returns {string | undefined} its path
 */
export const findSystemProgram = (name) => firstIn(SYSTEM, name);

/**
 * Is there a program of this name?
 * @param {string} name
 * @returns {string | undefined} its path
 */
export function findProgram(name) {
  return firstIn([...(process.env.PATH ?? '').split(path.delimiter), ...ALSO], name);
}

/**
 * @param {readonly string[]} folders
 * @param {string} name
 * @returns {string | undefined}
 */
function firstIn(folders, name) {
  for (const folder of folders) {
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
