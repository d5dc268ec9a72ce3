/** What is in the package, and what is not. */
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { findUnpacked } from '../../scripts/package/unpacked.mjs';
import { resolveElectron } from '../../scripts/setup/runtime.mjs';
import { parseLicences } from '../../src-main/support/licences';
import { program, root } from './package-once';

const { unpacked, executable, resources } = program();
const archive = path.join(resources, 'app.asar');
const inArchive = listPackage(archive, { isPack: false });

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

type Package = { name: string; version: string };
/** Every package that is in it: as files, or bundled into the code. */
const shipped: Package[] = [
  ...inArchive
    .filter((file) => /\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(file))
    .map((file) => JSON.parse(extractFile(archive, file.slice(1)).toString()) as Package),
  ...['main', 'renderer'].flatMap(
    (part) => JSON.parse(readFileSync(path.join(root, 'dist', part, 'licences.json'), 'utf8')) as Package[],
  ),
].map(({ name, version }) => ({ name, version }));

describe('the package', () => {
  test('has its fuses set as a release has', async () => {
    const fuses = await getCurrentFuseWire(executable);
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
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
    });
  });

  test('keeps exactly the two native modules outside the archive', () => {
    const outside = filesIn(path.join(resources, 'app.asar.unpacked')).map((file) => path.basename(file));
    expect(outside.sort()).toEqual(['keytar.node', `${process.platform}-${process.arch}.node`].sort());
  });

  test('has nothing beside the program but what belongs there', () => {
    expect(readdirSync(resources).sort()).toEqual([
      'app.asar',
      'app.asar.unpacked',
      'licences.txt',
      'sbom.cdx.json',
      'updates.json',
    ]);
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

  test('names the entry in menus that its windows belong to', () => {
    const { desktopName } = JSON.parse(extractFile(archive, 'package.json').toString()) as { desktopName: string };
    expect(readdirSync(path.join(root, 'build/linux'))).toContain(desktopName);
  });

  test('carries the licence of everything that is shipped: packages, bundled code, fonts, Electron', () => {
    const licences = readFileSync(path.join(resources, 'licences.txt'), 'utf8');
    const without = shipped.filter(({ name, version }) => !licences.includes(`\n${name} ${version}\n`));
    expect(without).toEqual([]);
    for (const name of ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(licences).toContain('SIL OPEN FONT LICENSE');
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
    const named = bom.components.map((one) => ({ ...one, name: one.group ? `${one.group}/${one.name}` : one.name }));
    const scopeOf = (name: string, version?: string) =>
      named.find((one) => one.name === name && (version === undefined || one.version === version))?.scope;
    expect(shipped.filter(({ name, version }) => scopeOf(name, version) !== 'required')).toEqual([]);
    expect([scopeOf('vitest'), scopeOf('electron-builder')]).toEqual(['excluded', 'excluded']);
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
