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
import { wrongOnDebian } from './checks';
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
    expect(wrongOnDebian(told), told).toEqual([]);
    // What was wrong once, put back: the program does not start.
    expect(told).toContain('in a path with a space: no page, or not in a sandbox\n');
    expect(told).toContain('without libx11-xcb1: no page, or not in a sandbox\n');
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
