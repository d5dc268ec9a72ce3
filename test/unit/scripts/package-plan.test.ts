import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { controlFile, debianVersion } from '../../../scripts/package/debian.mjs';
import { dependenciesOf, needsOf } from '../../../scripts/package/debian-dependencies.mjs';
import { builderArguments, planPackage } from '../../../scripts/package/plan.mjs';
import { withScopes } from '../../../scripts/package/sbom.mjs';

const facts = {
  version: '1.2.0',
  runtime: { version: '45.4.1', fallback: false },
  commits: 7,
  clean: true,
  changelog: '# Changelog\n\n## 1.2.0\n',
  certificate: false,
};
const options = { electronDist: '/e', electronVersion: '45.4.1', targets: ['--dir'], sign: false };

describe('a rehearsal', () => {
  test('is made anywhere, and says what it is by its version and folder', () => {
    const here = { ...facts, clean: false, changelog: '', runtime: { version: '33.2.1', fallback: true } };
    const plan = planPackage([], here);
    expect(plan).toMatchObject({ refusals: [], version: '1.2.0-rehearsal.7', output: 'release/rehearsal' });
    expect(builderArguments(plan, options)).toContain('-c.extraMetadata.version=1.2.0-rehearsal.7');
  });
  test('differs from a release only in version and folder', () => {
    const [rehearsal, release] = [planPackage([], facts), planPackage(['--release'], facts)].map((plan) =>
      builderArguments(plan, options).map((argument) =>
        argument.replace(plan.version, 'VERSION').replace(plan.output, 'OUTPUT'),
      ),
    );
    expect(rehearsal).toEqual(release);
  });
  test('sorts before the release that it rehearses', () => {
    expect(debianVersion('1.2.0-rehearsal.7')).toBe('1.2.0~rehearsal.7');
  });
  test('can be driven by tests only where that is asked for', () => {
    expect(builderArguments(planPackage([], facts), options).join(' ')).not.toContain('Inspect');
    const drivable = planPackage(['--drivable'], facts);
    expect(drivable.output).toBe('release/drivable');
    expect(builderArguments(drivable, options)).toContain('-c.electronFuses.enableNodeCliInspectArguments=true');
    expect(builderArguments(drivable, options)).toContain('-c.extraMetadata.drivable=true');
  });
});

describe('a release', () => {
  const refusalOf = (change: Partial<typeof facts>, args = ['--release']) =>
    planPackage(args, { ...facts, ...change }).refusals.join('\n');
  test('is made of a clean checkout with its changelog', () => expect(refusalOf({})).toBe(''));
  test.each([
    ['a mark', { version: '1.2.0-rehearsal.7' }, 'carries a mark'],
    ['a change that is not committed', { clean: false }, 'not committed'],
    ['no heading in the changelog', { changelog: '## 1.1.0\n' }, 'no heading for 1.2.0'],
    ['a heading of a longer version', { changelog: '## 1.2.01\n' }, 'no heading for 1.2.0'],
    ['the fallback runtime', { runtime: { version: '33.2.1', fallback: true } }, 'never made of the fallback'],
    ['an Electron before 38', { runtime: { version: '37.9.0', fallback: false } }, 'CVE-2025-55305'],
    ['an unknown Electron', { runtime: { version: 'unknown', fallback: false } }, 'Electron 38'],
  ])('is refused with %s', (_what, change, words) => expect(refusalOf(change)).toContain(words));
  test('is signed only with a certificate', () => {
    expect(refusalOf({}, ['--release', '--sign'])).toContain('needs a certificate');
    expect(refusalOf({ certificate: true }, ['--release', '--sign'])).toBe('');
  });
  test('is refused by the signing itself when the certificate does not sign', () => {
    const plan = planPackage(['--release', '--sign'], { ...facts, certificate: true });
    expect(builderArguments(plan, { ...options, sign: true })).toContain('-c.forceCodeSigning=true');
  });
  test('is one program for Windows’ taskbar, whichever shortcut started it', () => {
    const id = /^appId: (\S+)$/m.exec(fs.readFileSync('electron-builder.yml', 'utf8'))?.[1];
    expect(fs.readFileSync('src-main/main.ts', 'utf8')).toContain(`app.setAppUserModelId('${id}')`);
  });
  test('is never drivable', () => expect(refusalOf({}, ['--release', '--drivable'])).toContain('never drivable'));
  test('has the fuses of a release in its settings', () => {
    const settings = fs.readFileSync('electron-builder.yml', 'utf8');
    for (const off of ['runAsNode', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments'])
      expect(settings).toContain(`  ${off}: false\n`);
    expect(settings).toContain('  grantFileProtocolExtraPrivileges: false\n');
    for (const on of ['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar'])
      expect(settings).toContain(`  ${on}: true\n`);
  });
});

test('an option that does not exist is refused by name', () => {
  expect(planPackage(['--relase'], facts).refusals).toEqual([expect.stringContaining('--relase is no option')]);
});

describe('what a .deb depends on', () => {
  const dynamic = ' 0x1 (NEEDED)  Shared library: [libgtk-3.so.0]\n 0x1 (NEEDED)  Shared library: [libc.so.6]\n';
  test('is read from the files', () => {
    expect(needsOf(dynamic, 'Name: GLIBC_2.9  Name: GLIBC_2.34 Name: GLIBC_2.4')).toEqual({
      libraries: ['libgtk-3.so.0', 'libc.so.6'],
      glibc: '2.34',
    });
  });
  test('has what is loaded at run time, and nothing that the program brings', () => {
    const depends = dependenciesOf(
      [{ libraries: ['libffmpeg.so', 'libgtk-3.so.0'], glibc: '2.25' }],
      new Set(['libffmpeg.so']),
    );
    expect(depends).toEqual(expect.arrayContaining(['libc6 (>= 2.25)', 'libx11-xcb1', 'xdg-utils']));
    expect(depends).toContain('libgtk-3-0t64 | libgtk-3-0');
    expect(depends.join()).not.toContain('ffmpeg');
  });
  test('a library that nobody knows the package of stops the packaging', () => {
    expect(() => dependenciesOf([{ libraries: ['libnew.so.9'], glibc: '2.25' }], new Set())).toThrow('libnew.so.9');
  });
  test('stands in the control file with a section, an address and a home page', () => {
    const control = controlFile({
      version: '1.2.0',
      architecture: 'amd64',
      dependencies: ['libc6 (>= 2.34)'],
      installedKiB: 9,
    });
    for (const line of ['Section: admin', 'Maintainer: Voxanne <', 'Homepage: https://', 'Depends: libc6 (>= 2.34)'])
      expect(control).toContain(line);
  });
});

test('the list of components says which are shipped', () => {
  const bom = {
    components: [
      { group: '@a', name: 'b', version: '1' },
      { name: 'c', version: '2' },
      { name: 'electron', version: '45.0.0', purl: 'pkg:npm/electron@45.0.0' },
    ],
  };
  expect(withScopes(bom, new Set(['@a/b@1']), '33.2.1').components).toEqual([
    { group: '@a', name: 'b', version: '1', scope: 'required' },
    { name: 'c', version: '2', scope: 'excluded' },
    { name: 'electron', version: '33.2.1', purl: 'pkg:npm/electron@33.2.1', scope: 'required' },
  ]);
});
