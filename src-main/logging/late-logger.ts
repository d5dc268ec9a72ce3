/** A logger that loads its code at the first line, so that a start does not wait for it. Lines keep their order. */
import type { Logger } from './logger';

export function createLateLogger(profileDir: string): Logger {
  let made: Promise<Logger> | null = null;
  const write = (line: (logger: Logger) => void) => {
    made ??= import('./logger').then(({ createLogger }) => createLogger(profileDir));
    void made.then(line);
  };
  return {
    info: (message) => write((logger) => logger.info(message)),
    warn: (message) => write((logger) => logger.warn(message)),
    fault: (where, thrown) => write((logger) => logger.fault(where, thrown)),
  };
}
