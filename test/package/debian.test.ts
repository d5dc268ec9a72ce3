/** The .deb: what it declares and what it holds. That it starts is for fresh-debian.test.ts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDeb } from '../../scripts/package/debian.mjs';
import { findProgram } from '../../scripts/setup/programs.mjs';
import { missingInLauncher, pathsWithSpaces, wrongDependencies, wrongFields, wrongHelper } from './checks';
import { findDeb, program } from './package-once';

const made = findDeb();
const deb = () => made ?? '';
const run = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8' });
/** The sum of one half of a package, whatever it was compressed with. */
const contentSum = (part: string, file: string) => run('sh', '-c', 'dpkg-deb "$0" "$1" | sha256sum', part, file);

const isMissing = (name: string) => findProgram(name) === undefined;

let tree: string;
const share = () => path.join(tree, 'usr', 'share');
beforeAll(() => {
  if (made === null) return;
  tree = mkdtempSync(path.join(os.tmpdir(), 'voxanne-deb-'));
  run('dpkg-deb', '-x', deb(), tree);
}, 120_000);
afterAll(() => {
  if (made !== null) rmSync(tree, { recursive: true, force: true });
});

describe.skipIf(made === null)('the .deb', () => {
  test('declares who makes it, and every library that its files need', () => {
    const field = (name: string) => run('dpkg-deb', '-f', deb(), name).trim();
    expect(wrongFields(field)).toEqual([]);
    expect(wrongDependencies(field('Depends'))).toEqual([]);
  });

  test('brings the completion of its command, for bash and zsh', () => {
    for (const file of ['bash-completion/completions/voxanne-console', 'zsh/vendor-completions/_voxanne-console'])
      expect(readFileSync(path.join(share(), file), 'utf8')).toContain('organizations');
  });

  test('has no space in a path', () => {
    expect(pathsWithSpaces(run('dpkg-deb', '-c', deb()))).toEqual([]);
  });

  test('brings the helper of the sandbox, for root to own', () => {
    expect(wrongHelper(run('dpkg-deb', '-c', deb()))).toEqual([]);
  });

  test.each([16, 24, 32, 48, 64, 128, 256, 512])(
    'has its icon in the size %i, as the name of the folder says',
    (size) => {
      const icon = readFileSync(path.join(share(), `icons/hicolor/${size}x${size}/apps/voxanne-console.png`));
      // Width and height in the header of a PNG.
      expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size]);
      expect(existsSync(path.join(share(), 'icons/hicolor/scalable/apps/voxanne-console.svg'))).toBe(true);
    },
  );

  test.skipIf(isMissing('desktop-file-validate'))('has an entry for menus that is valid', () => {
    const file = path.join(share(), 'applications/voxanne-console.desktop');
    expect(spawnSync('desktop-file-validate', [file], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec=\/usr\/bin\/voxanne-console$/m);
  });

  test.skipIf(isMissing('appstreamcli'))('has data for software centres that are valid, and name its version', () => {
    const file = path.join(share(), 'metainfo/com.voxanne.console.metainfo.xml');
    const { status, stdout } = spawnSync('appstreamcli', ['validate', '--no-net', file], { encoding: 'utf8' });
    expect(status, stdout).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(
      /<release version="\d+\.\d+\.\d+-rehearsal\.\d+" date="\d{4}-\d\d-\d\d" \/>/,
    );
  });

  test('is the same byte for byte when it is made again, whatever the umask', async () => {
    const again = mkdtempSync(path.join(os.tmpdir(), 'voxanne-deb-again-'));
    const umask = process.umask(0o077);
    try {
      const [version, date] = [
        run('dpkg-deb', '-f', deb(), 'Version').trim().replace('~', '-'),
        statSync(path.join(tree, 'opt/voxanne-console/voxanne-console')).mtime,
      ];
      const { unpacked } = program();
      const second = await makeDeb({ unpacked, output: again, version, arch: process.arch, date, compress: false });
      for (const part of ['--ctrl-tarfile', '--fsys-tarfile'])
        expect(contentSum(part, second)).toBe(contentSum(part, deb()));
    } finally {
      process.umask(umask);
      rmSync(again, { recursive: true, force: true });
    }
  }, 120_000);

  test('starts a command without a sandbox and without a display', () => {
    expect(missingInLauncher(readFileSync(path.join(tree, 'usr/bin/voxanne-console'), 'utf8'))).toEqual([]);
  });

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
