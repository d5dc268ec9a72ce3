/** A logger that loads its code at the first line, so that a start does not wait for it. Lines keep their order. */
import type { Logger } from './logger';

export function createLateLogger(profileDir: string, load = () => import('./logger')): Logger {
  let made: Promise<Logger> | null = null;
  const write = (line: (logger: Logger) => void) => {
    made ??= load().then(({ createLogger }) => createLogger(profileDir));
    // What can't be logged is no fault of its own: the log of faults would never end.
    made.then(line).catch(() => undefined);
  };
  return {
    info: (message) => write((logger) => logger.info(message)),
    warn: (message) => write((logger) => logger.warn(message)),
    fault: (where, thrown) => write((logger) => logger.fault(where, thrown)),
  };
}
