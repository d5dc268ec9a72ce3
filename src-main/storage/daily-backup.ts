/**
 * Makes a backup a day, in the background, and takes out of all copies what was destroyed. An unfinished backup is
 * removed when the console closes.
 */
import type { Platform } from '../platform';
import { createTurns } from '../turns';
import { backUp } from './backup';
import { listBackups } from './backup-files';
import { catchUp } from './catch-up';
import type { Connection } from './connection';
import { copiesIn } from './copies';
import { forgetOutdatedCopies, outdatedCopies } from './outdated-copies';

const dayMs = 24 * 60 * 60_000;

export type BackupTimes = {
  /** Delay of the first check after opening. Commands end before it. */
  firstLookMs: number;
  /** How often a console that stays open looks again. */
  everyMs: number;
};
export const backupTimes: BackupTimes = { firstLookMs: 45_000, everyMs: 60 * 60_000 };

export type Backups = {
  /** Ends when nothing is written any more: a backup that is being made, or destroyed data that is being taken out. */
  underWay(): Promise<void> | null;
  /** Gives up backups for good. What was destroyed is taken out of the copies first: see {@link underWay}. */
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
  const inTurn = createTurns();
  let timer: NodeJS.Timeout;
  let pending = 0;
  let last: Promise<void> = Promise.resolve();

  const copies = () => copiesIn(platform.profileDir);
  /** Takes out of the copies what is noted, and what a killed console of before had destroyed only in the database. */
  const catchUpAll = async () => void (await catchUp(connection, copies(), null, platform, signal));
  const catchUpNoted = async () => {
    const noted = outdatedCopies(connection.database);
    if (noted.length === 0) return;
    const clinics = noted.map(({ organizationId }) => organizationId);
    const left = await catchUp(connection, copies(), clinics, platform);
    if (!connection.emptyLog() || left.length > 0) return;
    for (const one of noted) connection.write(one.organizationId, () => forgetOutdatedCopies(connection.database, one));
  };
  const make = async () => {
    const isDue = isBackupDue(platform.profileDir, platform.now());
    if (isDue) await backUp(connection, platform, { kind: 'daily', signal });
    await catchUpNoted();
    if (isDue) await catchUpAll();
  };
  const begin = (work: () => Promise<void>) => {
    pending += 1;
    last = inTurn(async () => {
      if (await connection.sound) await work();
    })
      .catch((thrown: unknown) => {
        if (!signal.aborted) failed(thrown);
      })
      .finally(() => {
        pending -= 1;
      });
    return last;
  };
  const look = async () => {
    await begin(make);
    if (!signal.aborted) next(times.everyMs);
  };
  const next = (inMs: number) => {
    timer = setTimeout(() => void look(), inMs);
    // The timer does not keep the process alive.
    timer.unref();
  };
  next(times.firstLookMs);
  connection.onOutdated = () => void begin(catchUpNoted);
  // A console that was killed, or a copy that could not be written then.
  if (outdatedCopies(connection.database).length > 0) connection.onOutdated();

  return {
    underWay: () => (pending > 0 ? last : null),
    stop() {
      stopping.abort();
      clearTimeout(timer);
      connection.onOutdated = () => undefined;
    },
  };
}
