/** What people, schedulers and containers give a command without meaning to: each is said, and nothing else happens. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runNotifier } from '../../../src-main/cli/notify';
import { othersCanRun } from '../../fakes/other-user';
import { json, runCli } from '../google/cli';

const program = path.resolve(import.meta.dirname, '../../../dist/main/cli.cjs');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-strange-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cli = (...args: string[]) => runCli(folder, args, {});

/** Runs a line of bash; `$CLI` is the built command. */
function shell(line: string, env: Record<string, string> = {}) {
  // What a session gives is not there either.
  const { HOME: _home, XDG_CONFIG_HOME: _config, XDG_DATA_HOME: _data, ...rest } = process.env;
  const ran = spawnSync('bash', ['--norc', '-c', line], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...rest,
      CLI: `${process.execPath} -- ${program}`,
      VOXANNE_PASSPHRASE: 'a passphrase for tests',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
      VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
      ...env,
    },
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

describe('a clinic', () => {
  test.each([[''], ['   '], ['\t\n'], ['x'.repeat(121)]])('is not called %j', async (name) => {
    const added = await cli('organizations', 'add', name, '--time-zone', 'UTC', '--json');
    expect(added.code).toBe(2);
    expect(json(added)).toMatchObject({ error: { code: 'usage.invalid' } });
  });

  test.each(['USA', 'ZZ', '', 'United States'])('is not in the country %j', async (country) => {
    const added = await cli('organizations', 'add', 'Sunrise', '--time-zone', 'UTC', '--country', country, '--json');
    expect(added.code).toBe(2);
    expect(json(added)).toMatchObject({ error: { code: 'usage.invalid' } });
    expect(json(await cli('organizations', 'list', '--json'))).toMatchObject({ organizations: [] });
  });

  test('has a name of one line, whatever was pasted, and is found by it', async () => {
    const name = ' Sunrise\tDental\nready\u001B[8m ';
    expect((await cli('organizations', 'add', name, '--time-zone', 'UTC', '--country', 'us')).code).toBe(0);
    expect(json(await cli('organizations', 'list', '--json'))).toMatchObject({
      organizations: [{ name: 'Sunrise Dental ready[8m' }],
    });
    const { stdout } = await cli('organizations', 'list');
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });
});

describe.skipIf(process.platform === 'win32')('standard input that is empty', () => {
  test.each(['</dev/null', '< <(:)', '<empty.env'])(
    'is not waited for: %s',
    (from) => {
      writeFileSync(path.join(folder, 'empty.env'), '');
      const ran = shell(`$CLI sms-test --json --env-file - ${from}`);
      expect(ran.code).toBe(2);
      expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'import.nothing-found' } });
    },
    120_000,
  );
});

test.skipIf(process.platform === 'win32')(
  'standard input is called by its name',
  () => {
    const sid = `AC${'a'.repeat(32)}`;
    const lacks = shell(
      `printf 'TWILIO_ACCOUNT_SID=${sid}\\nTWILIO_AUTH_TOKEN=x\\n' | $CLI sms-test --env-file - --json`,
    );
    expect(JSON.parse(lacks.stdout).error.message).not.toMatch(/^- /);
    const empty = shell('echo X=1 | $CLI sms-test --env-file - --json');
    expect(JSON.parse(empty.stdout).error.message).toBe('Standard input holds nothing for Twilio.');
  },
  120_000,
);

