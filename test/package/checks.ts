/**
 * What a package must and must not hold, as functions of lists and texts, so that each can be shown to fail: a unit
 * test gives them what was found wrong once. Each returns what is wrong; empty when all is well.
 */
import { FuseV1Options } from '@electron/fuses';

export type Shipped = { name: string; version: string };
type Component = { group?: string; name: string; version: string; scope?: string };

// The characters of the fuse wire.
const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
const fuses: readonly (readonly [FuseV1Options, number | undefined])[] = [
  [FuseV1Options.RunAsNode, off],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, off],
  [FuseV1Options.EnableNodeCliInspectArguments, off],
  [FuseV1Options.EnableCookieEncryption, on],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, on],
  [FuseV1Options.OnlyLoadAppFromAsar, on],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, off],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, off],
];
/** Fuses that are not set as in a release. */
export const wrongFuses = (wire: Readonly<Record<number, unknown>>): string[] =>
  fuses.flatMap(([fuse, state]) => (wire[fuse] === state ? [] : [FuseV1Options[fuse]]));

/** Files outside the archive, and so outside its integrity check, beside the two native modules. */
export function wronglyUnpacked(names: readonly string[], platform: string, arch: string): string[] {
  const wanted = ['keytar.node', `${platform}-${arch}.node`];
  return [
    ...names.filter((name) => !wanted.includes(name)).map((name) => `${name} is outside`),
    ...wanted.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
  ];
}

/** Files beside the code, and beside the program, that do not belong to it. */
export const strangersBeside = (resources: readonly string[], beside: readonly string[]): string[] => [
  ...resources.filter(
    (name) => !['app.asar', 'app.asar.unpacked', 'licences.txt', 'sbom.cdx.json', 'updates.json'].includes(name),
  ),
  ...beside.filter((name) => ['version', 'sqlite.json'].includes(name)),
];

/** Types, sources, notes and hidden files of packages in the archive. */
export const wasteIn = (archive: readonly string[]): string[] =>
  archive.filter(
    (file) =>
      (/\.(?:[cm]?ts|map|md|markdown|html)$/.test(file) && !file.startsWith('/dist/renderer')) || /\/\./.test(file),
  );

/** Packages that the program does not ask for at run time. */
export const needlessPackages = (archive: readonly string[]): string[] =>
  archive.filter((file) => /^\/node_modules\/(?:rimraf|electron|react|vite|p-retry)\//.test(file));

/** What is shipped without its licence: packages, and the fonts, whose licence has to go with them. */
export const withoutLicence = (shipped: readonly Shipped[], licences: string): string[] => [
  ...shipped.filter(({ name, version }) => !licences.includes(`\n${name} ${version}\n`)).map(({ name }) => name),
  ...['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'].filter(
    (font) => !new RegExp(`^${font} \\d`, 'm').test(licences),
  ),
  ...(licences.includes('SIL OPEN FONT LICENSE') ? [] : ['the licence of the fonts']),
];

/** Shipped packages that the list of components does not mark as required, and tools that it does not exclude. */
export function wrongScopes(shipped: readonly Shipped[], components: readonly Component[]): string[] {
  const scopeOf = (name: string, version?: string) =>
    components.find(
      (one) => (one.group ? `${one.group}/${one.name}` : one.name) === name && (version ?? one.version) === one.version,
    )?.scope;
  return [
    ...shipped.filter(({ name, version }) => scopeOf(name, version) !== 'required').map(({ name }) => name),
    ...['vitest', 'electron-builder'].filter((name) => scopeOf(name) !== 'excluded'),
  ];
}

/** Fields of the .deb without which it is not made, or not found. `field`: what one of them says; '' for none. */
export function wrongFields(field: (name: string) => string): string[] {
  const forms = { Maintainer: /<.+@.+>/, Homepage: /^https:/, Section: /^admin$/ };
  return Object.entries(forms).flatMap(([name, form]) => (form.test(field(name).trim()) ? [] : [name]));
}

/** Debian packages that the .deb must declare and does not, and one that it must not. */
export const wrongDependencies = (depends: string): string[] => [
  ...['libc6 (>= 2.34)', 'libx11-xcb1', 'xdg-utils', 'libsecret-1-0', 'libgbm1'].filter(
    (name) => !depends.includes(name),
  ),
  ...['libxss1'].filter((name) => depends.includes(name)),
];

/** Is the helper of the sandbox there, and root's to run? `listing`: of `dpkg-deb -c`. */
export const wrongHelper = (listing: string): string[] =>
  /^-rwsr-xr-x root\/root .*\/chrome-sandbox$/m.test(listing) ? [] : ['chrome-sandbox'];

/** Paths with a space: the sandbox's helper is not started from one. */
export const pathsWithSpaces = (listing: string): string[] =>
  listing
    .trim()
    .split('\n')
    .map((line) => line.slice(line.indexOf('./')))
    .filter((file) => file.includes(' '));

/** Switches that the launcher must give a command: for no sandbox, no display, and none of Chromium's own messages. */
export const missingInLauncher = (launcher: string): string[] => {
  const command = /^ {2}exec .* --cli -- "\$@"$/m.exec(launcher)?.[0] ?? '';
  return ['--no-sandbox', '--no-zygote', '--headless', '--ozone-platform=headless', '--log-level=3'].filter(
    (given) => !command.includes(` ${given} `),
  );
};

const version = String.raw`\d+\.\d+\.\d+`;
/** What try-on-debian.sh must say, by what it is about. */
const onDebian: Readonly<Record<string, RegExp>> = {
  'installed with what it declares': /^installed: 0\.0\.0~older$/m,
  'a window for root: none, and a way out': /^as root, a window: .*Start it as an ordinary user.* \(1\)$/m,
  'a command for root': new RegExp(String.raw`^as root, a command: ${version}-rehearsal\.\d+ \(0\)$`, 'm'),
  upgraded: new RegExp(String.raw`^upgraded: ${version}~rehearsal\.\d+$`, 'm'),
  'a command prints its answer alone': new RegExp(String.raw`^as anne, version: ${version}-rehearsal\.\d+ \(0\)$`, 'm'),
  // From `/`, in a home with umlauts and spaces.
  'the old data': /^as anne, clinics of the old data: \{.*"Häfen & Söhne".*\} \(0\)$/m,
  'no temporary folder is left': /^left in temporary folders: *$/m,
  'starts where the helper of the sandbox is needed': /^without user namespaces: page in its sandbox, by helper$/m,
  'starts by user namespaces': /^with user namespaces: (?:page in its sandbox, by user namespaces|not tried, .*)$/m,
  downgraded: /^downgraded: 0\.0\.0~older$/m,
  'says that data is newer': /^newer data: .*made by a newer version.* \(3\)$/m,
  'leaves newer data alone': /^newer data: untouched$/m,
  removed: /^removed: program gone, data kept$/m,
  purged: /^purged: , data kept$/m,
};

/** What did not go as promised on a fresh Debian. `told`: what try-on-debian.sh printed. */
export const wrongOnDebian = (told: string): string[] =>
  Object.entries(onDebian).flatMap(([what, line]) => (line.test(told) ? [] : [what]));
