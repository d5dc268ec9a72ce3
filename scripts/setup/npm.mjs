// @ts-check
// Calling npm: quietly, with a retry after temporary network failures.
import { setTimeout as sleep } from 'node:timers/promises';
import { capture, npmCommand } from './run.mjs';
import { SetupError, say } from './say.mjs';

const ATTEMPTS = 3;
// Not ENOTFOUND or EAI_AGAIN: without a network, npm itself has already waited a minute.
const TRANSIENT =
  /\b(ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|ERR_SOCKET_TIMEOUT|ENOTEMPTY|E5\d\d|E429|EINTEGRITY)\b|socket hang up/i;

/**
 * Is this a temporary failure?
 * @param {string} text what npm printed
 * @returns {boolean}
 */
export const isTransient = (text) => TRANSIENT.test(text);

/**
 * The line of npm's output that says what went wrong.
 * @param {string} text
 * @returns {string}
 */
export function npmReason(text) {
  const lines = text.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  const telling = lines.filter(
    (line) => line && !/^npm warn/i.test(line) && !/^(code|syscall|errno|path|A complete log)\b/.test(line),
  );
  return telling[0] ?? lines.find(Boolean) ?? 'npm gave no reason';
}

/**
 * Run npm and wait for it. Its own scripts and progress stay off; a failure is a SetupError.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 */
export async function runNpm(args, options) {
  const { command, prefix, shell } = npmCommand();
  const env = cleanNpmEnv({ ...process.env, ...options.env });
  for (let attempt = 1; ; attempt += 1) {
    const result = await capture(command, [...prefix, ...args], { cwd: options.cwd, env, shell });
    if (result.status === 0) return;
    if (result.error?.code === 'ENOENT')
      throw new SetupError('npm was not found. Install Node.js with npm, then run the same command again.');
    const text = result.stderr + result.stdout;
    if (/ENOSPC/.test(text)) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    if (attempt >= ATTEMPTS || !isTransient(text)) throw new SetupError(`npm ${args[0]} failed: ${npmReason(text)}`);
    say(`npm ${args[0]} met a network error (${npmReason(text)}); trying again …`);
    await sleep(2000 * attempt);
  }
}

/**
 * The environment for an npm inside an npm script. The outer call's own options
 * (`-s`, a prefix, its lifecycle) must not leak into it; the user's
 * configuration (registry, proxy, cache, certificates) must stay.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanNpmEnv(env) {
  const clean = { ...env };
  for (const name of Object.keys(clean)) {
    if (/^npm_(package|lifecycle|command)/.test(name)) delete clean[name];
  }
  for (const name of [
    'npm_config_local_prefix',
    'npm_config_prefix',
    'npm_config_loglevel',
    'npm_config_global',
    'npm_config_json',
  ])
    delete clean[name];
  return clean;
}
