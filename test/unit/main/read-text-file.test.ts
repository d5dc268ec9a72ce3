/** Files that a person names: how long a pipe is waited for, and how large a file may be. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readGivenFile } from '../../../src-main/cli/shared-vault';
import { readTextFile } from '../../../src-main/read-text-file';
import { readMachineFile } from '../../../src-main/shared-vault/hand-over';
import { readInvitation, writeInvitation } from '../../../src-main/shared-vault/invitation';

let folder: string;
let pipe: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-pipe-'));
  pipe = path.join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('a pipe without a writer', () => {
  test('is given up after a minute, by its whole name', async () => {
    const deadline = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
    const read = readTextFile(pipe, new AbortController().signal, pipe);
    const refused = expect(read).rejects.toMatchObject({
      data: { code: 'import.unreadable', message: `${pipe} gave nothing for a minute.` },
    });
    await vi.waitFor(() => expect(timeout).toHaveBeenCalledWith(60_000), 30_000);
    deadline.abort(new DOMException('', 'TimeoutError'));
    await refused;
  });

  test.each([
    ['the address of a database, a certificate', (signal: AbortSignal) => readGivenFile(pipe, 'It', signal)],
    ['an invitation', (signal: AbortSignal) => readInvitation(pipe, 'one-two', signal)],
    ['a receptionist’s public file', (signal: AbortSignal) => readMachineFile(pipe, signal)],
    ['a settings file', (signal: AbortSignal) => readTextFile(pipe, signal)],
  ])('is given up at once by a signal: %s', async (_what, read) => {
    const stopping = new AbortController();
    const stopped = expect(read(stopping.signal)).rejects.toBe('SIGINT');
    stopping.abort('SIGINT');
    await stopped;
  });
});

test('a given file that is missing is named with its whole path and the reason', async () => {
  const missing = path.join(folder, 'none.pem');
  await expect(readGivenFile(missing, 'The certificate', new AbortController().signal)).rejects.toMatchObject({
    data: {
      code: 'usage.invalid',
      message: `The certificate can’t be read from ${missing}.`,
      cause: expect.stringContaining('could not be opened'),
    },
  });
});

/** As a distribution ships it: 1 MB, the certificates with their names between them. */
function bundle(): string {
  const named = rootCertificates.map((pem, at) => `# ${'='.repeat(4_000)} authority ${at}\n${pem}\n`).join('\n');
  return named.repeat(Math.ceil(2 ** 20 / named.length));
}

describe('a computer’s whole bundle of certificates', () => {
  test('is read, and fits into the invitation that carries it', async () => {
    const file = path.join(folder, 'bundle.pem');
    const ca = bundle();
    expect(ca.length).toBeGreaterThan(2 ** 20);
    writeFileSync(file, ca);
    const { signal } = new AbortController();
    expect(await readGivenFile(file, 'The certificate', signal)).toBe(ca);
    const invitation = path.join(folder, 'invitation');
    const inside = {
      address: { host: 'db.example', port: 5432, database: 'vault', ca },
      memberId: randomUUID(),
      name: 'Ada',
      password: 'one',
      pinned: { sequence: 1, hash: 'a'.repeat(64) },
    };
    const code = await writeInvitation(invitation, inside, { N: 2 ** 14, r: 8, p: 1 });
    expect(await readInvitation(invitation, code, signal)).toEqual(inside);
  });

  test('what is larger is refused with its size', async () => {
    const file = path.join(folder, 'disk.img');
    writeFileSync(file, 'x'.repeat(4 * 2 ** 20 + 1));
    await expect(readGivenFile(file, 'The certificate', new AbortController().signal)).rejects.toMatchObject({
      data: { code: 'usage.invalid', cause: `${file} is too large. It has more than 4 MB.` },
    });
  });
});
