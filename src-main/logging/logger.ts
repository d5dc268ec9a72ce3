/** The log file: one line an event, redacted, at most 1 MB and one older file beside it. */
import { renameSync } from 'node:fs';
import path from 'node:path';
import log from 'electron-log/node';
import { closeFolder, ensurePrivateFile } from '../private-files';
import { describeThrown, redactText } from './redact';

export type Logger = {
  info(message: string): void;
  warn(message: string): void;
  fault(where: string, thrown: unknown): void;
};

export const logFolder = (profileDir: string) => path.join(profileDir, 'logs');

/**
 * A logger that writes below the profile folder and never to the terminal: standard output belongs to the CLI's
 * answers.
 */
export function createLogger(profileDir: string): Logger {
  const logger = log.create({ logId: profileDir });
  const file = path.join(logFolder(profileDir), 'console.log');
  logger.transports.console.level = false;
  try {
    closeFolder(logFolder(profileDir));
    ensurePrivateFile(file);
  } catch {
    // Where nothing may be written, or the name is a link, there is no log: the console itself says what is wrong with
    // the folder.
    logger.transports.file.level = false;
    return asLogger(logger);
  }
  logger.transports.file.level = 'info';
  logger.transports.file.maxSize = 1_000_000;
  logger.transports.file.resolvePathFn = () => file;
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  logger.transports.file.archiveLogFn = ({ path: full }) => {
    try {
      renameSync(full, path.join(logFolder(profileDir), 'console.old.log'));
      ensurePrivateFile(full);
    } catch {
      // Goes on in the same file; the next line tries again.
    }
  };
  logger.transports.file.format = '{iso} {level} {text}';
  return asLogger(logger);
}

function asLogger(logger: ReturnType<typeof log.create>): Logger {
  return {
    info: (message) => logger.info(redactText(message)),
    warn: (message) => logger.warn(redactText(message)),
    fault: (where, thrown) => logger.error(`${where}: ${describeThrown(thrown)}`),
  };
}
