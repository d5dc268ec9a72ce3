/** What the surroundings of the package say can't weaken it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandWords, program } from './package-once';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-hardened-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string[], env: Record<string, string> = {}) {
  return spawnSync(program().executable, args, {
    encoding: 'utf8',
    timeout: 240_000,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
      VOXANNE_PASSPHRASE: 'a passphrase for tests',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
      ...env,
    },
  });
}
const findingsOf = (stdout: string) => (JSON.parse(stdout) as { findings: { id: string; detail: string }[] }).findings;

describe.skipIf(process.platform !== 'linux')('the package', () => {
  test('variables that could weaken it have no effect, and doctor names each', () => {
    const script = path.join(folder, 'evil.cjs');
    const proof = path.join(folder, 'proof');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, 'ran')`);
    const env = {
      NODE_OPTIONS: `--require ${script}`,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_V8_COVERAGE: path.join(folder, 'coverage'),
      SSLKEYLOGFILE: path.join(folder, 'keys'),
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_ENABLE_LOGGING: '1',
    };
    const { stdout, status } = run([...commandWords(), 'doctor', '--json'], env);
    const { detail } = findingsOf(stdout).find(({ id }) => id === 'environment') ?? { detail: '' };
    // By its fuse, Electron itself takes NODE_OPTIONS away before the program could see it.
    for (const name of Object.keys(env).filter((one) => one !== 'NODE_OPTIONS')) expect(detail).toContain(name);
    expect(status).toBe(0);
    expect(existsSync(proof)).toBe(false);
    expect(readdirSync(folder)).not.toContain('keys');
    // NODE_V8_COVERAGE is the runtime's own, and counts how often functions ran: it holds nothing of what they worked
    // with.
  }, 300_000);

  test('switches that could weaken a command are dropped, and doctor names each', () => {
    const given = ['--proxy-server=127.0.0.1:9', '--ignore-certificate-errors', '--remote-debugging-port=0'];
    const { stdout, stderr } = run([...given, ...commandWords(), 'doctor', '--json']);
    const findings = findingsOf(stdout);
    expect(findings.find(({ id }) => id === 'environment')?.detail).toContain(
      '--proxy-server, --ignore-certificate-errors, --remote-debugging-port',
    );
    expect(findings.find(({ id }) => id === 'proxy')?.detail).not.toContain('127.0.0.1:9');
    expect(stderr).not.toContain('DevTools listening');
  }, 300_000);

  test.each(['--remote-debugging-port=0', '--inspect=0', '--ignore-certificate-errors', '--proxy-server=127.0.0.1:9'])(
    'its window does not open with %s',
    (given) => {
      const { status, stderr } = run(['--no-sandbox', '--headless', '--ozone-platform=headless', given]);
      expect(status).toBe(2);
      expect(stderr).toContain(given.split('=')[0]);
      expect(stderr).not.toMatch(/DevTools listening|Debugger listening/);
      expect(existsSync(path.join(folder, 'profile'))).toBe(false);
    },
    300_000,
  );

  test('its window does not open with the variable that switches the sandbox off', () => {
    const given = ['--no-sandbox', '--headless', '--ozone-platform=headless'];
    const { status, stderr } = run(given, { ELECTRON_DISABLE_SANDBOX: '1' });
    expect(status).toBe(2);
    expect(stderr).toContain('ELECTRON_DISABLE_SANDBOX');
  }, 300_000);
});