describe.skipIf(process.platform === 'win32')('a place to write to that is no file', () => {
  test.each([
    ['a pipe', 'mkfifo out'],
    ['a link to a pipe', 'mkfifo pipe && ln -s pipe out'],
    ['a folder', 'mkdir out'],
  ])(
    '%s stays what it is',
    async (_what, make) => {
      await cli('organizations', 'add', 'Sunrise', '--time-zone', 'UTC');
      shell(make);
      const out = path.join(folder, 'out');
      const before = lstatSync(out).ino;
      for (const args of [
        ['recovery', 'export', '--output', out],
        ['support', 'bundle', '--output', out],
        ['audit', 'export', '--output', out],
        ['recovery', 'rescue', '--save', out],
      ]) {
        const ran = await cli(...args);
        expect(ran.code, `${args.join(' ')}: ${ran.stderr}`).toBeGreaterThan(0);
        expect(ran.stderr, args.join(' ')).not.toContain('went wrong inside');
      }
      expect(lstatSync(out).ino).toBe(before);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
    120_000,
  );

  test('a path through a file is refused in words', async () => {
    await cli('organizations', 'add', 'Sunrise', '--time-zone', 'UTC');
    writeFileSync(path.join(folder, 'file'), '');
    for (const args of [
      ['recovery', 'export', '--output', path.join(folder, 'file', 'kit')],
      ['support', 'bundle', '--output', path.join(folder, 'file', 'bundle.txt')],
      ['audit', 'export', '--output', path.join(folder, 'file', 'audit.jsonl')],
      ['recovery', 'rescue', '--save', path.join(folder, 'file', 'report.txt')],
    ]) {
      const ran = await cli(...args);
      expect(ran.code, args.join(' ')).toBeGreaterThan(0);
      expect(ran.stderr, args.join(' ')).not.toContain('went wrong inside');
      expect(ran.stderr, args.join(' ')).toMatch(/^Error: /);
    }
  }, 120_000);
});

describe.skipIf(process.platform === 'win32')('a user without a home folder', () => {
  const canBeAnother = existsSync('/usr/bin/setpriv') && othersCanRun(program);
  const asNobody = 'setpriv --reuid 54321 --regid 54321 --clear-groups';

  test.runIf(canBeAnother).each([
    ['that the system does not know', ''],
    ['whose HOME is empty', 'HOME='],
    ['whose HOME is no whole path', 'HOME=here'],
  ])(
    '%s is told so, with what to do; nothing is made where the command is run',
    (_who, home) => {
      const ran = shell(`chmod 777 . && env -u VOXANNE_PROFILE_DIR ${home} ${asNobody} $CLI organizations list --json`);
      expect(ran.code, ran.stderr).toBe(2);
      expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'profile.no-home' } });
      expect(readdirSync(folder)).toEqual([]);
    },
    120_000,
  );

  test.runIf(canBeAnother)(
    'can choose a folder',
    () => {
      mkdirSync(path.join(folder, 'own'), { mode: 0o777 });
      const ran = shell(
        `chmod 777 . own && env VOXANNE_PROFILE_DIR=$PWD/own/p ${asNobody} $CLI organizations list --json`,
      );
      expect(ran.code, ran.stderr).toBe(0);
    },
    120_000,
  );

  test('a profile folder that is no whole path is refused by each command alike', () => {
    for (const command of [
      'sms-test --env-file x.env',
      'network status',
      'updates status',
      'doctor',
      'support bundle',
    ]) {
      const ran = shell(`$CLI ${command} --json`, { VOXANNE_PROFILE_DIR: 'here' });
      expect([ran.code, JSON.parse(ran.stdout).error?.code], command).toEqual([2, 'profile.relative']);
    }
  }, 120_000);
});

describe('an empty variable', () => {
  test.each([
    ['sms-test', '--env-file', ''],
    ['sms-test', '--env-file', 'x', '--to', ' '],
    ['credentials', 'list', '--organization', ''],
    ['audit', 'export', '--output', ''],
    ['recovery', 'restore', '--input', ''],
    ['vault', 'join', '--invitation', ''],
    ['check', '--all', '--notify', ''],
    ['network', 'sign-in', '--proxy', ''],
  ])('is no value of an option: %s %s %s', async (...args) => {
    const ran = await cli(...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^error: option '--[\w-]+ <[^>]+>' argument missing\n/);
  });

  test('is no recipient, and stops no test that texts nobody', async () => {
    await cli('organizations', 'add', 'Sunrise', '--time-zone', 'UTC');
    const run = (...more: string[]) =>
      runCli(folder, ['sms-test', '--organization', 'Sunrise', '--json', ...more], { TEST_PHONE_NUMBER: ' ' });
    expect(json(await run())).toMatchObject({ error: { message: 'There is no recipient for the test messages.' } });
    // Nothing is connected: that is what is said.
    expect(json(await run('--only', 'account'))).toMatchObject({ error: { code: 'credentials.not-connected' } });
  });
});

test.skipIf(process.platform === 'win32')(
  'commands at once on a new profile all do their work',
  () => {
    const ran = shell('for n in 1 2 3 4 5 6; do $CLI organizations add Clinic$n --time-zone UTC & done; wait');
    expect(ran.stderr).toBe('');
    expect(ran.stdout.trim().split('\n')).toHaveLength(6);
  },
  120_000,
);

test('a notice is told word for word, whatever signs are in it', async () => {
  const log = path.join(folder, 'told');
  const script = path.join(folder, 'notify.mjs');
  writeFileSync(script, "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2], process.argv[3]);");
  const title = 'A$$ets & $& Sons {text} $`';
  const why = await runNotifier(
    [process.execPath, script, log, '{title}|{text}'],
    { id: '1', at: '2026-05-04T09:30:00.000Z', kind: 'broken', organizationId: null, title, text: '{title}' },
    process.env,
    new AbortController().signal,
  );
  expect(why).toBeNull();
  expect(readFileSync(log, 'utf8')).toBe(`${title}|{title}`);
});
