/** What is in the package, and what is not. */
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { findUnpacked } from '../../scripts/package/unpacked.mjs';
import { resolveElectron } from '../../scripts/setup/runtime.mjs';
import { parseLicences } from '../../src-main/support/licences';
import {
  needlessPackages,
  type Shipped,
  strangersBeside,
  wasteIn,
  withoutLicence,
  wrongFuses,
  wronglyUnpacked,
  wrongScopes,
} from './checks';
import { program, root } from './package-once';

const { unpacked, executable, resources } = program();
const archive = path.join(resources, 'app.asar');
const inArchive = listPackage(archive, { isPack: false });

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Every package that is in it: as files, or bundled into the code. */
const shipped: Shipped[] = [
  ...inArchive
    .filter((file) => /\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(file))
    .map((file) => JSON.parse(extractFile(archive, file.slice(1)).toString()) as Shipped),
  ...['main', 'renderer'].flatMap(
    (part) => JSON.parse(readFileSync(path.join(root, 'dist', part, 'licences.json'), 'utf8')) as Shipped[],
  ),
].map(({ name, version }) => ({ name, version }));

describe('the package', () => {
  test('has its fuses set as a release has', async () => {
    expect(wrongFuses(await getCurrentFuseWire(executable))).toEqual([]);
  });

  test('keeps exactly the two native modules outside the archive', () => {
    const outside = filesIn(path.join(resources, 'app.asar.unpacked')).map((file) => path.basename(file));
    expect(wronglyUnpacked(outside, process.platform, process.arch)).toEqual([]);
    expect(outside).toHaveLength(2);
  });

  test('has nothing beside the program but what belongs there', () => {
    expect(strangersBeside(readdirSync(resources), readdirSync(unpacked))).toEqual([]);
    for (const own of ['app.asar', 'licences.txt', 'sbom.cdx.json', 'updates.json'])
      expect(readdirSync(resources)).toContain(own);
  });

  test('has no types, sources, notes or hidden files of packages', () => {
    expect(wasteIn(inArchive)).toEqual([]);
  });

  test('has only the packages that the program asks for at run time', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies))
      expect(inArchive).toContain(path.join('/node_modules', name, 'package.json'));
    expect(needlessPackages(inArchive)).toEqual([]);
  });

  test('says everywhere that it is a rehearsal', () => {
    const { version } = JSON.parse(extractFile(archive, 'package.json').toString()) as { version: string };
    expect(version).toMatch(/^\d+\.\d+\.\d+-rehearsal\.\d+$/);
  });

  test('names the entry in menus that its windows belong to', () => {
    const { desktopName } = JSON.parse(extractFile(archive, 'package.json').toString()) as { desktopName: string };
    expect(readdirSync(path.join(root, 'build/linux'))).toContain(desktopName);
  });

  test('carries the licence of everything that is shipped: packages, bundled code, fonts, Electron', () => {
    const licences = readFileSync(path.join(resources, 'licences.txt'), 'utf8');
    expect(withoutLicence(shipped, licences)).toEqual([]);
    const beside = [...readdirSync(unpacked), ...readdirSync(path.dirname(executable))];
    for (const file of ['LICENSE.voxanne-console.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(beside).toContain(file);
  });

  test('carries the text of a licence wherever the package itself has one', () => {
    const parts = readFileSync(path.join(resources, 'licences.txt'), 'utf8')
      .split(`${'-'.repeat(80)}\n`)
      .slice(1);
    const bare = parts.filter((part) => part.includes('carries no text of it')).map((part) => part.split(' ')[0] ?? '');
    const hasText = bare.filter((name) =>
      readdirSync(path.join(root, 'node_modules', name)).some((file) => /^licen[cs]e/i.test(file)),
    );
    expect(hasText).toEqual([]);
  });

  test('carries the list of its components, with what is shipped told apart', () => {
    const bom = JSON.parse(readFileSync(path.join(resources, 'sbom.cdx.json'), 'utf8')) as {
      components: { group?: string; name: string; version: string; scope: string }[];
    };
    expect(wrongScopes(shipped, bom.components)).toEqual([]);
  });

  test('adds at most 22 MB to Electron', () => {
    const size = (folder: string) => filesIn(folder).reduce((sum, file) => sum + statSync(file).size, 0);
    const own = filesIn(resources).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(own / 1e6).toBeLessThanOrEqual(22);
    // Everything else is Electron's own.
    expect(size(unpacked) - own).toBeLessThanOrEqual(size(path.dirname(resolveElectron().executablePath)) + 100_000);
  });

  test('is the same byte for byte when it is made again, but for what makes the second one drivable', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs', '--drivable'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).toBe(0);
    const again = findUnpacked(path.join(root, 'release/drivable'));
    expect(sumsOf(again)).toEqual(sumsOf(unpacked));
    expect(codeSumsOf(again)).toEqual(codeSumsOf(unpacked));
  }, 600_000);
});

test.runIf(process.platform === 'linux')('About can list what the package’s own file of licences says', () => {
  const { own, licences } = parseLicences(readFileSync(path.join(resources, 'licences.txt'), 'utf8'));
  expect(own).toContain('MIT License');
  expect(licences.length).toBeGreaterThan(60);
  expect(licences.find(({ name }) => name === '@fontsource-variable/inter')?.text).toContain('SIL OPEN FONT LICENSE');
  for (const { name, version } of licences) expect(`${name} ${version}`).toMatch(/^\S+ \d\S*$/);
});

/** Of all files but the code and the executable, which holds the fuses. */
const sumsOf = (folder: string) =>
  filesIn(folder)
    .filter((file) => !file.endsWith('app.asar') && path.basename(file) !== path.basename(executable))
    .map((file) => `${hash('sha256', readFileSync(file))} ${path.relative(folder, file)}`)
    .sort();

/** Of all files of the code, in their order, but the package.json with the mark. */
const codeSumsOf = (folder: string) => {
  const code = path.join(folder, path.relative(unpacked, archive));
  return listPackage(code, { isPack: false })
    .filter((file) => file !== `${path.sep}package.json` && !('files' in statFile(code, file.slice(1))))
    .map((file) => `${hash('sha256', extractFile(code, file.slice(1)))} ${file}`);
};
