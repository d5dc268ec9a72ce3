// @ts-check
// Which stages `npm test` runs, with which arguments, and how their results add up.

/** @typedef {{ name: string, kind: 'check' | 'vitest' | 'playwright', args: string[], browser: boolean }} Stage */
/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Readonly<Record<string, string>>} */
const VITEST_FOLDERS = { unit: 'test/unit', component: 'test/component', integration: 'test/integration' };

export const STAGE_NAMES = ['check', ...Object.keys(VITEST_FOLDERS), 'e2e'];

/**
 * `npm test` runs everything; `npm test -- STAGE [more]` runs one stage and hands `more` to its runner.
 * @param {readonly string[]} args
 * @returns {Stage[]}
 */
export function planStages(args) {
  const [name, ...more] = args;
  if (name === undefined) {
    return [
      { name: 'check', kind: 'check', args: [], browser: false },
      { name: 'unit, component and integration', kind: 'vitest', args: Object.values(VITEST_FOLDERS), browser: true },
      { name: 'e2e', kind: 'playwright', args: [], browser: true },
    ];
  }
  if (name === 'check') return [{ name, kind: 'check', args: more, browser: false }];
  if (name === 'e2e') return [{ name, kind: 'playwright', args: more, browser: true }];
  const folder = VITEST_FOLDERS[name];
  if (folder === undefined) return [];
  // Files given by name, which come first, replace the stage's folder: vitest would run either.
  const namesFile = more[0] !== undefined && !more[0].startsWith('-');
  return [
    { name, kind: 'vitest', args: namesFile ? more : [folder, ...more], browser: folder === VITEST_FOLDERS.component },
  ];
}

/**
 * Count the results in vitest's JSON report. A file that could not even be loaded counts as one failure.
 * @param {any} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const unloadable = (report?.testResults ?? []).filter(
    (/** @type {any} */ file) => file.status === 'failed' && (file.assertionResults ?? []).length === 0,
  ).length;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + unloadable,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

/**
 * Count the results in Playwright's JSON report. A test that passed only on a retry passed.
 * @param {any} report
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  const stats = report?.stats ?? {};
  const outside = (stats.unexpected ?? 0) === 0 ? (report?.errors ?? []).length : 0;
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: (stats.unexpected ?? 0) + outside,
    skipped: stats.skipped ?? 0,
  };
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return total;
}

/**
 * The last line of `npm test`.
 * @param {Tally} tally
 * @returns {string}
 */
export function tallyLine(tally) {
  const line = `${tally.passed} passed, ${tally.failed} failed`;
  return tally.skipped > 0 ? `${line}, ${tally.skipped} skipped` : line;
}
