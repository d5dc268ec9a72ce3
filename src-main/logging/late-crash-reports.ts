/** Crash reports whose code is read at the first one: nobody waits for it at a start. */
import type { CrashReports } from './crash-reports';

export function createLateCrashReports(profileDir: string, version: string): CrashReports {
  let made: Promise<CrashReports> | null = null;
  return {
    record(where, what) {
      made ??= import('./crash-reports').then(({ createCrashReports }) => createCrashReports(profileDir, version));
      void made.then((reports) => reports.record(where, what));
    },
  };
}
