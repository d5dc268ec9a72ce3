/** The newest lines of the log, for support. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { logFolder } from '../logging/logger';

const mostLines = 1_000;

/** Oldest first, from the older file and the current one. */
export function newestLogLines(profileDir: string): string[] {
  const lines = ['console.old.log', 'console.log'].flatMap((name) => {
    const file = path.join(logFolder(profileDir), name);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  });
  return lines.filter((line) => line !== '').slice(-mostLines);
}
