/**
 * Two rehearsals of different versions: the older one, installed as a .deb, is updated to the newer one from a feed
 * that packaging wrote. dpkg does not change this computer: in the test's own mount namespace it is a script that
 * records its arguments and unpacks the package into a folder, where the new version is started. If
 * fresh-debian.test.ts kept a Debian, the real dpkg installs it there.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPackageWithOptions, extractAll } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDeb } from '../../scripts/package/debian.mjs';
import { stageFeed, updateKeys, writeFeeds } from '../../scripts/package/feed.mjs';
import { cacheFolder } from '../../scripts/setup/paths.mjs';
import { type FeedServer, startFeed } from '../integration/updates/feed-server';
import { commandWords, findDeb, program, root } from './package-once';

/** Only the superuser may put a stand-in before dpkg without asking anybody. */
const canTry =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', '--fork', 'true']).status === 0;

let folder: string;
let feed: FeedServer;
let older: string;
let newer: string;
let olderVersion: string;

/** The same program under the next version, as a .deb. */
async function makeNewer(): Promise<string> {
  const { unpacked, resources } = program();
  const next = path.join(folder, 'newer');
  execFileSync('cp', ['-al', unpacked, next]);
  const code = path.join(folder, 'code');
  extractAll(path.join(resources, 'app.asar'), code);
  const packageFile = path.join(code, 'package.json');
  const described = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  writeFileSync(packageFile, JSON.stringify({ ...described, version: newer }));
  const inside = path.join(next, 'resources');
  for (const name of ['app.asar', 'app.asar.unpacked']) rmSync(path.join(inside, name), { recursive: true });
  await createPackageWithOptions(code, path.join(inside, 'app.asar'), { unpack: '**/*.node' });
  const made = path.join(folder, 'feed');
  mkdirSync(made);
  return makeDeb({ unpacked: next, output: made, version: newer, arch: process.arch, date: new Date(0) });
}

/** Puts the feed of a folder before the program, signed with the key that rehearsals of this computer have. */
function publish(version: string, notes = 'Faster list'): void {
  const { privateKey } = updateKeys({ release: false, feed: null });
  if (privateKey === null) throw new Error('rehearsals have a key');
  const made = path.join(folder, 'feed');
  const [file] = writeFeeds({ folder: made, version, notes, date: new Date(0), privateKey });
  if (file === undefined) throw new Error('no feed was made');
  stageFeed(file, 100, privateKey);
  feed.files.clear();
  for (const name of readdirSync(made)) feed.files.set(name, readFileSync(path.join(made, name)));
}

