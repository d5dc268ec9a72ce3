// @ts-check
// npm test [-- check | unit | component | integration | e2e [more arguments]]
// Sets up what is missing, then runs the stages in order and names at the end all
// that failed. On Linux everything runs on a private desktop with its own
// keychain; elsewhere the tests' keys have a name of their own in the user's.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withDesktopSession } from './setup/desktop-session.mjs';
import { BROWSER_NEEDS, DEBIAN_NEEDS, PACKAGE_NEEDS } from './setup/package-names.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { duration, runMain, SetupError, say } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { withTestKeychain } from './setup/test-keychain.mjs';
import { closingLines, planStages, STAGE_NAMES, sum, tallyLine } from './setup/test-plan.mjs';
import { runStage } from './setup/test-stage.mjs';

/** @typedef {import('./setup/test-plan.mjs').Stage} Stage */
/** @typedef {import('./setup/test-plan.mjs').Tally} Tally */

/**
 * Runs every stage, whatever became of the one before: a run shows all failures at once.
 * @param {Stage[]} stages
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ failedStages: string[], tally: Tally }>}
 */
async function runStages(stages, node, env) {
  const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'voxanne-test-'));
  /** @type {Tally[]} */
  const tallies = [];
  /** @type {string[]} */
  const failedStages = [];
  try {
    for (const stage of stages) {
      const started = Date.now();
      say(`\n── ${stage.name} ──`);
      const { status, tally } = await runStage(stage, { node, env, reports });
      tallies.push(tally);
      const ok = status === 0 && tally.failed === 0;
      if (!ok) failedStages.push(stage.name);
      const counted = stage.kind === 'check' ? '' : ` (${tallyLine(tally)})`;
      say(`── ${stage.name}: ${ok ? 'passed' : 'FAILED'} in ${duration(Date.now() - started)}${counted}`);
      // Ended by a person: the stages that are left would only start.
      if (status > 128) break;
    }
    return { failedStages, tally: sum(tallies) };
  } finally {
    fs.rmSync(reports, { recursive: true, force: true });
  }
}

await runMain(async () => {
  const started = Date.now();
  const stages = planStages(process.argv.slice(2));
  if (stages.length === 0)
    throw new SetupError(`There is no stage called ${process.argv[2]}. Stages: ${STAGE_NAMES.join(', ')}.`);
  const { node, runtime } = await prepareWindow({ session: true });
  if (stages.some((stage) => stage.browser)) await ensureSystemPackages(BROWSER_NEEDS);
  if (process.platform === 'linux' && stages.some((stage) => stage.name === 'package'))
    await ensureSystemPackages([...PACKAGE_NEEDS, ...(process.getuid?.() === 0 ? DEBIAN_NEEDS : [])]);
  say(
    `Set-up took ${duration(Date.now() - started)}. Testing with Electron ${runtime.version}${runtime.fallback ? ' (fallback)' : ''}.`,
  );

  const run = (/** @type {NodeJS.ProcessEnv} */ env) => runStages(stages, node, { ...env, ...runtime.env });
  const { failedStages, tally } = await (process.platform === 'linux'
    ? withDesktopSession(run)
    : withTestKeychain(run));

  const onlyCheck = stages.every((stage) => stage.kind === 'check');
  const nothingRan = !onlyCheck && tally.passed + tally.failed === 0;
  say('');
  for (const line of closingLines(tally)) say(line);
  if (failedStages.length > 0) say(`Failed: ${failedStages.join('; ')}.`);
  if (nothingRan) say('No test ran, which counts as a failure.');
  say(`Total time: ${duration(Date.now() - started)}`);
  process.stdout.write(`${tallyLine(tally)}\n`);
  return failedStages.length > 0 || nothingRan ? 1 : 0;
});
