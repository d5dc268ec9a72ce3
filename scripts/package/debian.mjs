// @ts-check
// Makes the .deb from the unpacked program, with dpkg-deb alone: nothing is downloaded, and the same files give the
// same bytes.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { findProgram } from '../setup/programs.mjs';
import { capture } from '../setup/run.mjs';
import { SetupError } from '../setup/say.mjs';
import { debianDependencies, RECOMMENDED } from './debian-dependencies.mjs';

const NAME = 'voxanne-console';
const SOURCE = path.join(ROOT, 'build', 'linux');
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
/** @type {Readonly<Record<string, string>>} */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };

/** Where shells look for the completion of a command, below `/usr/share`. */
const COMPLETIONS = {
  bash: `bash-completion/completions/${NAME}`,
  zsh: `zsh/vendor-completions/_${NAME}`,
};

/** The script that the built command line prints. @param {string} shell @returns {Promise<string>} */
async function completionFor(shell) {
  const command = path.join(ROOT, 'dist', 'main', 'cli.cjs');
  const { status, stdout, stderr } = await capture(process.execPath, ['--', command, 'completion', shell]);
  if (status !== 0) throw new SetupError(`The completion for ${shell} could not be made: ${stderr.trim()}`);
  return stdout;
}

/** Programs that a .deb is made with and that this system lacks. */
export const debToolsMissing = () =>
  process.platform === 'linux' ? ['dpkg-deb', 'readelf'].filter((name) => !findProgram(name)) : [];

/** A version that Debian sorts as intended: `1.2.0~rehearsal.7` comes before `1.2.0`. @param {string} version */
export const debianVersion = (version) => version.replace('-', '~');

/**
 * @param {{ version: string, architecture: string, dependencies: readonly string[], installedKiB: number }} facts
 * @returns {string} the control file
 */
export function controlFile({ version, architecture, dependencies, installedKiB }) {
  return `${[
    `Package: ${NAME}`,
    `Version: ${debianVersion(version)}`,
    'Section: admin',
    'Priority: optional',
    `Architecture: ${architecture}`,
    `Installed-Size: ${installedKiB}`,
    `Depends: ${dependencies.join(', ')}`,
    `Recommends: ${RECOMMENDED.join(', ')}`,
    'Maintainer: Voxanne <support@voxanne.example>',
    'Homepage: https://voxanne.example/console',
    'Description: connect, prove and repair a clinic’s own accounts',
    ' A desktop console with which clinics bring their own accounts to an AI',
    ' receptionist: text messages, calendar and payments. Credentials are kept',
    ' in the keychain of this computer.',
  ].join('\n')}\n`;
}

/**
 * @param {{ unpacked: string, output: string, version: string, arch: string, date: Date, compress?: boolean }} options
 *   `unpacked`: the program's folder; `date`: of all files in the package; `compress`: takes most of the time
 * @returns {Promise<string>} the file that was made
 */
export async function makeDeb({ unpacked, output, version, arch, date, compress = true }) {
  const architecture = ARCHITECTURES[arch];
  if (architecture === undefined) throw new SetupError(`There is no .deb for the architecture ${arch}.`);
  const dependencies = await debianDependencies(unpacked);
  const tree = fs.mkdtempSync(path.join(output, '.deb-'));
  try {
    layOut(tree, unpacked, version, date);
    for (const [shell, file] of Object.entries(COMPLETIONS))
      write(path.join(tree, 'usr', 'share', file), await completionFor(shell), 0o644);
    const installedKiB = Math.ceil(filesIn(tree).reduce((sum, file) => sum + fs.lstatSync(file).size, 0) / 1024);
    const sums = filesIn(tree).map((file) => `${md5(file)}  ${path.relative(tree, file)}`);
    const control = path.join(tree, 'DEBIAN');
    fs.mkdirSync(control);
    write(path.join(control, 'control'), controlFile({ version, architecture, dependencies, installedKiB }), 0o644);
    write(path.join(control, 'md5sums'), `${sums.sort().join('\n')}\n`, 0o644);
    for (const script of ['postinst', 'prerm', 'postrm'])
      copy(path.join(SOURCE, script), path.join(control, script), 0o755);
    setModes(tree, date);
    const file = path.join(output, `${NAME}_${debianVersion(version)}_${architecture}.deb`);
    const result = await capture(
      'dpkg-deb',
      ['--root-owner-group', ...(compress ? ['-Zzstd', '-z12'] : ['-Znone']), '--build', tree, file],
      {
        env: { ...process.env, SOURCE_DATE_EPOCH: String(Math.floor(date.getTime() / 1000)) },
      },
    );
    if (result.error) throw new SetupError('dpkg-deb is needed to make a .deb. Install the package dpkg.');
    if (result.status !== 0) throw new SetupError(`dpkg-deb failed: ${result.stderr.trim()}`);
    return file;
  } finally {
    fs.rmSync(tree, { recursive: true, force: true });
  }
}

