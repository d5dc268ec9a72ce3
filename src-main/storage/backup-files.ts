/**
 * The backups of a profile as files: their names, which of them stay, and what is left of those that were never
 * finished.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backupFolder, companions, fileStamp } from './profile-files.ts';

/** Made before an update changes the database, or once a day. Neither pushes the other out. */
export type BackupKind = 'update' | 'daily';

/** How many backups of each kind stay. */
const kept: Record<BackupKind, number> = { update: 3, daily: 7 };

const backupName = /^console-(daily-)?v\d+-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)\.db$/;

/** An unfinished backup older than this was left by a killed process, in milliseconds. */
const abandonedMs = 60 * 60_000;

export type Backup = { file: string; kind: BackupKind; madeAt: string };

export const backupFileOf = (profileDir: string, kind: BackupKind, version: number, now: Date) =>
  join(backupFolder(profileDir), `${kind === 'daily' ? 'console-daily' : 'console'}-v${version}-${fileStamp(now)}.db`);

/** The backups of a profile, newest first. Whether they are sound is not known yet. */
export function listBackups(profileDir: string): Backup[] {
  const folder = backupFolder(profileDir);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder)
    .flatMap((name): Backup[] => {
      const parts = backupName.exec(name);
      if (!parts) return [];
      const [, daily, day, hours, minutes, seconds, rest] = parts;
      return [
        {
          file: join(folder, name),
          kind: daily ? 'daily' : 'update',
          madeAt: `${day}${hours}:${minutes}:${seconds}.${rest}`,
        },
      ];
    })
    .sort((a, b) => b.madeAt.localeCompare(a.madeAt));
}

/** Takes a backup away, with whatever SQLite left beside it. */
export function removeBackup(file: string): void {
  for (const suffix of ['', ...companions, '-journal']) rmSync(file + suffix, { force: true });
}

/** Deletes the oldest backups of a kind. */
export function dropOldest(profileDir: string, kind: BackupKind): void {
  for (const { file } of listBackups(profileDir)
    .filter((backup) => backup.kind === kind)
    .slice(kept[kind]))
    removeBackup(file);
}

/** Unfinished backups, and copies for a recovery kit. */
function unfinished(profileDir: string): string[] {
  return (
    [
      [backupFolder(profileDir), /\.db(\.\w+)?\.part(-wal|-shm|-journal)?$/],
      [profileDir, /^console-export-[\w-]+\.db(-wal|-shm|-journal)?$/],
    ] as const
  ).flatMap(([folder, names]) =>
    existsSync(folder) && statSync(folder).isDirectory()
      ? readdirSync(folder).flatMap((name) => (names.test(name) ? [join(folder, name)] : []))
      : [],
  );
}

/** Deletes those that killed processes left behind. Young ones may be in use by another process. */
export function dropAbandoned(profileDir: string, now: Date): void {
  for (const file of unfinished(profileDir))
    if (now.getTime() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > abandonedMs)
      rmSync(file, { force: true });
}

/** Deletes all of them. Call it while no other process has the profile open. */
export function dropUnfinished(profileDir: string): void {
  for (const file of unfinished(profileDir)) rmSync(file, { force: true });
}
