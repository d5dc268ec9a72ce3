// @ts-check
// One set-up at a time: `npm start` and `npm test` may be started together.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/**
 * Is the process that wrote this lock still there?
 * @param {string} text the lock file's content
 * @param {(pid: number) => boolean} [alive]
 * @returns {boolean}
 */
export function isStale(text, alive = isAlive) {
  const pid = Number.parseInt(text, 10);
  return !(Number.isInteger(pid) && pid > 0 && alive(pid));
}

/** An empty lock that is older was never written to its end. */
const BEING_WRITTEN_MS = 10_000;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Do `work` while holding the lock file. A lock left by a process that is gone
 * is taken over. The file appears complete (hard link), so a reader never
 * mistakes a lock that is just being written for an abandoned one.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {string} [whyWaiting] what is said where somebody else has it
 * @returns {Promise<T>}
 */
export async function withLock(file, work, whyWaiting = 'Another set-up is running; waiting for it to finish …') {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}.${crypto.randomUUID()}`;
  fs.writeFileSync(own, `${process.pid}\n`);
  try {
    await acquire(file, own, whyWaiting);
    try {
      return await work();
    } finally {
      fs.rmSync(file, { force: true });
    }
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** How disks answer that know no hard links: sticks, some network drives. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/**
 * Gives `own` the name `file` as well, unless that is taken (EEXIST). Where there are no hard links it is copied; a
 * reader may then see the copy half made, so an empty lock counts as one that is being written.
 * @param {string} own
 * @param {string} file
 * @param {Pick<typeof fs, 'linkSync' | 'copyFileSync'>} disk
 */
export function appear(own, file, disk = fs) {
  try {
    disk.linkSync(own, file);
  } catch (error) {
    if (!NO_LINKS.has(String(/** @type {NodeJS.ErrnoException} */ (error).code))) throw error;
    disk.copyFileSync(own, file, fs.constants.COPYFILE_EXCL);
  }
}

/**
 * @param {string} file
 * @param {string} own
 * @param {string} whyWaiting
 */
async function acquire(file, own, whyWaiting) {
  let announced = false;
  for (;;) {
    try {
      appear(own, file);
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (takeOverIfStale(file)) continue;
    if (!announced) say(whyWaiting);
    announced = true;
    await sleep(250);
  }
}

/** @param {string} file */
function takeOverIfStale(file) {
  try {
    const text = fs.readFileSync(file, 'utf8');
    if (text === '' && Date.now() - fs.statSync(file).mtimeMs < BEING_WRITTEN_MS) return false;
    if (!isStale(text)) return false;
    // Renaming first: of two processes that see the same stale lock, one wins.
    const aside = `${file}.stale.${process.pid}`;
    fs.renameSync(file, aside);
    const live = !isStale(fs.readFileSync(aside, 'utf8'));
    // The other one was quicker and this is its fresh lock: put it back.
    if (live) appear(aside, file);
    fs.rmSync(aside, { force: true });
    return !live;
  } catch {
    return true;
  }
}
