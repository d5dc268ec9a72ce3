/** Files for their owner only, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Older than this, a file that is being written is none any more. */
const abandonedMs = 60_000;

/** Takes away what processes that were killed left of `file`: it may be the machine’s keys. */
function removeLeft(file: string): void {
  const [folder, name] = [dirname(file), basename(file)];
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(`${name}.`) || !/^[0-9a-f]{12}\.part$/.test(entry.slice(name.length + 1))) continue;
    const left = join(folder, entry);
    const writtenAt = statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - writtenAt > abandonedMs) rmSync(left, { force: true });
  }
}

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined);
const isMissing = (thrown: unknown) => ['ENOENT', 'ENOTDIR'].some((code) => code === codeOf(thrown));
export const isForbidden = (thrown: unknown) => ['EACCES', 'EPERM'].some((code) => code === codeOf(thrown));

/** In words. */
export const whyUnwritable = (thrown: unknown): string =>
  isMissing(thrown) ? 'Its folder does not exist.' : whyUnreadable(thrown);

/** In words. */
export function whyUnreadable(thrown: unknown): string {
  const code = codeOf(thrown);
  if (isMissing(thrown)) return 'It does not exist.';
  if (isForbidden(thrown)) return 'This user is not allowed to.';
  if (code === 'EISDIR') return 'It is a folder.';
  if (code === 'ENOSPC') return 'The disk is full.';
  if (code === 'EROFS') return 'The disk can only be read.';
  return typeof code === 'string' ? `The system says ${code}.` : 'It can’t be read or written.';
}

/** A turn takes milliseconds: who holds one that much longer was killed, or is on another computer that was. */
const longestTurnMs = 5_000;
const waiting = new Int32Array(new SharedArrayBuffer(4));

/** Takes `lock`, or takes it away where its process was killed. @returns its number; null where another has it */
function taken(lock: string): number | null {
  try {
    const descriptor = openSync(lock, 'wx', 0o600);
    try {
      writeFileSync(descriptor, `${process.pid} ${hostname()}`);
      return fstatSync(descriptor).ino;
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  }
  if (isAbandoned(lock)) rmSync(lock, { force: true });
  return null;
}

function isAbandoned(lock: string): boolean {
  const at = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (at !== undefined && Math.abs(Date.now() - at) > longestTurnMs) return true;
  try {
    const [, pid, host] = /^(\d+) (.*)$/.exec(readFileSync(lock, 'utf8')) ?? [];
    if (host === hostname()) process.kill(Number(pid), 0);
    return false;
  } catch (thrown) {
    // No such process. Whatever else it is, the next look will tell.
    return codeOf(thrown) === 'ESRCH';
  }
}

/** One process after the other, among those that write `file`. @throws what the system says of its folder */
export function inTurn<T>(file: string, work: () => T): T {
  const lock = `${file}.lock`;
  let turn = taken(lock);
  while (turn === null) {
    Atomics.wait(waiting, 0, 0, 5);
    turn = taken(lock);
  }
  try {
    return work();
  } finally {
    if (statSync(lock, { throwIfNoEntry: false })?.ino === turn) rmSync(lock, { force: true });
  }
}

export function writeOwnFile(file: string, contents: string | Uint8Array): void {
  removeLeft(file);
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const descriptor = openSync(part, 'wx', 0o600);
    try {
      if (process.platform !== 'win32') fchmodSync(descriptor, 0o600);
      writeFileSync(descriptor, contents, { flush: true });
    } finally {
      closeSync(descriptor);
    }
    renameSync(part, file);
  } catch (thrown) {
    rmSync(part, { force: true });
    throw thrown;
  }
}
