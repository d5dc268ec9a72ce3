// @ts-check
// Which stages `npm test` runs, with which arguments, and how their results add up.
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ name: string, kind: 'check' | 'vitest' | 'playwright', args: string[], browser: boolean }} Stage */
/**
 * `failures` and `flaky` hold names: what failed, each with its reason below it, and what passed only when it was tried
 * again.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[], flaky: string[] }} Tally
 */

/** @type {Readonly<Record<string, string>>} */
const VITEST_FOLDERS = {
  unit: 'test/unit',
  component: 'test/component',
  integration: 'test/integration',
  package: 'test/package',
};
/** Run together. */
const TOGETHER = ['unit', 'component', 'integration'];

const LOOK = ['--config', 'playwright.look.config.ts'];

export const STAGE_NAMES = ['check', ...Object.keys(VITEST_FOLDERS), 'e2e', 'look'];

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
      {
        name: 'unit, component and integration',
        kind: 'vitest',
        args: TOGETHER.map((folder) => `test/${folder}`),
        browser: true,
      },
      { name: 'e2e', kind: 'playwright', args: [], browser: true },
      // What is judged of the page needs no picture, and no font of this computer.
      { name: 'promises of the look', kind: 'playwright', args: [...LOOK, 'promises'], browser: true },
      { name: 'package', kind: 'vitest', args: ['test/package'], browser: false },
    ];
  }
  if (name === 'check') return [{ name, kind: 'check', args: more, browser: false }];
  if (name === 'e2e') return [{ name, kind: 'playwright', args: more, browser: true }];
  // By name only: another computer's fonts may draw a picture in another way.
  if (name === 'look') return [{ name, kind: 'playwright', args: [...LOOK, ...more], browser: true }];
  const folder = VITEST_FOLDERS[name];
  if (folder === undefined) return [];
  // Files given by name, which come first, replace the stage's folder: vitest would run either.
  const namesFile = more[0] !== undefined && !more[0].startsWith('-');
  return [
    { name, kind: 'vitest', args: namesFile ? more : [folder, ...more], browser: folder === VITEST_FOLDERS.component },
  ];
}

const reasonLines = 12;

/**
 * A failure by its name, and the first lines of its reason below it: of a run on another computer the end of the output
 * may be all that is kept.
 * @param {string} name
 * @param {string | undefined} reason
 * @returns {string}
 */
function failure(name, reason = '') {
  // What vitest says in the place of a test that took too long.
  const lines = stripVTControlCharacters(reason.replace('Error: STACK_TRACE_ERROR', 'It took too long.'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, reasonLines);
  return [name, ...lines.map((line) => `       ${line.slice(0, 200)}`)].join('\n');
}

/**
 * Count the results in vitest's JSON report. A file that could not even be loaded counts as one failure.
 * @param {any} report
 * @param {string} root paths are named from here
 * @returns {Tally}
 */
export function tallyVitest(report, root) {
  /** @type {Tally} */
  const tally = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    failures: [],
    flaky: [],
  };
  for (const { name, status, message, assertionResults = [] } of report?.testResults ?? []) {
    const file = path.relative(root, name ?? '');
    if (status === 'failed' && assertionResults.length === 0) {
      tally.failed += 1;
      tally.failures.push(failure(`${file}: could not be loaded`, message));
    }
    for (const test of assertionResults) {
      if (test.status === 'failed')
        tally.failures.push(failure(`${file} › ${test.fullName}`, test.failureMessages?.[0]));
      // The errors of earlier tries stay with a test that passed in the end.
      if (test.status === 'passed' && (test.failureMessages ?? []).length > 0)
        tally.flaky.push(`${file} › ${test.fullName}`);
    }
  }
  return tally;
}

/**
 * Count the results in Playwright's JSON report. A test that passed only on a retry passed, and is named as flaky.
 * @param {any} report
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  const stats = report?.stats ?? {};
  const outside = (stats.unexpected ?? 0) === 0 ? (report?.errors ?? []).length : 0;
  /** @type {Tally} */
  const tally = {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: (stats.unexpected ?? 0) + outside,
    skipped: stats.skipped ?? 0,
    failures: outside > 0 ? [failure('an error outside of any test', report?.errors?.[0]?.message)] : [],
    flaky: [],
  };
  const why = (/** @type {any} */ { results = [] }) => {
    const { message = '', location } = results.find((/** @type {any} */ each) => each.error !== undefined)?.error ?? {};
    return location === undefined ? message : `line ${location.line}: ${message}`;
  };
  const read = (/** @type {any} */ suite) => {
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests ?? []) {
        if (test.status === 'unexpected')
          tally.failures.push(failure(`${spec.file}:${spec.line} › ${spec.title}`, why(test)));
        if (test.status === 'flaky') tally.flaky.push(`${spec.file}:${spec.line} › ${spec.title}`);
      }
    for (const inner of suite.suites ?? []) read(inner);
  };
  for (const suite of report?.suites ?? []) read(suite);
  return tally;
}

/**
 * Whether a stage passed. One without a single test did not, whatever its runner said: it was ended, or its report is
 * not there.
 * @param {Pick<Stage, 'kind'>} stage
 * @param {{ status: number, tally: Tally }} end
 * @returns {boolean}
 */
export function hasPassed({ kind }, { status, tally }) {
  const counted = tally.passed + tally.failed + tally.skipped;
  return status === 0 && tally.failed === 0 && (kind === 'check' || counted > 0);
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  /** @type {Tally} */
  const total = { passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    total.failures.push(...tally.failures);
    total.flaky.push(...tally.flaky);
  }
  return total;
}

/**
 * What a person reads at the end, however long the run was: each failure and each flaky test by its name.
 * @param {Tally} tally
 * @returns {string[]}
 */
export const closingLines = ({ failures, flaky }) => [
  ...failures.map((name) => `FAILED ${name}`),
  ...flaky.map((name) => `FLAKY  ${name} (passed only when it was tried again)`),
];

/**
 * The last line of `npm test`.
 * @param {Pick<Tally, 'passed' | 'failed' | 'skipped'>} tally
 * @returns {string}
 */
export function tallyLine(tally) {
  const line = `${tally.passed} passed, ${tally.failed} failed`;
  return tally.skipped > 0 ? `${line}, ${tally.skipped} skipped` : line;
}
