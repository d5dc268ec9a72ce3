/** What a person reads of the receptionist's program where its key file is lost, readable by others or in the way. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'rolldown';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
let built: string;
let folder: string;
beforeAll(async () => {
  // Inside `node_modules/.cache`, so that packages are found from it.
  built = mkdtempSync(path.join(root, 'node_modules/.cache/command-'));
  await build({
    input: path.join(root, 'src-receptionist/command.ts'),
    platform: 'node',
    logLevel: 'silent',
    external: ['twilio', '@googleapis/calendar', 'pg'],
    output: { dir: built, format: 'esm', entryFileNames: '[name].mjs' },
  });
}, 60_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-command-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => runWith([], ...args);
function runWith(flags: string[], ...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [...flags, path.join(built, 'command.mjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  const line = (name: string) => new RegExp(`^ *${name}: +(.*)$`, 'm').exec(stderr)?.[1];
  return { status, code: line('Code'), why: line('Why'), fix: line('Fix') };
}
const at = (name: string) => path.join(folder, name);

test('one that is lost can’t be made again: its machine is removed, and another admitted', () => {
  expect(run('check')).toEqual({
    status: 1,
    code: 'receptionist.key-file',
    why: 'It does not exist.',
    fix: expect.stringMatching(/machines remove.*init.*admit/),
  });
  writeFileSync(at('receptionist.key'), '{"version":', { mode: 0o600 });
  expect(run('check').fix).toMatch(/machines remove.*init.*admit/);
});

test.skipIf(process.platform === 'win32')('one that others may read keeps its machine: its mode is set right', () => {
  expect(run('init').status).toBe(0);
  chmodSync(at('receptionist.key'), 0o644);
  const { fix, ...said } = run('check');
  expect(said).toEqual({
    status: 1,
    code: 'receptionist.key-file',
    why: 'Others may read it: its mode is 644.',
  });
  expect(fix).toMatch(/^Run “chmod 600 receptionist\.key”.*renew/);
  expect(fix).not.toMatch(/init|machines remove/);
  chmodSync(at('receptionist.key'), 0o600);
  expect(run('check').code).toBe('receptionist.vault-not-known');
});

test('one that is there already is not to be made: it is used, or another is named', () => {
  expect(run('init').status).toBe(0);
  const { code, fix } = run('init');
  expect(code).toBe('receptionist.key-file');
  expect(fix).toMatch(/Go on with it.*words.*Name another.*renew/);
});

test('where it or the file for the console can’t be written, that is said by name and nothing is in the way', () => {
  expect(run('init', '--key-file', path.join('nowhere', 'key'))).toMatchObject({
    status: 1,
    code: 'receptionist.key-file',
    why: 'Its folder does not exist.',
  });
  expect(run('init', '--public-file', path.join('nowhere', 'public.json'))).toMatchObject({
    status: 1,
    code: 'receptionist.public-file',
    why: 'Its folder does not exist.',
    fix: expect.stringContaining('in which this user may write'),
  });
  expect(existsSync(at('receptionist.key'))).toBe(false);
  expect(run('init').status).toBe(0);
});

test('keys that the console may have stay, whatever fails after their file was written', () => {
  // Once the file is there, no words can be made.
  const failing = `import { existsSync } from 'node:fs';
    const { deriveBits } = crypto.subtle;
    crypto.subtle.deriveBits = (...given) => existsSync('receptionist.public.json')
      ? Promise.reject(new Error('no more')) : Reflect.apply(deriveBits, crypto.subtle, given);`;
  const { status } = runWith(['--import', `data:text/javascript,${encodeURIComponent(failing)}`], 'init');
  expect(status).toBe(2);
  expect(existsSync(at('receptionist.public.json'))).toBe(true);
  expect(existsSync(at('receptionist.key'))).toBe(true);
});

test('the six words are printed again as long as the console may still compare them', () => {
  const said = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(built, 'command.mjs'), ...args], { cwd: folder, encoding: 'utf8' });
  const ofPublicFile = () => readFileSync(at('receptionist.public.json'), 'utf8');
  expect(said('words')).toMatchObject({ status: 1, stdout: '' });

  const first = said('init').stdout;
  const given = ofPublicFile();
  expect(first.trim().split(' ')).toHaveLength(6);
  expect(said('words')).toMatchObject({ status: 0, stdout: first });
  expect(said('words').stderr).toContain('"machines add"');
  expect(ofPublicFile()).toBe(given);

  // Without its file it gets another, whose words are others: what the server checks the login with is made anew.
  rmSync(at('receptionist.public.json'));
  const anew = said('words').stdout;
  expect(said('words').stdout).toBe(anew);
  expect(JSON.parse(ofPublicFile())).toMatchObject({ id: JSON.parse(given).id, keys: JSON.parse(given).keys });

  const next = said('renew').stdout;
  expect(next).not.toBe(anew);
  expect(said('words').stdout).toBe(next);
  expect(said('words').stderr).toContain('"machines renew-keys"');
});
