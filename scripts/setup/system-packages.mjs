// @ts-check
// Finds the system libraries and programs that are missing and, on Debian and
// Ubuntu, installs exactly those. Elsewhere it names them in one line.
import fs from 'node:fs';
import { asAdministrator } from './administrator.mjs';
import { choosePackages, installHint, parseAptPolicy, parseLdconfig } from './package-names.mjs';
import { findProgram, findSystemProgram } from './programs.mjs';
import { capture } from './run.mjs';
import { SetupError, step } from './say.mjs';

/** @typedef {import('./package-names.mjs').Need} Need */

/**
 * Which of these needs does this machine lack? Nothing is ever lacking outside Linux.
 * @param {readonly Need[]} needs
 * @returns {Promise<Need[]>}
 */
async function missingNeeds(needs) {
  if (process.platform !== 'linux') return [];
  const ldconfig = findSystemProgram('ldconfig');
  const listing = ldconfig ? await capture(ldconfig, ['-p']) : undefined;
  const libraries = listing?.status === 0 ? parseLdconfig(listing.stdout, process.arch) : undefined;
  return needs.filter((need) => {
    if (need.kind === 'program') return !findProgram(need.what);
    // A font is only worth having: where it can't be installed by us, nothing is said.
    if (need.kind === 'font') return findSystemProgram('apt-get') !== undefined && !hasFont(need.what);
    // Without ldconfig (musl, NixOS) nothing can be said; Electron's own message will.
    return libraries !== undefined && !libraries.has(need.what);
  });
}

/**
 * @param {string} name part of the font's file name, in lower case
 * @returns {boolean}
 */
function hasFont(name) {
  try {
    return fs
      .readdirSync('/usr/share/fonts', { recursive: true })
      .some((file) => String(file).toLowerCase().includes(name));
  } catch {
    return false;
  }
}

/**
 * Make sure that all of these are there, installing what is missing.
 * @param {readonly Need[]} needs
 */
export async function ensureSystemPackages(needs) {
  const missing = await missingNeeds(needs);
  if (missing.length === 0) return;
  const names = missing.map((need) => need.what).join(', ');
  const apt = findSystemProgram('apt-get');
  if (!apt) {
    throw new SetupError(
      `Missing on this system: ${names}. Install them with ` +
        `${installHint(missing, (name) => findProgram(name) !== undefined)}, then run the same command again.`,
    );
  }
  const { packages, unknown } = await chooseInstallable(apt, missing);
  if (unknown.length > 0) {
    throw new SetupError(
      `No package of this system provides ${unknown.map((need) => need.what).join(', ')}. ` +
        'Install it by hand, then run the same command again.',
    );
  }
  await installWithApt(apt, packages, missing);
  const still = await missingNeeds(needs);
  if (still.length > 0) {
    throw new SetupError(
      `Still missing after installing ${packages.join(', ')}: ${still.map((need) => need.what).join(', ')}.`,
    );
  }
}

const UPDATE = ['update', '-qq', '-o', 'Acquire::Retries=3'];

/** @param {readonly Need[]} needs */
const reason = (needs) => `to install system packages (for ${[...new Set(needs.map((need) => need.why))].join(', ')})`;

/**
 * @param {string} apt
 * @param {readonly Need[]} needs
 */
async function chooseInstallable(apt, needs) {
  const candidates = [...new Set(needs.flatMap((need) => need.packages))];
  const known = async () => {
    const aptCache = findSystemProgram('apt-cache') ?? '/usr/bin/apt-cache';
    const policy = await capture(aptCache, ['policy', ...candidates], { env: { ...process.env, LC_ALL: 'C' } });
    return choosePackages(needs, parseAptPolicy(policy.stdout));
  };
  const first = await known();
  if (first.unknown.length === 0) return first;
  // A bare machine has no package lists yet.
  await asAdministrator([apt, ...UPDATE], reason(needs), 'apt-get update');
  return known();
}

/**
 * @param {string} apt
 * @param {string[]} packages
 * @param {readonly Need[]} needs
 */
async function installWithApt(apt, packages, needs) {
  const install = [
    apt,
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    '-o',
    'Acquire::Retries=3',
    '-o',
    'DPkg::Lock::Timeout=300',
    ...packages,
  ];
  const byHand = `apt-get install ${packages.join(' ')}`;
  await step(`Installing the system packages ${packages.join(', ')}`, async () => {
    if ((await asAdministrator(install, reason(needs), byHand)) === 0) return;
    // Old package lists name files that the mirror no longer has.
    await asAdministrator([apt, ...UPDATE], reason(needs), 'apt-get update');
    if ((await asAdministrator(install, reason(needs), byHand)) === 0) return;
    throw new SetupError(`The system packages could not be installed (see above). To try by hand, as root: ${byHand}`);
  });
}

/**
 * The same as root, for servers that tests start themselves: Debian's packages would each start one as well, and keep
 * it. What there is of such settings already stays.
 * @param {readonly Need[]} needs
 */
export async function ensureProgramsOfServers(needs) {
  if ((await missingNeeds(needs)).length === 0) return;
  const isDebian = findSystemProgram('apt-get') !== undefined;
  const policy = '/usr/sbin/policy-rc.d';
  const clusters = '/etc/postgresql-common';
  const writesPolicy = isDebian && !fs.existsSync(policy);
  if (writesPolicy) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  if (isDebian && !fs.existsSync(clusters)) {
    fs.mkdirSync(`${clusters}/createcluster.d`, { recursive: true });
    fs.writeFileSync(`${clusters}/createcluster.d/voxanne-tests.conf`, 'create_main_cluster = false\n');
  }
  try {
    await ensureSystemPackages(needs);
  } finally {
    if (writesPolicy) fs.rmSync(policy, { force: true });
  }
}
