// @ts-check
// A package that tests can drive. Playwright talks to the main process through Node's inspector, which a package
// refuses twice: by a fuse in its executable, and by itself, unless it carries a mark. In a copy both are set;
// everything else is what people install. Why: docs/decisions/0019-a-package-is-driven-through-a-marked-copy.md.
import fs from 'node:fs';
import path from 'node:path';
import { createPackageWithOptions, extractAll, uncache } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { findProgram } from '../setup/programs.mjs';
import { capture } from '../setup/run.mjs';
import { SetupError } from '../setup/say.mjs';

const NAME = 'voxanne-console';
/** The character that stands for a fuse which is on. */
const FUSE_ON = '1'.charCodeAt(0);

/**
 * @param {string} given a `.deb`, an AppImage, the folder of an unpacked package, or the executable in it
 * @param {string} folder an empty one, for the copy
 * @returns {Promise<string>} the executable to start
 * @throws {SetupError} when there is no program in it
 */
export async function makeDrivableCopy(given, folder) {
  if (!fs.existsSync(given)) throw new SetupError(`There is no package at ${given}. Make one: npm run package`);
  const copy = path.join(folder, 'program');
  await unpack(path.resolve(given), copy);
  const executable = findExecutable(copy);
  if (executable === undefined)
    throw new SetupError(
      `There is no Voxanne Console in ${given}. Name a .deb, an AppImage, or the folder of an unpacked package ` +
        'such as release/rehearsal/linux-unpacked. Other installers have to be installed first.',
    );
  const { [FuseV1Options.EnableNodeCliInspectArguments]: inspection } = await getCurrentFuseWire(executable);
  // Made with `npm run package -- --drivable`.
  if (inspection === FUSE_ON) return executable;
  if (process.platform !== 'linux')
    throw new SetupError(
      'On this system a package whose files were changed does not start. Make one for tests: ' +
        'npm run package -- --drivable',
    );
  await markAsDrivable(path.join(path.dirname(executable), 'resources', 'app.asar'));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  return executable;
}

/**
 * Sets the mark that `npm run package -- --drivable` sets.
 * @param {string} archive
 */
async function markAsDrivable(archive) {
  const files = `${archive}.files`;
  extractAll(archive, files);
  const file = path.join(files, 'package.json');
  fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), drivable: true }));
  fs.rmSync(`${archive}.unpacked`, { recursive: true, force: true });
  await createPackageWithOptions(files, archive, { unpack: '**/*.node' });
  // The library remembers what it has read.
  uncache(archive);
  fs.rmSync(files, { recursive: true, force: true });
}

/**
 * @param {string} given
 * @param {string} to
 */
async function unpack(given, to) {
  if (given.endsWith('.deb')) {
    const dpkg = findProgram('dpkg-deb');
    if (dpkg === undefined) throw new SetupError('A .deb is unpacked with dpkg-deb, which is not on this computer.');
    await mustWork(dpkg, ['-x', given, to], {});
  } else if (given.endsWith('.AppImage')) {
    fs.mkdirSync(to);
    await mustWork(given, ['--appimage-extract'], { cwd: to });
  } else {
    const isFolder = fs.statSync(given).isDirectory();
    // Links stay links: those of a macOS framework lead into the copy.
    fs.cpSync(
      isFolder ? given : programFolder(given),
      isFolder && given.endsWith('.app') ? path.join(to, path.basename(given)) : to,
      {
        recursive: true,
        verbatimSymlinks: true,
      },
    );
  }
}

/** What belongs to an executable: its folder, or the whole `.app`. @param {string} executable */
function programFolder(executable) {
  const bundle = executable.indexOf('.app/Contents/');
  return path.dirname(bundle === -1 ? executable : executable.slice(0, bundle + '.app'.length));
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
async function mustWork(command, args, options) {
  const { status, stderr } = await capture(command, args, options);
  if (status !== 0)
    throw new SetupError(`${path.basename(command)} could not unpack it: ${stderr.trim().split('\n')[0]}`);
}

/**
 * The program in an unpacked package, wherever its system puts it.
 * @param {string} folder
 * @returns {string | undefined}
 */
function findExecutable(folder) {
  const candidates = [
    [NAME],
    ['opt', NAME, NAME],
    ['squashfs-root', NAME],
    ['Voxanne Console.exe'],
    ['Voxanne Console.app', 'Contents', 'MacOS', 'Voxanne Console'],
  ].map((parts) => path.join(folder, ...parts));
  return candidates.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}
