// @ts-check
// What is packaged, and whether it may be. A release and a rehearsal are made the same way from the same files; they
// differ in the version, the folder and the rules below.

/** Older ones let a modified app load unchecked code past asar integrity (CVE-2025-55305). */
const OLDEST_ELECTRON_MAJOR = 38;

const OPTIONS = ['--release', '--sign', '--drivable', '--installers'];

/**
 * @typedef {object} Facts
 * @property {string} version of package.json
 * @property {{ version: string, fallback: boolean }} runtime
 * @property {number} commits how many the checkout has; 0 outside a checkout
 * @property {boolean} clean every file is committed
 * @property {string} changelog text of CHANGELOG.md
 * @property {boolean} certificate a certificate for signing is configured
 */

/**
 * @typedef {object} Plan
 * @property {string[]} refusals why nothing is made, each a sentence with what to do
 * @property {boolean} release
 * @property {boolean} sign with a certificate, and not at all without one
 * @property {boolean} installers all of this system's are made, and the tools for them fetched
 * @property {boolean} drivable inspection is left on, so that tests can drive the packaged app; never for people
 * @property {string} version
 * @property {string} output folder, relative to the project
 */

/**
 * @param {readonly string[]} args
 * @param {Facts} facts
 * @returns {Plan}
 */
export function planPackage(args, facts) {
  const unknown = args.filter((argument) => !OPTIONS.includes(argument));
  const release = args.includes('--release');
  const sign = args.includes('--sign');
  const drivable = args.includes('--drivable');
  const refusals = unknown.map((argument) => `${argument} is no option. Known are ${OPTIONS.join(', ')}.`);
  if (release) refusals.push(...releaseRefusals(facts, sign));
  if (release && drivable) refusals.push('A release is never drivable. Leave out --drivable.');
  if (sign && !release) refusals.push('Only a release is signed. Add --release.');
  return {
    refusals,
    release,
    sign,
    installers: release || args.includes('--installers'),
    drivable,
    version: release ? facts.version : `${facts.version}-rehearsal.${facts.commits}`,
    output: release ? 'release/final' : drivable ? 'release/drivable' : 'release/rehearsal',
  };
}

/**
 * @param {Facts} facts
 * @param {boolean} sign
 * @returns {string[]}
 */
function releaseRefusals({ version, runtime, clean, changelog, certificate }, sign) {
  const refusals = [];
  if (version.includes('-'))
    refusals.push(`Version ${version} carries a mark; a release has none. Set "version" in package.json.`);
  if (!clean) refusals.push('There are changes that are not committed. Commit or remove them.');
  if (!new RegExp(`^## \\[?${version.replaceAll('.', '\\.')}\\]?(?:\\s|$)`, 'm').test(changelog))
    refusals.push(`CHANGELOG.md has no heading for ${version}. Add “## ${version}”.`);
  if (runtime.fallback)
    refusals.push(
      `A release is never made of the fallback Electron ${runtime.version}. ` +
        `Make it where Electron's own download works (npm run setup -- --retry-electron).`,
    );
  else if (!(Number.parseInt(runtime.version, 10) >= OLDEST_ELECTRON_MAJOR))
    refusals.push(
      `A release needs Electron ${OLDEST_ELECTRON_MAJOR} or newer (CVE-2025-55305); this is ${runtime.version}.`,
    );
  if (sign && !certificate)
    refusals.push('--sign needs a certificate: set CSC_LINK and CSC_KEY_PASSWORD (docs/releasing.md).');
  return refusals;
}

/**
 * The arguments for electron-builder.
 * @param {Plan} plan
 * @param {{ electronDist: string, electronVersion: string, targets: readonly string[], sign: boolean }} options
 * @returns {string[]}
 */
export function builderArguments(plan, { electronDist, electronVersion, targets, sign }) {
  return [
    ...targets,
    '--publish',
    'never',
    `-c.electronVersion=${electronVersion}`,
    `-c.electronDist=${electronDist}`,
    `-c.directories.output=${plan.output}`,
    `-c.extraMetadata.version=${plan.version}`,
    // The program asks for the mark before it lets itself be inspected; the fuse alone would not do.
    ...(plan.drivable ? ['-c.electronFuses.enableNodeCliInspectArguments=true', '-c.extraMetadata.drivable=true'] : []),
    ...(sign ? ['-c.forceCodeSigning=true'] : []),
  ];
}
