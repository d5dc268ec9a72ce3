/**
 * The checks of the package fail when what was found wrong once is put back. Checks that start the program have their
 * counter-proof in their own test: namespaces, the helper of the sandbox and a clean Debian in fresh-debian.test.ts,
 * variables and switches in hardened.test.ts, a changed or older update in updates.test.ts, a release of the wrong
 * runtime in package-plan.test.ts.
 */
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import {
  needlessPackages,
  pathsWithSpaces,
  strangersBeside,
  wasteIn,
  withoutLicence,
  wrongDependencies,
  wrongFuses,
  wronglyUnpacked,
  wrongScopes,
} from '../../package/checks';

const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
const goodFuses = {
  [FuseV1Options.RunAsNode]: off,
  [FuseV1Options.EnableCookieEncryption]: on,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
  [FuseV1Options.EnableNodeCliInspectArguments]: off,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
  [FuseV1Options.OnlyLoadAppFromAsar]: on,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
};
const shipped = [{ name: 'zod', version: '4.0.0' }];
const licences =
  'Voxanne Console\n\nzod 4.0.0\nMIT\n\n@fontsource-variable/inter 5.3.0\nOFL\n' +
  '@fontsource-variable/jetbrains-mono 5.3.0\nSIL OPEN FONT LICENSE\n';
const components = [
  { name: 'zod', version: '4.0.0', scope: 'required' },
  { name: 'vitest', version: '4.1.0', scope: 'excluded' },
  { name: 'electron-builder', version: '26.0.0', scope: 'excluded' },
];
const depends = 'libc6 (>= 2.34), libx11-xcb1, xdg-utils, libsecret-1-0, libgbm1';
const own = ['app.asar', 'app.asar.unpacked', 'licences.txt', 'sbom.cdx.json', 'updates.json'];

test('a good package passes every check', () => {
  expect([
    wrongFuses(goodFuses),
    wronglyUnpacked(['keytar.node', 'linux-x64.node'], 'linux', 'x64'),
    strangersBeside(own, ['voxanne-console', 'LICENSE.electron.txt']),
    wasteIn(['/dist/main/main.cjs', '/dist/renderer/index.html', '/node_modules/zod/index.cjs']),
    needlessPackages(['/node_modules/better-sqlite3/package.json']),
    withoutLicence(shipped, licences),
    wrongScopes(shipped, components),
    wrongDependencies(depends),
    pathsWithSpaces('drwxr-xr-x root/root 0 2026-01-01 00:00 ./opt/voxanne-console/\n'),
  ]).toEqual([[], [], [], [], [], [], [], [], []]);
});

describe('found once, and put back', () => {
  test.each(Object.keys(goodFuses).map(Number))('fuse %i set the other way', (fuse) => {
    const state = (goodFuses as Record<number, number | undefined>)[fuse];
    expect(wrongFuses({ ...goodFuses, [fuse]: state === on ? off : on })).toEqual([FuseV1Options[fuse]]);
  });

  test.each([
    ['/opt/Voxanne Console', () => pathsWithSpaces('drwxr-xr-x root/root 0 2026-01-01 00:00 ./opt/Voxanne Console/\n')],
    ['libx11-xcb1 not declared', () => wrongDependencies(depends.replace('libx11-xcb1, ', ''))],
    ['xdg-utils not declared', () => wrongDependencies(depends.replace('xdg-utils, ', ''))],
    ['glibc without its version', () => wrongDependencies(depends.replace(' (>= 2.34)', ''))],
    ['libxss1 declared', () => wrongDependencies(`${depends}, libxss1`)],
    [
      'a JavaScript file outside the archive',
      () => wronglyUnpacked(['keytar.node', 'linux-x64.node', 'index.js'], 'linux', 'x64'),
    ],
    ['a native module inside it', () => wronglyUnpacked(['keytar.node'], 'linux', 'x64')],
    ['types of CommonJS', () => wasteIn(['/node_modules/zod/index.d.cts'])],
    ['types of modules', () => wasteIn(['/node_modules/zod/index.d.mts'])],
    ['a hidden file', () => wasteIn(['/node_modules/zod/.eslintrc.json'])],
    ['a page of documentation', () => wasteIn(['/node_modules/web-streams-polyfill/API.html'])],
    ['a source map', () => wasteIn(['/dist/main/main.cjs.map'])],
    ['rimraf', () => needlessPackages(['/node_modules/rimraf/package.json'])],
    ['p-retry', () => needlessPackages(['/node_modules/p-retry/index.js'])],
    ['a package without its licence', () => withoutLicence(shipped, licences.replace('zod 4.0.0', ''))],
    ['fonts without theirs', () => withoutLicence(shipped, licences.replace('SIL OPEN FONT LICENSE', ''))],
    ['a font that is not listed', () => withoutLicence(shipped, licences.replace('@fontsource-variable/inter', ''))],
    [
      'a component without a scope',
      () => wrongScopes(shipped, [{ name: 'zod', version: '4.0.0' }, ...components.slice(1)]),
    ],
    [
      'a tool counted as shipped',
      () =>
        wrongScopes(
          shipped,
          components.map((one) => ({ ...one, scope: 'required' })),
        ),
    ],
    ['default_app.asar', () => strangersBeside([...own, 'default_app.asar'], [])],
    ['what set-up keeps beside the runtime', () => strangersBeside(own, ['sqlite.json', 'version'])],
  ])('%s', (_what, check) => {
    expect(check()).not.toEqual([]);
  });
});
