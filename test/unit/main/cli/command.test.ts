/**
 * How a command ends: with an exit code that programs rely on, and with a line in the log where the program itself is
 * at fault.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../../../src-main/cli/command';
import { createTerminal, usageError } from '../../../../src-main/cli/terminal';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function endOf(work: () => Promise<undefined>, signal = new AbortController().signal) {
  const stream = () => new PassThrough() as unknown as NodeJS.WriteStream;
  const terminal = createTerminal({ stdin: {} as NodeJS.ReadStream, stdout: stream(), stderr: stream() });
  let code: number | null = null;
  const end = (ended: number) => {
    code = ended;
  };
  await runCommand({ env: { VOXANNE_PROFILE_DIR: folder }, terminal, signal, end }, false, work);
  return code;
}
const log = () => readFileSync(path.join(folder, 'logs/console.log'), 'utf8');

test('a fault of the program is in the log, with its place and without a secret', async () => {
  expect(await endOf(() => Promise.reject(new TypeError('no such thing: auth_token=0123456789abcdef')))).toBe(1);
  expect(log()).toContain('TypeError: no such thing');
  expect(log()).toContain('command.test');
  expect(log()).not.toContain('0123456789abcdef');
});

test('a refusal is none: it is explained where it happens', async () => {
  expect(await endOf(() => Promise.reject(usageError('No.', 'Yes.')))).toBe(2);
  expect(log).toThrow('ENOENT');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('what %s stopped ends with %i', async (signal, code) => {
  expect(await endOf(() => Promise.reject(usageError('No.', 'Yes.')), AbortSignal.abort(signal))).toBe(code);
});
