// @ts-check
// May a package be made of this runtime, and with which settings?

/** Older ones let a modified app load unchecked code past asar integrity (CVE-2025-55305). */
const OLDEST_MAJOR = 38;

/**
 * @typedef {object} DistPlan
 * @property {string | undefined} refusal why nothing is built
 * @property {string[]} args for electron-builder
 */

/**
 * @param {readonly string[]} args of `npm run dist`
 * @param {{ version: string, fallback: boolean }} runtime
 * @param {string} electronDist the folder of that runtime
 * @returns {DistPlan}
 */
export function planDist(args, runtime, electronDist) {
  const testVariant = args.includes('--test-variant');
  const rest = args.filter((argument) => argument !== '--test-variant');
  const shared = [`-c.electronVersion=${runtime.version}`, '--publish', 'never'];
  if (testVariant) {
    // The runtime that is there already is used as it is. Playwright drives it over --inspect, which a release refuses.
    const variant = [
      '--dir',
      `-c.electronDist=${electronDist}`,
      '-c.directories.output=release/test-variant',
      '-c.electronFuses.enableNodeCliInspectArguments=true',
    ];
    return { refusal: undefined, args: [...variant, ...shared, ...rest] };
  }
  return { refusal: refusal(runtime), args: [...shared, ...rest] };
}

/** @param {{ version: string, fallback: boolean }} runtime */
function refusal(runtime) {
  if (runtime.fallback) {
    return `A release is never built on the fallback Electron ${runtime.version}. Build where Electron's own download works (npm run setup -- --retry-electron), or make a test variant: npm run dist -- --test-variant`;
  }
  const major = Number.parseInt(runtime.version, 10);
  if (!(major >= OLDEST_MAJOR))
    return `A release needs Electron ${OLDEST_MAJOR} or newer (CVE-2025-55305); this is ${runtime.version}.`;
  return undefined;
}
