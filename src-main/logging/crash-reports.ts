/**
 * Crash reports: one small JSON file for each fault that nobody handled, in the profile's folder `crashes`. Redacted,
 * never sent; the support bundle carries them. Written at once, because the process may be about to end.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { closeFolder, writePrivateFile } from '../private-files';
import { describeThrown } from './redact';
import { redactForSupport } from './redact-for-support';

/** Where it happened: `main` and `page` are code of the console, the others are processes that ended. */
type CrashWhere = 'main' | 'page' | 'page-process' | 'helper-process' | 'command-line';

export type CrashReports = {
  /** @param what a thrown value, or words of our own */
  record(where: CrashWhere, what: unknown): void;
};

/** The oldest go. */
export const mostCrashReports = 20;
/** A fault that repeats at each frame must not wear out a disk. */
const mostInOneRun = 50;

export const crashFolder = (profileDir: string) => path.join(profileDir, 'crashes');

/** Names begin with the time and the place within the run, so that they sort as it happened. */
const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^crash-[\dTZ-]+-[0-9a-f]{6}\.json$/.test(name))
        .sort()
    : [];

export function createCrashReports(
  profileDir: string,
  version: string,
  now: () => Date = () => new Date(),
): CrashReports {
  const folder = crashFolder(profileDir);
  let written = 0;
  return {
    record(where, what) {
      if (written >= mostInOneRun) return;
      written += 1;
      try {
        closeFolder(folder);
        const at = now().toISOString();
        const place = String(written).padStart(2, '0');
        const report = {
          version: 1,
          at,
          where,
          what: redactForSupport(typeof what === 'string' ? what : describeThrown(what)),
          console: version,
          electron: process.versions.electron ?? null,
          node: process.versions.node,
          system: `${process.platform} ${process.arch}`,
          runningForSeconds: Math.round(process.uptime()),
        };
        const name = `crash-${at.replace(/[:.]/g, '-')}-${place}-${randomBytes(3).toString('hex')}.json`;
        writePrivateFile(path.join(folder, name), `${JSON.stringify(report, null, 2)}\n`);
        for (const old of namesIn(folder).slice(0, -mostCrashReports)) rmSync(path.join(folder, old), { force: true });
      } catch {
        // Where nothing can be written there is no report. The fault itself goes its way.
      }
    },
  };
}

/** The texts of all reports, oldest first. */
export function readCrashReports(profileDir: string): string[] {
  const folder = crashFolder(profileDir);
  return namesIn(folder).flatMap((name) => {
    try {
      return [readFileSync(path.join(folder, name), 'utf8').trim()];
    } catch {
      return [];
    }
  });
}
