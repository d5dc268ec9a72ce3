// @ts-check
// Everything that set-up says goes to stderr, so that stdout belongs to the
// command that was asked for (`npm run -s cli -- … --json`).

/** A problem that set-up cannot solve by itself: shown as one plain line, never as a stack trace. */
export class SetupError extends Error {}

/**
 * Print one line of progress on stderr.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Format a duration for people: "0.8 s", "12 s", "2 min 5 s".
 * @param {number} milliseconds
 * @returns {string}
 */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Say what is being done, do it, and say how long it took.
 * @template T
 * @param {string} what such as "Installing the npm packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const started = Date.now();
  say(`${what} …`);
  const result = await work();
  say(`${what}: done in ${duration(Date.now() - started)}`);
  return result;
}

/**
 * Turn anything thrown into one line that a person can act on.
 * @param {unknown} error
 * @returns {string}
 */
export function oneLine(error) {
  if (!(error instanceof Error)) return String(error);
  const code = /** @type {NodeJS.ErrnoException} */ (error).code;
  const path = /** @type {NodeJS.ErrnoException} */ (error).path;
  const where = path ? ` (${path})` : '';
  if (code === 'ENOSPC') return `The disk is full${where}. Free some space, then run the same command again.`;
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return (
      `Not allowed to write${where}. Check the owner and the permissions of that folder, ` +
      'then run the same command ' +
      'again.'
    );
  }
  return error.message.split('\n')[0] ?? 'unknown error';
}

/**
 * Run a script's main function: its number becomes the exit status, and a
 * failure is one line. `VOXANNE_DEBUG=1` adds the stack for developers.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(oneLine(error));
    if (process.env.VOXANNE_DEBUG) console.error(error);
    process.exitCode = 1;
  }
}
