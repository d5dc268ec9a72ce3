// @ts-check
// Installs the npm packages when they are missing or do not match the lockfile.
import fs from 'node:fs';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { inModules, ROOT, readJson, STATE_DIR, writeJson } from './paths.mjs';
import { step } from './say.mjs';

const STAMP = path.join(STATE_DIR, 'dependencies.json');
const LOCKFILE = path.join(ROOT, 'package-lock.json');
/** npm's own record of what it installed; written last, so an interrupted install has none. */
const INSTALLED = inModules('.package-lock.json');

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean,
 * inBundle?: boolean }} LockedPackage
 */

/**
 * Are the installed packages those of the lockfile?
 * @param {{ packages?: Record<string, LockedPackage> } | undefined} wanted package-lock.json
 * @param {{ packages?: Record<string, LockedPackage> } | undefined} installed node_modules/.package-lock.json
 * @returns {boolean}
 */
export function matchesLockfile(wanted, installed) {
  if (!wanted?.packages || !installed?.packages) return false;
  return Object.entries(wanted.packages).every(([location, locked]) => {
    if (location === '' || locked.link) return true;
    const present = installed.packages?.[location];
    // Packages for other platforms are optional and rightly absent.
    if (!present) return Boolean(locked.optional || locked.devOptional);
    return present.version === locked.version;
  });
}

/** Size and time of the two files whose content decides; cheap enough for every start. */
function fingerprint() {
  const parts = [LOCKFILE, INSTALLED].map((file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat ? `${stat.size}:${stat.mtimeMs}` : 'absent';
  });
  return parts.join(' ');
}

/** Were the packages found right before, with nothing changed since? Takes about a millisecond. */
export const dependenciesAreFresh = () => fs.existsSync(INSTALLED) && readJson(STAMP)?.fingerprint === fingerprint();

/**
 * Install what is missing. A first install is exact (`npm ci`); later ones only add what changed, so that a running app
 * keeps its files.
 */
export async function ensureDependencies() {
  if (dependenciesAreFresh()) return;
  if (!matchesLockfile(readJson(LOCKFILE), readJson(INSTALLED))) {
    const args = fs.existsSync(INSTALLED) ? ['install', '--no-save'] : ['ci'];
    await step('Installing the npm packages', () =>
      runNpm([...args, '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: ROOT }),
    );
  }
  writeJson(STAMP, { fingerprint: fingerprint() });
}
