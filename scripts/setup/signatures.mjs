// @ts-check
// Whether each installed package carries the registry's signature. The keys come from a service of their own, which a
// closed network may not reach: then nothing was checked, and that is said.
import { cleanNpmEnv } from './npm.mjs';
import { ROOT } from './paths.mjs';
import { capture, npmCommand } from './run.mjs';

const LIMIT_MS = 180_000;

/** @typedef {{ state: 'right' | 'wrong' | 'unchecked', lines: string[] }} Signatures */

/** @returns {Promise<Signatures>} */
export async function packageSignatures() {
  const { command, prefix, shell } = npmCommand();
  const args = [...prefix, 'audit', 'signatures', '--json', '--fetch-retries=0'];
  const { stdout, status } = await capture(command, args, {
    cwd: ROOT,
    env: cleanNpmEnv(process.env),
    shell,
    timeoutMs: LIMIT_MS,
  });
  return readSignatures(stdout, status);
}

/**
 * @param {string} stdout what `npm audit signatures --json` printed
 * @param {number} status
 * @returns {Signatures}
 */
export function readSignatures(stdout, status) {
  const answer = parse(stdout);
  if (answer?.invalid === undefined || answer.missing === undefined) {
    const reason = answer?.error?.summary ?? 'npm gave no answer';
    return { state: 'unchecked', lines: [`Signatures of packages were not checked: ${reason}`] };
  }
  const named = (/** @type {{ name: string, version: string }} */ { name, version }) => `${name} ${version}`;
  const lines = [
    ...answer.invalid.map((/** @type {any} */ each) => `${named(each)} has a signature that does not match`),
    ...answer.missing.map((/** @type {any} */ each) => `${named(each)} has no signature`),
  ];
  if (lines.length > 0) return { state: 'wrong', lines };
  return status === 0
    ? { state: 'right', lines: ['Every package carries the signature of its registry.'] }
    : { state: 'wrong', lines: [`npm audit signatures ended with ${status}`] };
}

/** @param {string} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
