/**
 * The .deb on fresh systems: installed, started, upgraded, downgraded and removed, with nothing but what it declares.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cacheFolder } from '../../scripts/setup/paths.mjs';
import { findDeb } from './package-once';

const mirror = process.env.VOXANNE_TEST_DEBIAN_MIRROR ?? 'http://deb.debian.org/debian';
const deb = findDeb() ?? '';
const releases = (process.env.VOXANNE_TEST_DEBIAN ?? 'bookworm trixie').split(' ').filter((name) => name !== '');

/** Why fresh systems can't be made here; null where they can. */
async function whyNot(): Promise<string | null> {
  if (deb === '') return 'no .deb is made here';
  if (process.getuid?.() !== 0) return 'only root may change the root folder and mount';
  if (spawnSync('mmdebstrap', ['--version']).status !== 0) return 'mmdebstrap is not installed';
  if (spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']).status !== 0)
    return 'no namespaces can be made here';
  const answer = await fetch(`${mirror}/dists/${releases[0]}/Release`, { method: 'HEAD' }).catch(() => null);
  return answer?.ok ? null : `${mirror} does not answer`;
}
const reason = await whyNot();
if (reason !== null) process.stderr.write(`The package is not tried on fresh systems: ${reason}.\n`);

/** A profile as the first console left it. */
function makeProfile(folder: string): string {
  mkdirSync(folder);
  const packed = readFileSync(path.join(import.meta.dirname, '../fixtures/profiles/v1.db.gz'));
  const file = path.join(folder, 'console.db');
  writeFileSync(file, gunzipSync(packed));
  return file;
}

/** The same program under the lowest version there is. */
function olderDeb(folder: string): string {
  const tree = path.join(folder, 'older');
  execFileSync('dpkg-deb', ['-R', deb, tree]);
  const control = path.join(tree, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, 'Version: 0.0.0~older'));
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, `${tree}.deb`]);
  return `${tree}.deb`;
}

describe.skipIf(reason !== null)('on a fresh Debian', () => {
  let folder: string;
  let older: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-fresh-'));
    older = olderDeb(folder);
    makeProfile(path.join(folder, 'profile'));
    const newer = new Database(makeProfile(path.join(folder, 'profile.newer')));
    newer.pragma('user_version = 999');
    newer.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.concurrent.each(releases)('%s', { timeout: 1_800_000 }, async (release) => {
    const told = await tryOn(release);
    expect(told).toContain('installed: 0.0.0~older\n');
    // Root: no window but a way out; commands work.
    expect(told).toMatch(/^as root, a window: .*Start it as an ordinary user.* \(1\)$/m);
    expect(told).toMatch(/^as root, a command: \d+\.\d+\.\d+-rehearsal\.\d+ \(0\)$/m);
    // After the upgrade, from `/`, in a home with umlauts and spaces: the old data is there.
    expect(told).toMatch(/^upgraded: \d+\.\d+\.\d+~rehearsal\.\d+$/m);
    expect(told).toMatch(/^as anne, version: \d+\.\d+\.\d+-rehearsal\.\d+ \(0\)$/m);
    expect(told).toMatch(/^as anne, clinics of the old data: \{.*"Häfen & Söhne".*\} \(0\)$/m);
    expect(told).toMatch(/^left in temporary folders: *$/m);
    expect(told).toContain('without user namespaces: page in its sandbox, by helper\n');
    expect(told).toMatch(/^with user namespaces: (?:page in its sandbox, by user namespaces|not tried, .*)$/m);
    // An older console and newer data.
    expect(told).toContain('downgraded: 0.0.0~older\n');
    expect(told).toMatch(/^newer data: .*made by a newer version.* \(3\)$/m);
    expect(told).toContain('newer data: untouched\n');
    expect(told).toContain('removed: program gone, data kept\n');
    expect(told).toContain('purged: , data kept\n');
    if (release !== 'bookworm') {
      expect(told).toContain('AppArmor: voxanne-console\n');
      expect(told).toContain('AppArmor, after removal: nothing\n');
    }
  });

  /** @returns what the script said */
  async function tryOn(release: string): Promise<string> {
    const script = path.join(import.meta.dirname, 'try-on-debian.sh');
    const cache = path.join(cacheFolder(), 'debian');
    mkdirSync(cache, { recursive: true });
    const child = spawn(
      'unshare',
      [
        ...['--mount', '--pid', '--fork', '--kill-child', 'bash', script],
        ...[release, older, deb, path.join(folder, 'profile'), cache],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, TMPDIR: folder, VOXANNE_TEST_DEBIAN_MIRROR: mirror },
      },
    );
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        told += chunk.toString();
      });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status, told).toBe(0);
    return told;
  }
});
