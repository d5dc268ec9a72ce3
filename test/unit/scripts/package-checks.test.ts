/**
 * The checks of the package fail when what was found wrong once is put back. Checks that start the program have their
 * counter-proof in their own test: the path with a space and the missing library in fresh-debian.test.ts, variables
 * and switches in hardened.test.ts, a changed or older update in updates.test.ts, a release of the wrong runtime in
 * package-plan.test.ts.
 */
import { readFileSync } from 'node:fs';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import {
  missingInLauncher,
  needlessPackages,
  pathsWithSpaces,
  strangersBeside,
  wasteIn,
  withoutLicence,
  wrongDependencies,
  wrongFields,
  wrongFuses,
  wrongHelper,
  wronglyUnpacked,
  wrongOnDebian,
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
const fields: Record<string, string> = {
  Maintainer: 'Voxanne <a@b.example>',
  Homepage: 'https://b.example',
  Section: 'admin',
};
const fieldsWithout = (name: string) => wrongFields((asked) => (asked === name ? '' : (fields[asked] ?? '')));
const helper = '-rwsr-xr-x root/root 1 2026-01-01 00:00 ./opt/voxanne-console/chrome-sandbox\n';
const launcher = readFileSync('build/linux/voxanne-console.sh', 'utf8');
/** What try-on-debian.sh prints where all is well. */
const told = [
  'installed: 0.0.0~older',
  'as root, a window: … Start it as an ordinary user … (1)',
  'as root, a command: 0.1.0-rehearsal.7 (0)',
  'upgraded: 0.1.0~rehearsal.7',
  'as anne, version: 0.1.0-rehearsal.7 (0)',
  'as anne, clinics of the old data: {"organizations":[{"name":"Häfen & Söhne"}]} (0)',
  'left in temporary folders: ',
  'without user namespaces: page in its sandbox, by helper',
  'with user namespaces: page in its sandbox, by user namespaces',
  'downgraded: 0.0.0~older',
  'newer data: … made by a newer version … (3)',
  'newer data: untouched',
  'removed: program gone, data kept',
  'purged: , data kept',
];
/** The same, with another line about one thing. */
const toldBut = (line: string) => {
  const about = line.slice(0, line.indexOf(':'));
  return wrongOnDebian(told.map((one) => (one.startsWith(`${about}:`) ? line : one)).join('\n'));
};
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
    wrongFields((name) => fields[name] ?? ''),
    wrongHelper(helper),
    missingInLauncher(launcher),
    wrongOnDebian(told.join('\n')),
  ]).toEqual(Array.from({ length: 13 }, () => []));
});

describe('found once, and put back', () => {
  test.each(Object.keys(goodFuses).map(Number))('fuse %i set the other way', (fuse) => {
    const state = (goodFuses as Record<number, number | undefined>)[fuse];
    expect(wrongFuses({ ...goodFuses, [fuse]: state === on ? off : on })).toEqual([FuseV1Options[fuse]]);
  });

  test.each([
    ['/opt/Voxanne Console', () => pathsWithSpaces('drwxr-xr-x root/root 0 2026-01-01 00:00 ./opt/Voxanne Console/\n')],
    ['a helper that is not root’s to run', () => wrongHelper(helper.replace('rws', 'rwx'))],
    ['no e-mail of who makes it', () => fieldsWithout('Maintainer')],
    ['no home page', () => fieldsWithout('Homepage')],
    ['no section', () => fieldsWithout('Section')],
    ['a command with a sandbox', () => missingInLauncher(launcher.replace('--no-sandbox ', ''))],
    ['a command that looks for a display', () => missingInLauncher(launcher.replace('--ozone-platform=headless ', ''))],
    ['a command that prints Chromium’s lines', () => missingInLauncher(launcher.replace('--log-level=3 ', ''))],
    ['no start with the helper', () => toldBut('without user namespaces: no page, or not in a sandbox')],
    ['no start by namespaces', () => toldBut('with user namespaces: no page, or not in a sandbox')],
    ['SIGTRAP on a clean Debian', () => toldBut('as anne, version:  (133)')],
    ['SIGTRAP for root', () => toldBut('as root, a command:  (133)')],
    ['Chromium’s lines on stderr', () => toldBut('as anne, version: 0.1.0-rehearsal.7 [1:ERROR:bus.cc] (0)')],
    ['a temporary folder left', () => toldBut('left in temporary folders: voxanne-cli-8Jkd2s ')],
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
