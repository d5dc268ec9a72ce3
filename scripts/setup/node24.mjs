// @ts-check
// The tools need a newer Node than some machines have. The npm package `node`
// names the version; its platform package holds the binary. Install scripts are
// off in this project, so what that package's own would do is done here.
import fs from 'node:fs';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { inModules } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError, step } from './say.mjs';

const WANTED_MAJOR = 24;
/** The oldest on which all the tools run and TypeScript files can be started directly. */
const OLDEST = [22, 18];

const BINARY = process.platform === 'win32' ? 'node.exe' : 'node';
const PLACE = inModules('node', 'bin', BINARY);

/**
 * The platform package's name, in the `node` package's own scheme.
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @returns {string}
 */
export function nodePackage(platform, arch) {
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return [prefix, platform === 'win32' ? 'win' : platform, arch].join('-');
}

/**
 * Is this version of Node at least `oldest`?
 * @param {string} version such as "22.18.0"
 * @param {readonly number[]} oldest major and minor
 */
export function isAtLeast(version, oldest) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldest;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * The Node with which the tools run, if it is there already.
 * @returns {string | undefined}
 */
export function toolsNode() {
  if (isAtLeast(process.versions.node, [WANTED_MAJOR, 0])) return process.execPath;
  if (fs.existsSync(PLACE)) return PLACE;
  return undefined;
}

/**
 * The Node with which the tools run, fetched if needed.
 * @returns {Promise<string>}
 */
export async function ensureToolsNode() {
  const present = toolsNode();
  if (present) return present;
  const version = String(JSON.parse(fs.readFileSync(inModules('node', 'package.json'), 'utf8')).version);
  try {
    await step(`Fetching Node ${version} for the tools`, () => fetchNode(version));
    return PLACE;
  } catch (error) {
    // A little older than wished, and good enough where that package has no binary for this platform.
    if (isAtLeast(process.versions.node, OLDEST)) return process.execPath;
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(
      `Node ${version} could not be fetched (${error.message}). Install Node ${WANTED_MAJOR} or newer, then run ` +
        'the same command again.',
    );
  }
}

/** @param {string} version */
async function fetchNode(version) {
  const name = nodePackage(process.platform, process.arch);
  const work = fs.mkdtempSync(inModules('.voxanne-node-'));
  try {
    fs.writeFileSync(path.join(work, 'package.json'), '{"private":true}');
    await runNpm(
      ['install', `${name}@${version}`, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
      { cwd: work },
    );
    const binary = path.join(work, 'node_modules', name, 'bin', BINARY);
    const works = await capture(binary, ['--version']);
    if (works.stdout.trim() !== `v${version}`) throw new SetupError(`the binary of ${name} does not start here`);
    fs.mkdirSync(path.dirname(PLACE), { recursive: true });
    fs.renameSync(binary, PLACE);
    linkIntoBin();
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** npm leaves out the link to a file that is not there yet; with it, npm scripts find this Node first. */
function linkIntoBin() {
  if (process.platform === 'win32') return;
  const link = inModules('.bin', 'node');
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.rmSync(link, { force: true });
  fs.symlinkSync(path.join('..', 'node', 'bin', BINARY), link);
}
