/** Makes a backup a day, in the background. An unfinished one is removed when the console closes. */
import type { Platform } from '../platform';
import { backUp } from './backup';
import { listBackups } from './backup-files';
import { catchUp } from './catch-up';
import type { Connection } from './connection';

const dayMs = 24 * 60 * 60_000;

export type BackupTimes = {
  /** Delay of the first check after opening. Commands end before it. */
  firstLookMs: number;
  /** How often a console that stays open looks again. */
  everyMs: number;
};
export const backupTimes: BackupTimes = { firstLookMs: 45_000, everyMs: 60 * 60_000 };

export type Backups = {
  /** Ends when the backup that is being made is there, or was given up; null when none is. */
  underWay(): Promise<void> | null;
  /** Gives up for good: after {@link underWay} nothing is written any more. */
  stop(): void;
};

/** True when the newest daily backup is older than a day, or in the future because the clock was corrected. */
export function isBackupDue(profileDir: string, now: Date): boolean {
  const newest = listBackups(profileDir).find(({ kind }) => kind === 'daily');
  if (!newest) return true;
  const age = now.getTime() - Date.parse(newest.madeAt);
  return age >= dayMs || age < 0;
}

/**
 * Makes a backup whenever one is due.
 * @param failed told of a backup that could not be made; the older ones are still there then
 */
export function keepBackups(
  connection: Connection,
  platform: Platform,
  times: BackupTimes,
  failed: (thrown: unknown) => void,
): Backups {
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: NodeJS.Timeout;
  let making: Promise<void> | null = null;
  let isBehind = false;

  /** Takes out of the older backups what a killed console had destroyed only in the database. */
  const forgetLeft = async () => {
    const files = listBackups(platform.profileDir).map(({ file }) => file);
    isBehind = (await catchUp(connection, files, platform, signal)).length > 0;
  };
  const make = async () => {
    try {
      const isDue = isBackupDue(platform.profileDir, platform.now());
      if (isDue) await backUp(connection, platform, { kind: 'daily', signal });
      isBehind ||= connection.resetOutdatedBackups() || isDue;
      if (isBehind) await forgetLeft();
    } catch (thrown) {
      if (!signal.aborted) failed(thrown);
    }
  };
  const look = async () => {
    making = make();
    await making;
    making = null;
    if (!signal.aborted) next(times.everyMs);
  };
  const next = (inMs: number) => {
    timer = setTimeout(() => void look(), inMs);
    // The timer does not keep the process alive.
    timer.unref();
  };
  next(times.firstLookMs);

  return {
    underWay: () => making,
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}
