// @ts-check
// Where tests run without touching what is the person's own: on Linux a private desktop with its own keychain,
// elsewhere the person's desktop, with keys under a name of their own.
import { withDesktopSession } from './desktop-session.mjs';
import { foreground } from './run.mjs';
import { withTestKeychain } from './test-keychain.mjs';

/**
 * Do `work` with the session's environment, and end the session whatever happens.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withPrivateSession = (work) =>
  process.platform === 'linux' ? withDesktopSession(work) : withTestKeychain(work);

/**
 * Run one command within a private session.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] `env`: variables besides the session's
 * @returns {Promise<number>} its exit status
 */
export const runInPrivateSession = (command, args, options = {}) =>
  withPrivateSession((env) => foreground(command, args, { ...options, env: { ...env, ...options.env } }));
