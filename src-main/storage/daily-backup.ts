/**
 * A backup a day, made in the background well after the start. One that is under way when the console closes is given
 * up and removed.
 */
import type { Platform } from '../platform';
import { backUp } from './backup';
import { listBackups } from './backup-files';
import type { Connection } from './connection';
import { catchUp } from './forget-in-backups';

const dayMs = 24 * 60 * 60_000;

export type BackupTimes = {
  /** How long after the opening the first look is taken. Commands end long before. */
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

/** True when the newest daily backup is older than a day, or lies in the future of a clock that was put right since. */
export function isBackupDue(profileDir: string, now: Date): boolean {
  const newest = listBackups(profileDir).find(({ kind }) => kind === 'daily');
  if (!newest) return true;
  const age = now.getTime() - Date.parse(newest.madeAt);
  return age >= dayMs || age < 0;
}

/** Takes out of the older backups what a console that was ended in the middle of destroying something could not. */
async function forgetLeft(
  connection: Connection,
  { profileDir, sqliteBinding }: Platform,
  signal: AbortSignal,
): Promise<void> {
  for (const { file } of listBackups(profileDir)) {
    signal.throwIfAborted();
    await catchUp(connection, file, sqliteBinding);
  }
}

/**
 * Looks now and then whether a backup is due and makes it.
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

  const make = async () => {
    try {
      const isDue = isBackupDue(platform.profileDir, platform.now());
      if (isDue) await backUp(connection, platform, { kind: 'daily', signal });
      if (connection.takeBehind() || isDue) await forgetLeft(connection, platform, signal);
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
    // A backup that is not due yet keeps no process alive.
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
