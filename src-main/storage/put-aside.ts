/**
 * What a restore or a rescue put aside: whole databases, the backups of a lost one, and this computer’s keys for a
 * shared vault that no key here opens. They are kept until a person deletes them; what is destroyed in the database is
 * taken out of those that can be read.
 */
import { existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { companions } from './profile-files.ts';

const databaseName = /^(console\.db\.(kept|damaged)-([\dT-]+Z))(-wal|-shm|-journal)?$/;
const folderName = /^backups\.kept-([\dT-]+Z)$/;
/** What another computer’s or an earlier key’s membership in a shared vault was. */
const membershipName = /^shared-vault\.json\.kept-([\dT-]+Z)$/;
const backupIn = /^console-.*\.db$/;

export type PutAside = {
  /** The name of the file or folder in the profile. */
  name: string;
  kind: 'kept' | 'damaged' | 'backups';
  /** When it was put aside, as an ISO time. */
  at: string;
  /** With the log that belongs to it. */
  bytes: number;
};

const timeOf = (stamp: string) => stamp.replace(/T(\d\d)-(\d\d)-(\d\d)-/, 'T$1:$2:$3.');

const sizeOf = (path: string): number => {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
};

/** Newest first. A log whose database is gone counts as well. */
export function listPutAside(profileDir: string): PutAside[] {
  const found = new Map<string, PutAside>();
  for (const entry of existsSync(profileDir) ? readdirSync(profileDir) : []) {
    const [, file, kind, fileStamp] = databaseName.exec(entry) ?? [];
    const stamp = fileStamp ?? (folderName.exec(entry) ?? membershipName.exec(entry))?.[1];
    if (stamp === undefined) continue;
    const name = file ?? entry;
    const bytes = (found.get(name)?.bytes ?? 0) + sizeOf(join(profileDir, entry));
    found.set(name, {
      name,
      kind: folderName.test(entry) ? 'backups' : kind === 'damaged' ? kind : 'kept',
      at: timeOf(stamp),
      bytes,
    });
  }
  return [...found.values()].sort((a, b) => b.at.localeCompare(a.at));
}

/** The databases among it, each a file. */
export const databasesPutAside = (profileDir: string): string[] =>
  listPutAside(profileDir).flatMap(({ name, kind }) => {
    const path = join(profileDir, name);
    if (kind !== 'backups') return existsSync(path) && databaseName.test(name) ? [path] : [];
    return statSync(path).isDirectory()
      ? readdirSync(path).flatMap((entry) => (backupIn.test(entry) ? [join(path, entry)] : []))
      : [];
  });

export const isPutAside = (file: string) =>
  databaseName.test(basename(file)) || folderName.test(basename(dirname(file)));

/** Deletes one of {@link listPutAside} for good; false when it is not there. @throws what the disk throws */
export function deletePutAside(profileDir: string, name: string): boolean {
  const found = listPutAside(profileDir).find((one) => one.name === name);
  if (!found) return false;
  for (const suffix of ['', ...companions, '-journal'])
    rmSync(join(profileDir, name) + suffix, { force: true, recursive: true });
  return true;
}
