/** A pipe to which nobody writes: given up after its deadline, and at once by a signal. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readGivenFile } from '../../../../src-main/cli/shared-vault';
import { readTextFile } from '../../../../src-main/credentials/read-text-file';
import { readMachineFile } from '../../../../src-main/shared-vault/hand-over';
import { readInvitation } from '../../../../src-main/shared-vault/invitation';

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
