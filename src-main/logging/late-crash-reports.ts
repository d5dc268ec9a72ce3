/** Crash reports. Their code is loaded with the first one, so that the start does not wait for it. */
import type { CrashReports } from './crash-reports';

export function createLateCrashReports(
  profileDir: string,
  version: string,
  load = () => import('./crash-reports'),
): CrashReports {
  let made: Promise<CrashReports> | null = null;
  return {
    record(where, what) {
      made ??= load().then(({ createCrashReports }) => createCrashReports(profileDir, version));
      // A fault while a fault is recorded would be recorded too, and so on for ever.
      made.then((reports) => reports.record(where, what)).catch(() => undefined);
    },
  };
}
