/** Files of the program that are read or started by path. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** `Platform.storageWorker` of the built program: every part of the main process is built into one folder. */
export const storageWorker = path.join(__dirname, 'storage-worker.cjs');

/** For `support/licences.ts`. `resourcesPath` is Electron's. */
export const licenceFiles = {
  packaged: path.join(process.resourcesPath ?? __dirname, 'licences.txt'),
  built: [path.join(__dirname, 'licences.json'), path.join(__dirname, '../renderer/licences.json')],
  own: path.join(__dirname, '../../LICENSE'),
};

type Package = { version: string; drivable: boolean };
let read: Package | undefined;

/** The folder beside the packed code, with what a package is built with; null in a checkout. */
export const packageResources: string | null =
  path.basename(path.resolve(__dirname, '../..')) === 'app.asar' ? path.resolve(__dirname, '../../..') : null;

/**
 * The program's package.json: the window and the command line, a checkout, a rehearsal and a release all read the same
 * one.
 */
function ownPackage(): Package {
  if (read !== undefined) return read;
  for (const up of ['../..', '..']) {
    try {
      const file = path.join(__dirname, up, 'package.json');
      const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (typeof found === 'object' && found !== null && 'version' in found) {
        read = { version: String(found.version), drivable: 'drivable' in found && String(found.drivable) === 'true' };
        return read;
      }
    } catch {
      // The sources lie one folder below the project, the built program two.
    }
  }
  return { version: 'unknown', drivable: false };
}

/** A rehearsal's is `1.2.0-rehearsal.7`. */
export const programVersion = (): string => ownPackage().version;

/** True for a package that was made for tests: a debugger may be attached to it. Never for a release. */
export const isDrivable = (): boolean => ownPackage().drivable;
