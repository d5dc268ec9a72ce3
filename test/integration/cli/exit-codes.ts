/** One command for each exit code, for tests of every launcher. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { accountSid, authToken, from, to } from '../messaging/tiny-twilio';

type ExitCodeCase = {
  code: number;
  what: string;
  args: string[];
  env?: Record<string, string>;
  signal?: NodeJS.Signals;
};

/** @param folder of the test, where files are made. @param refusing origin of a provider that refuses the sign-in */
export function exitCodeCases(folder: string, refusing: string): ExitCodeCase[] {
  const values = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_PHONE_NUMBER: from };
  const lines = Object.entries({ ...values, TEST_PHONE_NUMBER: to }).map(([key, value]) => `${key}=${value}`);
  const file = path.join(folder, 'clinic.env');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, lines.join('\n'));
  const pipe = path.join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  const stopped = (code: number, signal: NodeJS.Signals): ExitCodeCase => ({
    code,
    what: `stopped by ${signal} before its work was done`,
    args: ['sms-test', '--env-file', pipe],
    signal,
  });
  return [
    { code: 0, what: 'done', args: ['organizations', 'list', '--json'] },
    {
      code: 1,
      what: 'tested and failed',
      args: ['sms-test', '--env-file', file, '--only', 'account', '--json'],
      env: { VOXANNE_TWILIO_URL: refusing },
    },
    { code: 2, what: 'bad usage', args: ['sms-test', '--no-such-option'] },
    { code: 2, what: 'bad configuration', args: ['sms-test', '--env-file', path.join(folder, 'none.env')] },
    {
      code: 3,
      what: 'trouble with the profile',
      args: ['organizations', 'list'],
      env: { VOXANNE_PROFILE_DIR: path.join(file, 'profile') },
    },
    stopped(129, 'SIGHUP'),
    stopped(130, 'SIGINT'),
    stopped(143, 'SIGTERM'),
  ];
}

/** Waits until the pipe has a reader: before that, opening it for writing fails. */
async function untilRead(pipe: string): Promise<void> {
  for (;;) {
    try {
      closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
      return;
    } catch {
      await wait(50);
    }
  }
}

/**
 * Runs one of them. A signal goes to the whole group of processes, as Ctrl-C and a closed terminal send it.
 * @param launcher the program and its first words
 */
export async function exitCodeOf(
  [program = '', ...first]: readonly string[],
  { args, env, signal }: ExitCodeCase,
  surroundings: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<{ code: number; stderr: string }> {
  const child = spawn(program, [...first, ...args], {
    cwd: surroundings.cwd,
    env: { ...surroundings.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  // npm ends by the signal itself; a shell reports that with the same code.
  const ended = new Promise<number>((resolve) =>
    child.on('close', (code, by) => resolve(code ?? 128 + (by === null ? 0 : os.constants.signals[by]))),
  );
  if (signal !== undefined) {
    await untilRead(args.at(-1) ?? '');
    process.kill(-(child.pid ?? 0), signal);
  }
  return { code: await ended, stderr };
}
