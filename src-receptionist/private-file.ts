/** Files for their owner only, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
