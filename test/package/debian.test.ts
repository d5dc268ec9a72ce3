/** The .deb: what it declares, and that it starts with nothing but that. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDeb } from '../../scripts/package/debian.mjs';
import { output, unpacked } from './package-once';

const isLinux = process.platform === 'linux';
const deb = () => {
  const name = readdirSync(output).find((file) => file.endsWith('.deb'));
  if (name === undefined) throw new Error('There is no .deb.');
  return path.join(output, name);
};
const run = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8' });
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

let tree: string;
beforeAll(() => {
  if (!isLinux) return;
  tree = mkdtempSync(path.join(os.tmpdir(), 'voxanne-deb-'));
  run('dpkg-deb', '-x', deb(), tree);
}, 120_000);
afterAll(() => {
  if (isLinux) rmSync(tree, { recursive: true, force: true });
});

describe.skipIf(!isLinux)('the .deb', () => {
  test('declares who makes it, and every library that its files need', () => {
    const field = (name: string) => run('dpkg-deb', '-f', deb(), name).trim();
    expect(field('Maintainer')).toMatch(/<.+@.+>/);
    expect(field('Homepage')).toMatch(/^https:/);
    expect(field('Section')).toBe('admin');
    for (const needed of ['libc6 (>= 2.34)', 'libx11-xcb1', 'xdg-utils', 'libsecret-1-0', 'libgbm1'])
      expect(field('Depends')).toContain(needed);
    expect(field('Depends')).not.toContain('libxss1');
  });

  test('has no space in a path', () => {
    const paths = run('dpkg-deb', '-c', deb())
      .trim()
      .split('\n')
      .map((line) => line.slice(line.indexOf('./')));
    expect(paths.filter((file) => file.includes(' '))).toEqual([]);
  });

  test('brings the helper of the sandbox, for root to own', () => {
    expect(run('dpkg-deb', '-c', deb())).toMatch(/^-rwsr-xr-x root\/root .*\/chrome-sandbox$/m);
  });

  test('has icons in all sizes, a desktop entry and AppStream data', () => {
    const share = path.join(tree, 'usr', 'share');
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
      expect(existsSync(path.join(share, `icons/hicolor/${size}x${size}/apps/voxanne-console.png`))).toBe(true);
    const entry = readFileSync(path.join(share, 'applications/voxanne-console.desktop'), 'utf8');
    expect(entry).toMatch(/^Exec=\/usr\/bin\/voxanne-console$/m);
    const metainfo = readFileSync(path.join(share, 'metainfo/com.voxanne.console.metainfo.xml'), 'utf8');
    expect(metainfo).toMatch(/<release version="\d+\.\d+\.\d+-rehearsal\.\d+" date="\d{4}-\d\d-\d\d" \/>/);
  });

  test('is the same byte for byte when it is made again, whatever the umask', async () => {
    const again = mkdtempSync(path.join(os.tmpdir(), 'voxanne-deb-again-'));
    const umask = process.umask(0o077);
    try {
      const [version, date] = [
        run('dpkg-deb', '-f', deb(), 'Version').trim().replace('~', '-'),
        statSync(path.join(tree, 'opt/voxanne-console/voxanne-console')).mtime,
      ];
      const made = await makeDeb({ unpacked, output: again, version, arch: process.arch, date });
      expect(sha256(made)).toBe(sha256(deb()));
    } finally {
      process.umask(umask);
      rmSync(again, { recursive: true, force: true });
    }
  }, 120_000);

  test('as root: no window, and a line that says what to do', () => {
    const launcher = path.join(tree, 'usr/bin/voxanne-console');
    const { status, stderr } = spawnSync('sh', [launcher], {
      env: { PATH: `${fakeId()}:/usr/bin:/bin` },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('Start it as an ordinary user');
  });
});

/** A folder with an `id` that says “root”, so that this holds for every user. */
function fakeId(): string {
  const folder = path.join(tree, 'fake-id');
  execFileSync('sh', [
    '-c',
    `mkdir -p '${folder}' && printf '#!/bin/sh\\necho 0\\n' >'${folder}/id' && chmod +x '${folder}/id'`,
  ]);
  return folder;
}

/**
 * Debian releases to try the package on. Each is a fresh, minimal system in a folder, in which nothing is installed but the package and
 * what it declares. Inside of it no user namespace can be made, so the sandbox needs its helper.
 */
const releases = (process.env.VOXANNE_TEST_DEBIAN ?? 'bookworm trixie').split(' ').filter((name) => name !== '');
const canTry = isLinux && process.getuid?.() === 0 && spawnSync('debootstrap', ['--version']).status === 0;

describe.skipIf(!canTry)('on a fresh Debian', () => {
  test.each(releases)(
    '%s: it starts with its declared dependencies alone, as an ordinary user, in its sandbox',
    async (release) => {
      const script = path.join(import.meta.dirname, 'try-on-debian.sh');
      const child = spawn('unshare', ['--mount', '--fork', 'bash', script, release, deb()], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let told = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          told += chunk.toString();
        });
      const status = await new Promise((resolve) => child.on('close', resolve));
      expect(status, told).toBe(0);
      expect(told).toMatch(/^version: \d+\.\d+\.\d+-rehearsal\.\d+ \(0\)$/m);
      expect(told).toMatch(/^version for root: \d+\.\d+\.\d+-rehearsal\.\d+ \(0\)$/m);
      expect(told).toContain('stderr of a command: empty');
      expect(told).toContain('left in /tmp: nothing');
      expect(told).toContain('page: in its sandbox');
      expect(told).toContain('database: made');
      expect(told).toContain('removed: program gone, data kept');
    },
    600_000,
  );
});
