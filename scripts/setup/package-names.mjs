// @ts-check
// What the app and its tests need from the system, by Debian's and Ubuntu's
// names. Newer releases renamed some libraries for 64-bit time (…t64).

/**
 * @typedef {object} Need
 * @property {string} what what is looked for: a library's soname, a program, or part of a font's file name
 * @property {'library' | 'program' | 'font'} kind
 * @property {string[]} packages names in order of preference; the first that the release knows is installed
 * @property {string} why
 */

/** @type {(soname: string, packages: string[], why?: string) => Need} */
const library = (what, packages, why = 'Electron') => ({ what, kind: 'library', packages, why });
/** @type {(name: string, packages: string[], why: string) => Need} */
const program = (what, packages, why) => ({ what, kind: 'program', packages, why });

/** @type {(file: string, packages: string[], why: string) => Need} */
const font = (what, packages, why) => ({ what, kind: 'font', packages, why });

/** Libraries that an Electron window needs. */
export const WINDOW_NEEDS = [
  library('libgtk-3.so.0', ['libgtk-3-0t64', 'libgtk-3-0']),
  library('libnss3.so', ['libnss3']),
  library('libasound.so.2', ['libasound2t64', 'libasound2']),
  library('libgbm.so.1', ['libgbm1']),
  library('libXss.so.1', ['libxss1']),
  library('libatk-bridge-2.0.so.0', ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0']),
  library('libatspi.so.0', ['libatspi2.0-0t64', 'libatspi2.0-0']),
  library('libcups.so.2', ['libcups2t64', 'libcups2']),
  library('libxkbcommon.so.0', ['libxkbcommon0']),
  library('libsecret-1.so.0', ['libsecret-1-0'], 'the system keychain'),
];

/** Programs with which a machine without a display gets a private one, with its own keychain. */
export const SESSION_NEEDS = [
  program('Xvfb', ['xvfb'], 'a virtual display'),
  program('dbus-daemon', ['dbus-daemon', 'dbus'], 'a private message bus'),
  program('dbus-send', ['dbus-bin', 'dbus'], 'a private message bus'),
  program('gnome-keyring-daemon', ['gnome-keyring'], 'a private keychain'),
  program('gdbus', ['libglib2.0-bin'], 'the lock of the screen'),
  font('emoji', ['fonts-noto-color-emoji'], 'the pictures in messages'),
];

/** The browser of the tests: for components, and for the provider's sign-in page, which is not the console's own. */
export const BROWSER_NEEDS = [program('chromium', ['chromium', 'chromium-browser'], 'the browser of the tests')];

/** What a .deb is made with, and what looks at its parts. */
export const PACKAGE_NEEDS = [
  program('readelf', ['binutils'], 'the libraries that the package declares'),
  program('dpkg-deb', ['dpkg'], 'the package'),
  program('desktop-file-validate', ['desktop-file-utils'], 'the entry in menus'),
  program('appstreamcli', ['appstream'], 'the data for software centres'),
];
/** As root, the package is tried on fresh systems. */
export const DEBIAN_NEEDS = [program('mmdebstrap', ['mmdebstrap'], 'a fresh Debian to try the package on')];

/** As root, a shared vault is tried on Debian's own PostgreSQL and through a pooler as well. */
export const DATABASE_NEEDS = [
  program('pg_ctlcluster', ['postgresql'], 'the oldest PostgreSQL that a shared vault takes'),
  program('pgbouncer', ['pgbouncer'], 'a pooler before a shared vault'),
  program('faketime', ['faketime', 'libfaketime'], 'a server whose clock is wrong'),
];

/** Compilers, for the one native module that the fallback runtime needs built. */
export const COMPILER_NEEDS = [
  program('cc', ['gcc'], 'the SQLite module of the fallback runtime'),
  program('c++', ['g++'], 'the SQLite module of the fallback runtime'),
];

/**
 * Choose, for each need, the package name that this release has.
 * @param {readonly Need[]} needs
 * @param {ReadonlySet<string>} known package names that can be installed
 * @returns {{ packages: string[], unknown: Need[] }} names to install, and what nothing provides
 */
export function choosePackages(needs, known) {
  /** @type {Set<string>} */
  const packages = new Set();
  /** @type {Need[]} */
  const unknown = [];
  for (const need of needs) {
    const name = need.packages.find((candidate) => known.has(candidate));
    if (name) packages.add(name);
    else unknown.push(need);
  }
  return { packages: [...packages], unknown };
}

/** What Arch calls the packages; its package manager does not look for what a package provides. */
const ARCH = new Map([
  ['libgtk-3.so.0', 'gtk3'],
  ['libnss3.so', 'nss'],
  ['libasound.so.2', 'alsa-lib'],
  ['libgbm.so.1', 'mesa'],
  ['libXss.so.1', 'libxss'],
  ['libatk-bridge-2.0.so.0', 'at-spi2-core'],
  ['libatspi.so.0', 'at-spi2-core'],
  ['libcups.so.2', 'libcups'],
  ['libxkbcommon.so.0', 'libxkbcommon'],
  ['libsecret-1.so.0', 'libsecret'],
  ['Xvfb', 'xorg-server-xvfb'],
  ['dbus-daemon', 'dbus'],
  ['dbus-send', 'dbus'],
  ['gnome-keyring-daemon', 'gnome-keyring'],
  ['gdbus', 'glib2'],
  ['chromium', 'chromium'],
  ['cc', 'gcc'],
  ['c++', 'gcc'],
]);

/**
 * How a person installs these where set-up does not: the command of a package manager that is there.
 * @param {readonly Need[]} needs
 * @param {(program: string) => boolean} has
 * @returns {string} to complete "Install them with …"
 */
export function installHint(needs, has) {
  const manager = ['dnf', 'zypper'].find(has);
  if (manager !== undefined) {
    // Both look for what a package provides: a library's soname, or a file.
    const provided = needs.map(({ kind, what }) => (kind === 'library' ? `'${what}()(64bit)'` : `/usr/bin/${what}`));
    return `“sudo ${manager} install ${provided.join(' ')}”`;
  }
  const names = [...new Set(needs.map(({ what }) => ARCH.get(what)))];
  if (has('pacman') && !names.includes(undefined)) return `“sudo pacman -S ${names.join(' ')}”`;
  return 'your package manager';
}

/**
 * Read the sonames out of `ldconfig -p`, for the architecture of this process.
 * @param {string} text
 * @param {string} arch Node's name: x64, arm64
 * @returns {Set<string>}
 */
export function parseLdconfig(text, arch) {
  const label = arch === 'x64' ? 'x86-64' : arch === 'arm64' ? 'AArch64' : '';
  const names = new Set();
  for (const line of text.split('\n')) {
    const match = /^\s+(\S+) \(([^)]*)\) => /.exec(line);
    if (match?.[1] && match[2]?.includes(label)) names.add(match[1]);
  }
  return names;
}

/**
 * Read the package names out of `apt-cache policy …`, where a name without a
 * candidate (known only through others' dependencies) does not count.
 * @param {string} text
 * @returns {Set<string>}
 */
export function parseAptPolicy(text) {
  const names = new Set();
  let current = '';
  for (const line of text.split('\n')) {
    const heading = /^(\S+):$/.exec(line);
    if (heading?.[1]) current = heading[1];
    const candidate = /^\s+Candidate: (.+)$/.exec(line);
    if (candidate && candidate[1] !== '(none)') names.add(current);
  }
  return names;
}
