// @ts-check
// Runs stages of tests one after the other in the session that they need, and says at the end what became of them.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withPrivateSession } from './private-session.mjs';
import { duration, say } from './say.mjs';
import { closingLines, hasPassed, sum, tallyLine } from './test-plan.mjs';
import { runStage } from './test-stage.mjs';

/** @typedef {import('./test-plan.mjs').Stage} Stage */
/** @typedef {import('./test-plan.mjs').Tally} Tally */

/**
 * The person's own desktop and keychain stay out of it.
 * @param {Stage[]} stages
 * @param {{ node: string, env: NodeJS.ProcessEnv, started: number }} options `env`: variables besides the session's;
 * `started`: when the whole run began
 * @returns {Promise<number>} the exit status
 */
export async function runTests(stages, { node, env, started }) {
  const run = (/** @type {NodeJS.ProcessEnv} */ session) => runStages(stages, node, { ...session, ...env });
  const { failedStages, tally } = await withPrivateSession(run);

  const onlyCheck = stages.every((stage) => stage.kind === 'check');
  const nothingRan = !onlyCheck && tally.passed + tally.failed === 0;
  say('');
  for (const line of closingLines(tally)) say(line);
  if (failedStages.length > 0) say(`Failed: ${failedStages.join('; ')}.`);
  if (nothingRan) say('No test ran, which counts as a failure.');
  say(`Total time: ${duration(Date.now() - started)}`);
  process.stdout.write(`${tallyLine(tally)}\n`);
  return failedStages.length > 0 || nothingRan ? 1 : 0;
}

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
      const ok = hasPassed(stage, { status, tally });
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
