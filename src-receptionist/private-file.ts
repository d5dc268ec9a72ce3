/** Files for their owner only, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export function writeOwnFile(file: string, contents: string | Uint8Array): void {
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
