// @ts-check
// Ends exactly the processes of one private session: the helpers that were
// started for it, and whatever carries its token in its environment.
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 3000;

/**
 * Processes that inherited the session's token, this one excepted.
 * @param {string} token
 * @returns {number[]}
 */
function carriers(token) {
  const needle = `VOXANNE_SESSION=${token}`;
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      if (pid === process.pid) return false;
      try {
        return fs.readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(needle);
      } catch {
        return false; // Gone, or another user's.
      }
    });
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
  try {
    if (pid > 0) process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}

/**
 * End a session's processes: first what ran in it, then the helpers, politely and then by force.
 * @param {string} token
 * @param {number[]} helpers in the order in which they were started
 */
export async function endSessionProcesses(token, helpers) {
  const isHelper = new Set(helpers);
  await endAll(() => carriers(token).filter((pid) => !isHelper.has(pid)));
  // The keychain first, the display last.
  for (const pid of [...helpers].reverse()) send(pid, 'SIGTERM');
  await endAll(() => carriers(token));
}

/** @param {() => number[]} remaining */
async function endAll(remaining) {
  const deadline = Date.now() + GRACE_MS;
  let pids = remaining();
  for (const pid of pids) send(pid, 'SIGTERM');
  while (pids.length > 0) {
    await sleep(25);
    pids = remaining();
    if (Date.now() > deadline) for (const pid of pids) send(pid, 'SIGKILL');
    if (Date.now() > deadline + GRACE_MS) return;
  }
}
