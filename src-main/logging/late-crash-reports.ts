/** Crash reports. Their code is loaded with the first one, so that the start does not wait for it. */
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
