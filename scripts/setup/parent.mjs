// @ts-check
// npm runs a script through a shell, and a SIGTERM for npm ends that shell
// without reaching the script. Seen from here, the parent has changed.

const PARENT = process.ppid;
const LOOK_MS = 300;

/**
 * Call back once when the npm that runs this script is gone. Does nothing when
 * no npm runs it: then outliving the parent is a choice (nohup, a service).
 * @param {() => void} callback
 * @returns {() => void} stop looking
 */
export function whenNpmIsGone(callback) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return () => {};
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(timer);
    callback();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