/** Runs a command of an installed console. dpkg is the stand-in. */
async function run(folderOfProgram: string, ...args: string[]) {
  const command = [path.join(folderOfProgram, 'voxanne-console'), ...commandWords(), ...args];
  const script = `mount --bind '${folder}/dpkg' /usr/bin/dpkg && exec "$@"`;
  const child = spawn('unshare', ['--mount', '--fork', 'sh', '-c', script, 'sh', ...command], {
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: folder,
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      VOXANNE_PROFILE_DIR: path.join(folder, 'Profil der Praxis'),
      VOXANNE_PASSPHRASE: 'a passphrase for this test',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      told[name] += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { ...told, code };
}
const errorOf = (told: { stdout: string; stderr: string }) => {
  try {
    return (JSON.parse(told.stdout) as { error?: { code: string } }).error?.code;
  } catch {
    throw new Error(`no answer: ${told.stdout} ${told.stderr}`);
  }
};

describe.skipIf(!canTry)('from one rehearsal to the next', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(root, 'release', 'update-test-'));
    feed = await startFeed();
    const deb = findDeb() ?? '';
    execFileSync('dpkg-deb', ['-x', deb, path.join(folder, 'installed')]);
    older = path.join(folder, 'installed', 'opt', 'voxanne-console');
    olderVersion = execFileSync('dpkg-deb', ['-f', deb, 'Version'], { encoding: 'utf8' }).trim().replace('~', '-');
    newer = olderVersion.replace(/\d+$/, (count) => String(Number(count) + 1));
    await makeNewer();
    writeFileSync(
      path.join(folder, 'dpkg'),
      `#!/bin/sh\nprintf '%s\\n' "$@" >'${folder}/called'\nexec dpkg-deb -x "$2" '${folder}/updated'\n`,
      { mode: 0o755 },
    );
  }, 600_000);
  afterAll(async () => {
    await feed?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  test('packaging wrote a feed and its signature beside the .deb, and the program its public key', () => {
    const beside = readdirSync(path.dirname(findDeb() ?? ''));
    for (const name of ['latest-linux.yml', 'latest-linux.yml.sig']) expect(beside).toContain(name);
    const facts = JSON.parse(readFileSync(path.join(program().resources, 'updates.json'), 'utf8')) as {
      publicKeys: string[];
    };
    expect(facts).toEqual({ feed: null, publicKeys: updateKeys({ release: false, feed: null }).publicKeys });
  });

  test('a changed feed, an older one and a changed file are refused; nothing reaches the installer', async () => {
    publish(newer);
    const text = feed.files.get('latest-linux.yml')?.toString() ?? '';
    feed.files.set('latest-linux.yml', Buffer.from(text.replace('Faster', 'Better')));
    expect(errorOf(await run(older, 'updates', 'check', '--json', '--feed', feed.address))).toBe(
      'update.feed-tampered',
    );

    publish('0.0.1-rehearsal.1');
    expect(errorOf(await run(older, 'updates', 'check', '--json'))).toBe('update.older');

    publish(newer);
    const name = [...feed.files.keys()].find((one) => one.endsWith('.deb')) ?? '';
    const damaged = Buffer.from(feed.files.get(name) ?? []);
    damaged.writeUInt8((damaged.at(-1) ?? 0) ^ 1, damaged.length - 1);
    feed.files.set(name, damaged);
    const refused = await run(older, 'updates', 'install', '--json', '--version-to-install', newer);
    expect(errorOf(refused)).toBe('update.file-tampered');
    expect(refused.code).toBe(1);
    expect(existsSync(path.join(folder, 'called'))).toBe(false);
  }, 600_000);

  test('it is offered with what is new, downloaded over a broken connection, checked, and handed to dpkg', async () => {
    publish(newer);
    feed.cuts.push(20_000_000);
    const unasked = await run(older, 'updates', 'install', '--json');
    expect(errorOf(unasked)).toBe('usage.invalid');
    expect(unasked.stderr).toContain('Faster list');
    const installed = await run(older, 'updates', 'install', '--json', '--version-to-install', newer);
    expect(installed.code, installed.stderr).toBe(0);
    expect(feed.asked.filter(({ name, range }) => name.endsWith('.deb') && range !== null)).toHaveLength(1);
    const called = readFileSync(path.join(folder, 'called'), 'utf8').trim().split('\n');
    expect(called[0]).toBe('-i');
    expect(called[1]).toMatch(/\/Profil der Praxis\/updates\/.*\.deb$/);
  }, 600_000);

  test('the new version opens the profile, names the version before, and finds nothing newer', async () => {
    const updated = path.join(folder, 'updated', 'opt', 'voxanne-console');
    const version = await run(updated, '--version');
    expect(version.stdout.trim()).toBe(newer);
    const checked = await run(updated, 'updates', 'check', '--json');
    expect(JSON.parse(checked.stdout)).toMatchObject({ updates: { version: newer, update: { state: 'idle' } } });
    const doctor = await run(updated, 'doctor');
    expect(doctor.stdout).toMatch(/passed\s+updates\s+http:\/\/127\.0\.0\.1/);
    const listed = await run(updated, 'audit', 'list', '--json');
    for (const action of ['update.configured', 'update.downloaded', 'update.handed-over'])
      expect(listed.stdout).toContain(action);
  }, 600_000);

  const kept = path.join(cacheFolder(), 'debian');
  test.skipIf(!existsSync(path.join(kept, 'bookworm.tar')))(
    'on a Debian in a folder, the real dpkg installs it, and the data stays',
    async () => {
      publish(newer);
      const child = spawn(
        'unshare',
        [
          '--mount',
          '--fork',
          'bash',
          path.join(import.meta.dirname, 'update-on-debian.sh'),
          path.join(kept, 'bookworm.tar'),
          path.join(kept, 'bookworm-archives'),
          findDeb() ?? '',
          feed.address,
          newer,
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
      let told = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          told += chunk.toString();
        });
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      expect(code, told).toBe(0);
      expect(told).toContain(`before: ${olderVersion}\n`);
      expect(told).toContain(`after: ${newer}\n`);
      expect(told).toContain(`package: ${newer.replace('-', '~')} install ok installed\n`);
      expect(told).toContain('data: there\n');
    },
    900_000,
  );
});
