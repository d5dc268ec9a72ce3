/** The log file: one line an event, redacted, at most 1 MB and one older file beside it. */
import path from 'node:path';
import log from 'electron-log/node';
import { describeThrown, redactText } from './redact';

export type Logger = {
  info(message: string): void;
  warn(message: string): void;
  fault(where: string, thrown: unknown): void;
};

export const logFolder = (profileDir: string) => path.join(profileDir, 'logs');

/** A logger that writes below the profile folder and never to the terminal: standard output belongs to the CLI's answers. */
export function createLogger(profileDir: string): Logger {
  const logger = log.create({ logId: profileDir });
  logger.transports.console.level = false;
  logger.transports.file.level = 'info';
  logger.transports.file.maxSize = 1_000_000;
  logger.transports.file.resolvePathFn = () => path.join(logFolder(profileDir), 'console.log');
  logger.transports.file.format = '{iso} {level} {text}';
  return {
    info: (message) => logger.info(redactText(message)),
    warn: (message) => logger.warn(redactText(message)),
    fault: (where, thrown) => logger.error(`${where}: ${describeThrown(thrown)}`),
  };
}
