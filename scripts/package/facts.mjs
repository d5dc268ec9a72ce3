// @ts-check
// What the plan of a package depends on, read from the checkout.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, readJson } from '../setup/paths.mjs';
import { capture } from '../setup/run.mjs';

/**
 * @param {{ version: string, fallback: boolean }} runtime
 * @returns {Promise<import('./plan.mjs').Facts & { date: Date }>} `date`: of the newest commit, so that packaging
 *   twice gives the same bytes
 */
export async function readFacts(runtime) {
  const git = (/** @type {string[]} */ ...args) => capture('git', args, { cwd: ROOT });
  const [count, status, time] = await Promise.all([
    git('rev-list', '--count', 'HEAD'),
    git('status', '--porcelain'),
    git('log', '-1', '--format=%ct'),
  ]);
  const inCheckout = count.status === 0;
  return {
    version: String(readJson(path.join(ROOT, 'package.json'))?.version),
    runtime,
    commits: inCheckout ? Number(count.stdout.trim()) : 0,
    clean: inCheckout && status.stdout.trim() === '',
    changelog: fs.readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8'),
    certificate: Boolean(process.env.CSC_LINK || process.env.CSC_NAME || process.env.WIN_CSC_LINK),
    date: new Date((inCheckout ? Number(time.stdout.trim()) : 0) * 1000),
  };
}
