/** What is in the package, and what is not. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { resolveElectron } from '../../scripts/setup/runtime.mjs';
import { parseLicences } from '../../src-main/support/licences';
import { resources, root, unpacked } from './package-once';

const archive = path.join(resources, 'app.asar');
const inArchive = listPackage(archive, { isPack: false });

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

describe.skipIf(process.platform !== 'linux')('the package', () => {
  test('has its fuses set as a release has', async () => {
    const fuses = await getCurrentFuseWire(path.join(unpacked, 'voxanne-console'));
    // The characters of the fuse wire.
    const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableCookieEncryption]: on,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
    });
  });

  test('keeps exactly the two native modules outside the archive', () => {
    const outside = filesIn(path.join(resources, 'app.asar.unpacked')).map((file) => path.basename(file));
    expect(outside.sort()).toEqual(['keytar.node', 'linux-x64.node']);
  });

  test('has nothing beside the program but what belongs there', () => {
    expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked', 'licences.txt', 'sbom.cdx.json']);
    const beside = readdirSync(unpacked);
    for (const stranger of ['version', 'sqlite.json']) expect(beside).not.toContain(stranger);
  });

  test('has no types, sources, notes or hidden files of packages', () => {
    const waste = inArchive.filter(
      (file) => /\.(?:[cm]?ts|map|md|markdown|html)$/.test(file) && !file.startsWith('/dist/renderer'),
    );
    expect(waste).toEqual([]);
    expect(inArchive.filter((file) => /\/\./.test(file))).toEqual([]);
  });

  test('has only the packages that the program asks for at run time', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies))
      expect(inArchive).toContain(path.join('/node_modules', name, 'package.json'));
    expect(inArchive.filter((file) => /^\/node_modules\/(?:rimraf|electron|react|vite)\//.test(file))).toEqual([]);
  });

  test('says everywhere that it is a rehearsal', () => {
    const { version } = JSON.parse(extractFile(archive, 'package.json').toString()) as { version: string };
    expect(version).toMatch(/^\d+\.\d+\.\d+-rehearsal\.\d+$/);
  });

  test('carries the licence of everything that is shipped', () => {
    const licences = readFileSync(path.join(resources, 'licences.txt'), 'utf8');
    for (const name of ['twilio', 'better-sqlite3', 'react', 'zod', '@fontsource-variable/inter'])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(licences).toContain('SIL OPEN FONT LICENSE');
    const beside = readdirSync(unpacked);
    for (const file of ['LICENSE.voxanne-console.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(beside).toContain(file);
  });

  test('carries the list of its components, with what is shipped told apart', () => {
    const bom = JSON.parse(readFileSync(path.join(resources, 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string; scope: string }[];
    };
    const scopeOf = (name: string) => bom.components.find((component) => component.name === name)?.scope;
    expect([scopeOf('twilio'), scopeOf('react'), scopeOf('vitest')]).toEqual(['required', 'required', 'excluded']);
  });

  test('adds at most 22 MB to Electron', () => {
    const size = (folder: string) => filesIn(folder).reduce((sum, file) => sum + statSync(file).size, 0);
    const own = filesIn(resources).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(own / 1e6).toBeLessThanOrEqual(22);
    // Everything else is Electron's own.
    expect(size(unpacked) - own).toBeLessThanOrEqual(size(path.dirname(resolveElectron().executablePath)) + 100_000);
  });
});

test.runIf(process.platform === 'linux')('About can list what the package’s own file of licences says', () => {
  const { own, licences } = parseLicences(readFileSync(path.join(resources, 'licences.txt'), 'utf8'));
  expect(own).toContain('MIT License');
  expect(licences.length).toBeGreaterThan(60);
  expect(licences.find(({ name }) => name === '@fontsource-variable/inter')?.text).toContain('SIL OPEN FONT LICENSE');
  for (const { name, version } of licences) expect(`${name} ${version}`).toMatch(/^\S+ \d\S*$/);
});
