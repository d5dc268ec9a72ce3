/** Files of the program that are read or started by path. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** `Platform.copyWorker` of the built program: every part of the main process is built into one folder. */
export const copyWorker = path.join(__dirname, 'copy-worker.cjs');

/** The folder beside the packed code, with what a package is built with; null in a checkout. */
export const packageResources: string | null =
  path.basename(path.resolve(__dirname, '../..')) === 'app.asar' ? path.resolve(__dirname, '../../..') : null;

let version: string | undefined;

/**
 * The program's version, from its package.json: the window and the command line, a checkout, a rehearsal and a release
 * all read the same line. A rehearsal's is `1.2.0-rehearsal.7`.
 */
export function programVersion(): string {
  if (version !== undefined) return version;
  for (const up of ['../..', '..']) {
    try {
      const file = path.join(__dirname, up, 'package.json');
      const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (typeof found === 'object' && found !== null && 'version' in found) {
        version = String(found.version);
        return version;
      }
    } catch {
      // The sources lie one folder below the project, the built program two.
    }
  }
  return 'unknown';
}