/**
 * @param {string} tree
 * @param {string} unpacked
 * @param {string} version
 * @param {Date} date
 */
function layOut(tree, unpacked, version, date) {
  // No space in the path: the sandbox's helper could not be started from one.
  const program = path.join(tree, 'opt', NAME);
  fs.cpSync(unpacked, program, { recursive: true, verbatimSymlinks: true });
  copy(path.join(SOURCE, 'apparmor'), path.join(program, 'resources', 'apparmor'), 0o644);
  // How this copy was installed, and so how it is updated.
  write(path.join(program, 'resources', 'package-type'), 'deb\n', 0o644);
  const share = path.join(tree, 'usr', 'share');
  copy(path.join(SOURCE, `${NAME}.sh`), path.join(tree, 'usr', 'bin', NAME), 0o755);
  copy(path.join(SOURCE, `${NAME}.desktop`), path.join(share, 'applications', `${NAME}.desktop`), 0o644);
  const metainfo = fs
    .readFileSync(path.join(SOURCE, 'com.voxanne.console.metainfo.xml'), 'utf8')
    .replace('@VERSION@', version)
    .replace('@DATE@', date.toISOString().slice(0, 10));
  write(path.join(share, 'metainfo', 'com.voxanne.console.metainfo.xml'), metainfo, 0o644);
  for (const size of ICON_SIZES) {
    const icon = path.join(ROOT, 'build', 'icons', `${size}x${size}.png`);
    copy(icon, path.join(share, 'icons', 'hicolor', `${size}x${size}`, 'apps', `${NAME}.png`), 0o644);
  }
  copy(
    path.join(ROOT, 'build', 'icon.svg'),
    path.join(share, 'icons', 'hicolor', 'scalable', 'apps', `${NAME}.svg`),
    0o644,
  );
  const doc = path.join(share, 'doc', NAME);
  copy(path.join(ROOT, 'LICENSE'), path.join(doc, 'copyright'), 0o644);
}

/** @param {string} file @param {string} text @param {number} mode */
function write(file, text, mode) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode });
}

/** @param {string} from @param {string} to @param {number} mode */
function copy(from, to, mode) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, to);
  fs.chmodSync(to, mode);
}

/** @param {string} folder */
const filesIn = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** @param {string} file */
const md5 = (file) => crypto.createHash('md5').update(fs.readFileSync(file)).digest('hex');

/**
 * The same modes and times whatever the umask and the clock of the machine that packages.
 * @param {string} tree
 * @param {Date} date
 */
function setModes(tree, date) {
  for (const entry of fs.readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const executable = entry.isDirectory() || (fs.statSync(file).mode & 0o100) !== 0;
    // The helper of Chromium's sandbox, for systems without user namespaces.
    fs.chmodSync(file, entry.name === 'chrome-sandbox' ? 0o4755 : executable ? 0o755 : 0o644);
    fs.utimesSync(file, date, date);
  }
  fs.chmodSync(tree, 0o755);
  fs.utimesSync(tree, date, date);
}
