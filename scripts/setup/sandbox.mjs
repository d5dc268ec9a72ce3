// @ts-check
// Chromium's sandbox needs either unprivileged user namespaces, which some
// systems restrict (Ubuntu since 23.10), or a helper that belongs to root. The
// sandbox is never turned off for want of them.
import fs from 'node:fs';
import path from 'node:path';
import { asAdministrator } from './administrator.mjs';
import { findProgram } from './programs.mjs';
import { capture } from './run.mjs';
import { SetupError } from './say.mjs';

const SETUID_ROOT = 0o4755;

/**
 * Make sure that an ordinary user can start this Electron with its sandbox on.
 * @param {string} executable
 */
export async function ensureSandbox(executable) {
  // As root it cannot be on at all (see launchArguments); elsewhere it needs no help.
  if (process.platform !== 'linux' || process.getuid?.() === 0) return;
  const helper = path.join(path.dirname(executable), 'chrome-sandbox');
  if (isSetuidRoot(helper) || (await namespacesWork())) return;
  const { command, byHand } = setuidCommand(helper);
  const why = "once, for Chromium's sandbox (this system restricts user namespaces)";
  const status = await asAdministrator(command, why, byHand);
  if (status !== 0 || !isSetuidRoot(helper))
    throw new SetupError(`Chromium's sandbox could not be set up. Run: sudo ${byHand}`);
}

/**
 * Gives the helper to root. Its path is an argument and no part of the script: it may hold whatever a folder's name
 * may.
 * @param {string} helper
 * @returns {{ command: string[], byHand: string }} the command, and the same as a person would type it
 */
export function setuidCommand(helper) {
  const script = 'chown root:root "$1" && chmod 4755 "$1"';
  return {
    command: ['sh', '-c', script, 'sh', helper],
    byHand: `sh -c '${script}' sh '${helper.replaceAll("'", `'\\''`)}'`,
  };
}

/** @param {string} helper */
function isSetuidRoot(helper) {
  const stat = fs.statSync(helper, { throwIfNoEntry: false });
  return stat?.uid === 0 && (stat.mode & 0o7777) === SETUID_ROOT;
}

async function namespacesWork() {
  const unshare = findProgram('unshare');
  // Without the program nothing is known; Chromium itself will tell.
  return unshare === undefined || (await capture(unshare, ['--user', '--map-root-user', 'true'])).status === 0;
}
