/** What `npm run qa` tests: this checkout, or a copy of a package that lets itself be driven. */
import fs, { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPackageWithOptions, extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { qaArguments } from '../../../scripts/qa/arguments.mjs';
import { makeDrivableCopy } from '../../../scripts/qa/drivable-copy.mjs';

describe('arguments', () => {
  test('the package is its own, all else is Playwright’s', () => {
    expect(qaArguments([])).toEqual({ packaged: null, rest: [], problem: null });
    expect(qaArguments(['--package', 'a.deb', '-g', 'main job'])).toEqual({
      packaged: 'a.deb',
      rest: ['-g', 'main job'],
      problem: null,
    });
    expect(qaArguments(['wizard', '--package=a.deb']).packaged).toBe('a.deb');
  });
  test('a package that is not named is asked for', () => {
    for (const args of [['--package'], ['--package='], ['--package', '-g', 'x']])
      expect(qaArguments(args).problem).toContain('--package release/rehearsal');
  });
});

describe.skipIf(process.platform !== 'linux')('a copy that can be driven', () => {
  const off = '0'.charCodeAt(0);
  const on = '1'.charCodeAt(0);
  let folder: string;
  let packaged: string;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'voxanne-drivable-'));
    packaged = path.join(folder, 'linux-unpacked');
    const app = path.join(folder, 'app');
    mkdirSync(path.join(packaged, 'resources'), { recursive: true });
    mkdirSync(app);
    writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'voxanne-console', version: '1.2.3' }));
    writeFileSync(path.join(app, 'keytar.node'), 'native');
    await createPackageWithOptions(app, path.join(packaged, 'resources', 'app.asar'), { unpack: '**/*.node' });
    // Electron's own mark, version 1, eight fuses: all are off but the integrity of the archive.
    writeFileSync(path.join(packaged, 'voxanne-console'), 'ELF…dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\b00001000…');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const fusesOf = (program: string) => getCurrentFuseWire(program);

  test('has the mark and the one fuse, and the package has neither', async () => {
    const into = path.join(folder, 'copy');
    mkdirSync(into);
    const program = await makeDrivableCopy(packaged, into);
    const archive = path.join(path.dirname(program), 'resources', 'app.asar');
    expect(JSON.parse(extractFile(archive, 'package.json').toString())).toEqual({
      name: 'voxanne-console',
      version: '1.2.3',
      drivable: true,
    });
    expect(readFileSync(path.join(`${archive}.unpacked`, 'keytar.node'), 'utf8')).toBe('native');
    expect(existsSync(`${archive}.files`)).toBe(false);
    expect(await fusesOf(program)).toMatchObject({
      [FuseV1Options.EnableNodeCliInspectArguments]: on,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.RunAsNode]: off,
    });

    const original = path.join(packaged, 'voxanne-console');
    expect(await fusesOf(original)).toMatchObject({ [FuseV1Options.EnableNodeCliInspectArguments]: off });
    expect(extractFile(path.join(packaged, 'resources', 'app.asar'), 'package.json').toString()).not.toContain(
      'drivable',
    );
  });
  test('an archive is whole when it is said to be made, on a slow disk too', async () => {
    const archive = path.join(folder, 'slow.asar');
    const write = fs.write.bind(fs);
    const slow = vi.spyOn(fs, 'write').mockImplementation((...args: unknown[]) => {
      setTimeout(() => Reflect.apply(write, fs, args), 100);
    });
    try {
      await createPackageWithOptions(path.join(folder, 'app'), archive, { unpack: '**/*.node' });
      expect(extractFile(archive, 'package.json').toString()).toContain('1.2.3');
    } finally {
      slow.mockRestore();
    }
  });
  test('is made of the executable’s folder where the executable is named', async () => {
    const into = path.join(folder, 'copy');
    mkdirSync(into);
    expect(await makeDrivableCopy(path.join(packaged, 'voxanne-console'), into)).toBe(
      path.join(into, 'program', 'voxanne-console'),
    );
  });
  test('what is no package is refused with what would be one', async () => {
    await expect(makeDrivableCopy(path.join(folder, 'nothing.deb'), folder)).rejects.toThrow('npm run package');
    await expect(makeDrivableCopy(path.join(folder, 'app'), folder)).rejects.toThrow('Name a .deb, an AppImage');
  });
});
