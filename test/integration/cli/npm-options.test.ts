/** Options that npm takes as its own when `--` was forgotten: nothing is done without them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../google/cli';
import { commandsIn } from './commands';

const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-npm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What npm leaves in the environment of `npm run cli COMMAND OPTIONS`; null where it refuses them itself. */
function leftByNpm(options: readonly string[]): Record<string, string> | null {
  const project = path.join(folder, 'project');
  mkdirSync(project, { recursive: true });
  writeFileSync(path.join(project, 'show.cjs'), 'console.log(JSON.stringify(process.env))');
  writeFileSync(path.join(project, 'package.json'), '{"scripts":{"cli":"node -- show.cjs"}}');
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  try {
    const shown = execFileSync('npm', ['run', '-s', 'cli', ...options], {
      cwd: project,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    const left = Object.entries(JSON.parse(shown) as Record<string, string>);
    return Object.fromEntries(left.filter(([name]) => /^npm_(?:config|lifecycle)/.test(name)));
  } catch {
    return null;
  }
}

/**
 * npm takes these and leaves nothing: `--save F` leaves its F, which no command takes; without `--quiet` a command only
 * says more; `--help` shows npm's own. `--only` has to stand behind `--`: see docs/command-line.md.
 */
const traceless = ['--save', '--quiet', '--help', '--only'];

let commands: Map<string, string[]>;
beforeAll(async () => {
  commands = await commandsIn(folder);
});

describe('without --', () => {
  test('each option of each command is refused by its name, with the right form', async () => {
    const all = new Set([...commands.values()].flat().filter((word) => word.startsWith('--')));
    const options = [...all].filter((option) => !traceless.includes(option));
    expect(options.length).toBeGreaterThan(40);
    const left = leftByNpm(options.map((option) => `${option}=proxy.example:8080`));
    if (left === null) return;
    for (const [at, words] of commands) {
      const taken = words.filter((word) => options.includes(word));
      if (taken.length === 0) continue;
      const ran = await runCli(folder, at.split(' '), left);
      expect(ran.code, at).toBe(2);
      const said = /npm took (.*) for itself, so nothing was done\./.exec(ran.stderr)?.[1] ?? '';
      expect(said.split(/, | and /).sort(), at).toEqual([...taken].sort());
      expect(ran.stderr, at).toContain('npm run -s cli -- COMMAND …');
    }
  });

  test('a recipient that npm took is not replaced by that of the environment', async () => {
    const left = leftByNpm(['sms-test', '--to', '+14155550134']);
    if (left === null) return;
    const ran = await runCli(folder, ['sms-test'], { ...left, TEST_PHONE_NUMBER: '+14155550135' });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('npm took --to for itself')]);
  });

  test('--json is answered as JSON', async () => {
    const left = leftByNpm(['organizations', 'list', '--json']);
    if (left === null) return;
    const ran = await runCli(folder, ['organizations', 'list'], left);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'usage.invalid' } });
  });

  test('a value without its option names the right form', async () => {
    const ran = await runCli(folder, ['recovery', 'rescue', 'readable.txt'], { npm_lifecycle_event: 'cli' });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('npm run -s cli -- COMMAND …')]);
  });
});

test('npm’s own settings change nothing for a command that was given the option', async () => {
  const env = { npm_lifecycle_event: 'cli', npm_config_json: 'true', npm_config_proxy: 'proxy.example:8080' };
  expect(await runCli(folder, ['organizations', 'list', '--json'], env)).toMatchObject({ code: 0 });
});
