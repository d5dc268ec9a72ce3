// @ts-check
// Finds the system libraries and programs that are missing and, on Debian and
// Ubuntu, installs exactly those. Elsewhere it names them in one line.
import fs from 'node:fs';
import path from 'node:path';
import { choosePackages, parseAptPolicy, parseLdconfig } from './package-names.mjs';
import { capture, foreground } from './run.mjs';
import { SetupError, say, step } from './say.mjs';

/** @typedef {import('./package-names.mjs').Need} Need */

// Administrators' folders are not on every user's PATH (Debian's ldconfig, for one).
const PROGRAM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Is there a program of this name?
 * @param {string} name
 * @returns {string | undefined} its path
 */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...PROGRAM_FOLDERS];
  for (const folder of folders) {
    if (!folder) continue;
    const candidate = path.join(folder, name);
    try {
      fs.accessSync(candidate, fs.constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Which of these needs does this machine lack? Nothing is ever lacking outside Linux.
 * @param {readonly Need[]} needs
 * @returns {Promise<Need[]>}
 */
export async function missingNeeds(needs) {
  if (process.platform !== 'linux') return [];
  const ldconfig = findProgram('ldconfig');
  const listing = ldconfig ? await capture(ldconfig, ['-p']) : undefined;
  const libraries = listing?.status === 0 ? parseLdconfig(listing.stdout, process.arch) : undefined;
  return needs.filter((need) => {
    if (need.kind === 'program') return !findProgram(need.what);
    // Without ldconfig (musl, NixOS) nothing can be said; Electron's own message will.
    return libraries !== undefined && !libraries.has(need.what);
  });
}

/**
 * Make sure that all of these are there, installing what is missing.
 * @param {readonly Need[]} needs
 */
export async function ensureSystemPackages(needs) {
  const missing = await missingNeeds(needs);
  if (missing.length === 0) return;
  const names = missing.map((need) => need.what).join(', ');
  const apt = findProgram('apt-get');
  if (!apt) {
    throw new SetupError(`Missing on this system: ${names}. Install them with your package manager, then run the same command again.`);
  }
  const { packages, unknown } = await chooseInstallable(missing);
  if (unknown.length > 0) {
    throw new SetupError(
      `No package of this system provides ${unknown.map((need) => need.what).join(', ')}. Install it by hand, then run the same command again.`,
    );
  }
  await installWithApt(apt, packages, missing);
  const still = await missingNeeds(needs);
  if (still.length > 0) {
    throw new SetupError(`Still missing after installing ${packages.join(', ')}: ${still.map((need) => need.what).join(', ')}.`);
  }
}

/** @param {readonly Need[]} needs */
async function chooseInstallable(needs) {
  const candidates = [...new Set(needs.flatMap((need) => need.packages))];
  const known = async () => {
    const policy = await capture('apt-cache', ['policy', ...candidates], { env: { ...process.env, LC_ALL: 'C' } });
    return choosePackages(needs, parseAptPolicy(policy.stdout));
  };
  const first = await known();
  if (first.unknown.length === 0) return first;
  // A bare machine has no package lists yet.
  await asAdministrator([findProgram('apt-get') ?? 'apt-get', 'update', '-qq', '-o', 'Acquire::Retries=3'], candidates, needs);
  return known();
}

/**
 * @param {string} apt
 * @param {string[]} packages
 * @param {readonly Need[]} needs
 */
async function installWithApt(apt, packages, needs) {
  const install = [apt, 'install', '-y', '-qq', '--no-install-recommends', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300', ...packages];
  await step(`Installing the system packages ${packages.join(', ')}`, async () => {
    if ((await asAdministrator(install, packages, needs)) === 0) return;
    // Old package lists name files that the mirror no longer has.
    await asAdministrator([apt, 'update', '-qq', '-o', 'Acquire::Retries=3'], packages, needs);
    if ((await asAdministrator(install, packages, needs)) === 0) return;
    throw new SetupError(`The system packages could not be installed (see above). To try by hand: apt-get install ${packages.join(' ')}`);
  });
}

/**
 * Run a command as root: directly, or through sudo after saying why.
 * @param {string[]} command
 * @param {string[]} packages
 * @param {readonly Need[]} needs
 * @returns {Promise<number>} exit status
 */
async function asAdministrator(command, packages, needs) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const [program = '', ...args] = command;
  // stdout belongs to the command that was asked for: what apt prints goes to stderr.
  const stdio = /** @type {const} */ (['inherit', 2, 2]);
  if (process.getuid?.() === 0) {
    const result = await capture(program, args, { env });
    if (result.status !== 0) say((result.stderr || result.stdout).trim());
    return result.status;
  }
  const byHand = `sudo apt-get install ${packages.join(' ')}`;
  const sudo = findProgram('sudo');
  const reasons = [...new Set(needs.map((need) => need.why))].join(', ');
  if (!sudo) throw new SetupError(`These system packages are missing (${reasons}): as root, run: apt-get install ${packages.join(' ')}`);
  const withoutPassword = (await capture(sudo, ['-n', 'true'])).status === 0;
  if (!withoutPassword && !process.stdin.isTTY) {
    throw new SetupError(`These system packages are missing (${reasons}). Run: ${byHand}`);
  }
  say(`Administrator rights are needed once, to run: ${command.join(' ')} (for ${reasons}). Nothing else is changed.`);
  return foreground(sudo, ['DEBIAN_FRONTEND=noninteractive', program, ...args], { stdio: [...stdio] });
}
