// @ts-check
// Where set-up keeps things. `ROOT` is the checkout; the cache is outside of it,
// so that a second checkout, or a fresh node_modules, needs no second download.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './say.mjs';

/** The root folder of the checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Small facts about this checkout that set-up remembers (stamps, the chosen runtime). */
export const STATE_DIR = path.join(ROOT, 'node_modules', '.voxanne');

/**
 * A path inside node_modules.
 * @param {...string} parts
 */
export const inModules = (...parts) => path.join(ROOT, 'node_modules', ...parts);

/**
 * The per-user cache folder, by the platform's own convention.
 * `VOXANNE_CACHE_DIR` wins: the private desktop session sets it, because the
 * session moves XDG_CACHE_HOME.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {() => string} [homedir]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform, homedir = os.homedir) {
  if (env.VOXANNE_CACHE_DIR) return env.VOXANNE_CACHE_DIR;
  const name = 'voxanne-console';
  if (platform === 'win32' && env.LOCALAPPDATA) return path.join(env.LOCALAPPDATA, name, 'Cache');
  // The XDG specification says to ignore a relative path.
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) return path.join(env.XDG_CACHE_HOME, name);
  const home = homedir();
  if (!home || home === '/') {
    throw new SetupError(
      'No home folder is known to keep the runtime in. Set XDG_CACHE_HOME to a folder that can be written, then ' +
        'run the same command again.',
    );
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', name);
  return path.join(home, '.cache', name);
}

/**
 * The cache folder, made if needed and known to be writable.
 * @returns {string}
 */
export function writableCacheFolder() {
  const folder = cacheFolder();
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOSPC') throw error;
    throw new SetupError(
      `The cache folder ${folder} cannot be written. Set XDG_CACHE_HOME to a folder that can, then run the same ` +
        'command again.',
    );
  }
  return folder;
}

/**
 * Write a small JSON file so that a reader never sees half of it.
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`);
  fs.renameSync(temporary, file);
}

/**
 * Read a small JSON file; `undefined` when it is absent or not JSON.
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
