// @ts-check
// Which Debian packages the program needs: read from its own files, so that a new Electron or a new native module
// that needs another library fails here and not on a clinic's computer.
import fs from 'node:fs';
import path from 'node:path';
import { capture } from '../setup/run.mjs';
import { SetupError } from '../setup/say.mjs';

/**
 * Package of each library. Debian 13 and Ubuntu 24.04 renamed some for 64-bit time (…t64).
 * @type {Readonly<Record<string, string>>}
 */
const LIBRARY_PACKAGES = {
  'libX11-xcb.so.1': 'libx11-xcb1',
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libasound.so.2': 'libasound2t64 | libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0t64 | libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0t64 | libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2t64 | libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgcc_s.so.1': 'libgcc-s1',
  'libgdk-3.so.0': 'libgtk-3-0t64 | libgtk-3-0',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0t64 | libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0t64 | libglib2.0-0',
  'libgmodule-2.0.so.0': 'libglib2.0-0t64 | libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0t64 | libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0t64 | libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libpangocairo-1.0.so.0': 'libpangocairo-1.0-0',
  'libsecret-1.so.0': 'libsecret-1-0',
  'libsmime3.so': 'libnss3',
  'libstdc++.so.6': 'libstdc++6',
  'libudev.so.1': 'libudev1',
  'libuuid.so.1': 'libuuid1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
};

/** Parts of glibc; its version is declared once. */
const GLIBC = /^(?:ld-linux.*|lib(?:c|dl|m|pthread|rt|resolv|util))\.so(?:\.\d+)?$/;

/** Loaded by name while the program runs, without which it does not start or does not do its work. */
const LOADED_AT_RUN_TIME = ['libX11-xcb.so.1', 'libXcomposite.so.1', 'libgdk-3.so.0'];

/** Programs that are started, and what makes the desktop complete. */
const OTHER_DEPENDENCIES = ['xdg-utils', 'ca-certificates'];
export const RECOMMENDED = ['gnome-keyring | kwalletmanager | keepassxc', 'libglib2.0-bin', 'libnotify4'];

/**
 * What one file asks of the system.
 * @param {string} dynamicSection of `readelf -d`
 * @param {string} versions of `readelf -V`
 * @returns {{ libraries: string[], glibc: string }} `glibc` is the newest version needed, `0` for none
 */
export function needsOf(dynamicSection, versions) {
  const libraries = [...dynamicSection.matchAll(/\(NEEDED\)[^[]*\[([^\]]+)\]/g)].map(([, name]) => String(name));
  const glibc = [...versions.matchAll(/GLIBC_(\d+(?:\.\d+)+)/g)].map(([, version]) => String(version));
  return { libraries, glibc: glibc.sort(byVersion).at(-1) ?? '0' };
}

/** @type {(a: string, b: string) => number} */
const byVersion = (a, b) => a.localeCompare(b, 'en', { numeric: true });

/**
 * The `Depends` line.
 * @param {readonly { libraries: string[], glibc: string }[]} needs of all files
 * @param {ReadonlySet<string>} own names of the libraries that the program brings
 * @returns {string[]}
 * @throws {SetupError} for a library whose package is not known
 */
export function dependenciesOf(needs, own) {
  const names = new Set([...needs.flatMap(({ libraries }) => libraries), ...LOADED_AT_RUN_TIME]);
  const packages = new Set(OTHER_DEPENDENCIES);
  for (const name of names) {
    if (own.has(name) || GLIBC.test(name)) continue;
    const debian = LIBRARY_PACKAGES[name];
    if (debian === undefined)
      throw new SetupError(
        `The program needs ${name}, and scripts/package/debian-dependencies.mjs does not say which Debian package ` +
          'has it.',
      );
    packages.add(debian);
  }
  const glibc = needs
    .map(({ glibc: version }) => version)
    .sort(byVersion)
    .at(-1);
  return [`libc6 (>= ${glibc})`, ...[...packages].sort()];
}

/**
 * The program's own files that the system loads: executables, libraries, native modules.
 * @param {string} folder
 * @returns {string[]}
 */
function binariesIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter(isElf)
    .sort();
}

/** @param {string} file */
function isElf(file) {
  const handle = fs.openSync(file, 'r');
  try {
    const magic = Buffer.alloc(4);
    fs.readSync(handle, magic, 0, 4, 0);
    return magic.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * @param {string} folder the unpacked program
 * @returns {Promise<string[]>} for the control file
 */
export async function debianDependencies(folder) {
  const files = binariesIn(folder);
  const needs = await Promise.all(
    files.map(async (file) => {
      const [dynamic, versions] = await Promise.all([
        capture('readelf', ['-dW', file]),
        capture('readelf', ['-VW', file]),
      ]);
      if (dynamic.error) throw new SetupError('readelf is needed to make a .deb. Install the package binutils.');
      return needsOf(dynamic.stdout, versions.stdout);
    }),
  );
  return dependenciesOf(needs, new Set(files.map((file) => path.basename(file))));
}
