// @ts-check
// Runs one stage of `npm test` with its own runner, for people on the terminal
// and as JSON into a file, from which the results are counted.
import path from 'node:path';
import { lockfileProblems } from './lockfile-check.mjs';
import { inModules, ROOT, readJson } from './paths.mjs';
import { foreground, withFirstOnPath } from './run.mjs';
import { say } from './say.mjs';
import { packageSignatures } from './signatures.mjs';
import { tallyPlaywright, tallyVitest } from './test-plan.mjs';

/** @typedef {import('./test-plan.mjs').Stage} Stage */
/** @typedef {import('./test-plan.mjs').Tally} Tally */

/**
 * What Node runs. secretlint marks the time of each rule in each file and, even where nobody asked for a profile, looks
 * for every mark among all before it: without marks two seconds of processor time instead of eighty.
 */
export const SECRETS_IN_FILES = [
  '--import=data:text/javascript,performance.mark=()=>undefined',
  inModules('secretlint', 'bin', 'secretlint.js'),
  '--secretlintignore',
  '.gitignore',
  '**/*',
];

/**
 * @param {Stage} stage
 * @param {{ node: string, env: NodeJS.ProcessEnv, reports: string }} context
 * @returns {Promise<{ status: number, tally: Tally }>}
 */
export async function runStage(stage, { node, env, reports }) {
  const report = path.join(reports, `${stage.name.replaceAll(/\W+/g, '-')}.json`);
  // The tools find each other, and the right Node, first on PATH.
  const run = (/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ extra = {}) =>
    foreground(node, args, { cwd: ROOT, env: { ...withFirstOnPath(env, inModules('.bin')), ...extra } });
  switch (stage.kind) {
    case 'check':
      return check(run, stage.args.includes('--signatures') || Boolean(env.CI));
    case 'vitest': {
      const status = await run([
        inModules('vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...stage.args,
      ]);
      return { status, tally: tallyVitest(readJson(report), ROOT) };
    }
    case 'playwright': {
      const status = await run(
        [inModules('@playwright', 'test', 'cli.js'), 'test', ...stage.args],
        // Asks both configurations for a report of that kind.
        { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      );
      return { status, tally: tallyPlaywright(readJson(report)) };
    }
  }
}

/**
 * Every check runs, so that one run shows all that is wrong.
 * @param {(args: string[]) => Promise<number>} run
 * @param {boolean} signatures
 * @returns {Promise<{ status: number, tally: Tally }>}
 */
async function check(run, signatures) {
  /** @type {string[]} */
  const failures = [];
  const expectPassed = (/** @type {string} */ what, /** @type {number} */ status) => {
    if (status !== 0) failures.push(what);
  };
  expectPassed('types', await run([inModules('typescript', 'bin', 'tsc'), '--build', '--noEmit']));
  expectPassed('style', await run([inModules('@biomejs', 'biome', 'bin', 'biome'), 'check', '.']));
  const problems = lockfileProblems(
    readJson(path.join(ROOT, 'package.json')),
    readJson(path.join(ROOT, 'package-lock.json')),
  );
  expectPassed('unused code and packages', await run([inModules('knip', 'bin', 'knip.js')]));
  for (const problem of problems) say(problem);
  expectPassed('lockfile', problems.length);
  expectPassed('secrets in files', await run(SECRETS_IN_FILES));
  if (signatures) {
    const { state, lines } = await packageSignatures();
    for (const line of lines) say(line);
    expectPassed('signatures of packages', state === 'wrong' ? 1 : 0);
  }
  return {
    status: failures.length,
    tally: {
      passed: 0,
      failed: 0,
      skipped: 0,
      failures: failures.map((what) => `check: ${what}`),
      flaky: [],
    },
  };
}
