/** Each documented exit code, by each way to start the command line from a checkout. The package has its own test. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTinyTwilio, type TinyTwilio } from '../messaging/tiny-twilio';
import { exitCodeCases, exitCodeOf } from './exit-codes';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-exit-codes-'));
let server: TinyTwilio;
beforeAll(async () => {
  server = await startTinyTwilio();
  server.routes.account = (_call, answer) => {
    answer.statusCode = 401;
    answer.end('{"code":20003,"message":"Authenticate","status":401}');
  };
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const launchers = {
  npm: ['npm', 'run', '-s', 'cli', '--'],
  script: [process.execPath, '--', 'scripts/cli.mjs'],
  'the built command': [process.execPath, '--', 'dist/main/cli.cjs'],
} as const;
/** Without the origin, which is known once the server runs. */
const cases = exitCodeCases(folder, '').map(({ code, what }, index) => [code, what, index] as const);

describe.skipIf(process.platform === 'win32').each(Object.entries(launchers))('started by %s', (_name, launcher) => {
  test.each(cases)(
    '%i: %s',
    async (code, _what, index) => {
      const one = exitCodeCases(folder, server.origin)[index];
      if (one === undefined) throw new Error('no such case');
      const ran = await exitCodeOf(launcher, one, {
        cwd: root,
        env: {
          ...process.env,
          VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
          VOXANNE_PASSPHRASE: 'a passphrase for tests',
          DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
        },
      });
      expect(ran.code, ran.stderr).toBe(code);
      expect(ran.stderr).not.toContain('went wrong inside');
    },
    120_000,
  );
});
