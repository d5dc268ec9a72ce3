// @ts-check
// Runs one stage of `npm test` with its own runner, for people on the terminal
// and as JSON into a file, from which the results are counted.
import path from 'node:path';
import { lockfileProblems } from './lockfile-check.mjs';
import { inModules, ROOT, readJson } from './paths.mjs';
import { foreground } from './run.mjs';
import { say } from './say.mjs';
import { tallyPlaywright, tallyVitest } from './test-plan.mjs';

/** @typedef {import('./test-plan.mjs').Stage} Stage */
/** @typedef {import('./test-plan.mjs').Tally} Tally */

/**
 * @param {Stage} stage
 * @param {{ node: string, env: NodeJS.ProcessEnv, reports: string }} context
 * @returns {Promise<{ status: number, tally?: Tally }>}
 */
export async function runStage(stage, { node, env, reports }) {
  const report = path.join(reports, `${stage.kind}.json`);
  const run = (/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ extra = {}) =>
    foreground(node, args, { cwd: ROOT, env: { ...withTools(env), ...extra } });
  switch (stage.kind) {
    case 'check': {
      const types = await run([inModules('typescript', 'bin', 'tsc'), '--build', '--noEmit']);
      if (types !== 0) return { status: types };
      const style = await run([inModules('@biomejs', 'biome', 'bin', 'biome'), 'check', '.']);
      if (style !== 0) return { status: style };
      const problems = lockfileProblems(
        readJson(path.join(ROOT, 'package.json')),
        readJson(path.join(ROOT, 'package-lock.json')),
      );
      for (const problem of problems) say(problem);
      if (problems.length > 0) return { status: 1 };
      return {
        status: await run([
          inModules('secretlint', 'bin', 'secretlint.js'),
          '--secretlintignore',
          '.gitignore',
          '**/*',
        ]),
      };
    }
    case 'vitest': {
      const status = await run([
        inModules('vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...stage.args,
      ]);
      return { status, tally: tallyVitest(readJson(report)) };
    }
    case 'playwright': {
      const status = await run(
        [inModules('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', ...stage.args],
        {
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        },
      );
      return { status, tally: tallyPlaywright(readJson(report)) };
    }
  }
}

/**
 * The tools find each other, and the right Node, first on PATH.
 * @param {NodeJS.ProcessEnv} env
 */
function withTools(env) {
  return { ...env, PATH: [inModules('.bin'), env.PATH].filter(Boolean).join(path.delimiter) };
}
