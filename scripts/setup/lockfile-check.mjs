// @ts-check
// What package-lock.json and package.json must say for an install to be the same everywhere: every package from the
// registry in use, by version and hash, and nothing from a place of its own. Which registry that is stays the
// installer's matter, so no address is recorded.

/**
 * @typedef {{ version?: string, resolved?: string, integrity?: string, link?: boolean, inBundle?: boolean,
 * hasInstallScript?: boolean }} Locked
 */
/**
 * @typedef {{ lockfileVersion?: number, packages?: Record<string, Locked & { dependencies?: Record<string, string>,
 * devDependencies?: Record<string, string> }> }} Lockfile
 */
/**
 * @typedef {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string>, optionalDependencies?:
 * Record<string, string> }} Manifest
 */

/** A version, a range of versions, or another name's: never an address, a folder or a repository. */
const fromRegistry = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?[~^<>=]*\s*\d[\w.+-]*$/;

/** @param {Manifest} manifest */
const wanted = (manifest) => ({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
});

/**
 * Everything that is wrong, in words; empty when nothing is.
 * @param {Manifest} manifest
 * @param {Lockfile} lockfile
 * @returns {string[]}
 */
export function lockfileProblems(manifest, lockfile) {
  const problems = [];
  const packages = lockfile.packages ?? {};
  if (lockfile.lockfileVersion !== 3) problems.push(`package-lock.json has version ${lockfile.lockfileVersion}, not 3`);
  if (Object.keys(packages).length < 2) problems.push('package-lock.json names no packages');

  for (const [name, range] of Object.entries(wanted(manifest))) {
    if (!fromRegistry.test(range)) problems.push(`package.json: ${name} comes from ${range}, not from the registry`);
    if (packages['']?.dependencies?.[name] !== range && packages['']?.devDependencies?.[name] !== range) {
      problems.push(`package-lock.json does not know ${name} ${range}: run npm install`);
    }
  }
  for (const [place, locked] of Object.entries(packages)) {
    if (place === '' || locked.inBundle) continue;
    if (!place.startsWith('node_modules/')) problems.push(`${place} lies outside of node_modules`);
    if (locked.link) problems.push(`${place} is a link to a folder`);
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(locked.integrity ?? '')) problems.push(`${place} has no SHA-512 hash`);
    if (!/^\d+\.\d+\.\d+/.test(locked.version ?? ''))
      problems.push(`${place} has no plain version but ${locked.version}`);
    if (locked.resolved !== undefined) problems.push(`${place} names where it came from: ${locked.resolved}`);
  }
  return problems;
}
