/**
 * The search index of the audit trail, in a file of its own beside the database: it can be made again at any time, so
 * it is in no backup and no recovery kit, and no start checks it. It holds the entries from the first one up to some
 * sequence. Used in the search thread only, whose imports name files.
 */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ensurePrivateFile } from '../../private-files.ts';
import { companions } from '../profile-files.ts';
import { sqliteCode } from '../storage-errors.ts';
import { searchedText } from './filter-sql.ts';

/** The form of this file. Another one is made anew. */
const form = 1;

const schema = `
CREATE VIRTUAL TABLE entries USING fts5(text, content='', columnsize=0, detail=none, tokenize='trigram');
CREATE TABLE progress (id INTEGER PRIMARY KEY CHECK (id = 1), up_to INTEGER NOT NULL, hash TEXT) STRICT;
INSERT INTO progress VALUES (1, 0, NULL);
PRAGMA user_version = ${form};
`;

export type SearchIndex = {
  /** The last entry that is in it; 0 for none. */
  upTo(): number;
  /** Adds the next entries. Returns how many there were. */
  extend(most: number): number;
  close(): void;
};

/**
 * Opens the index of the trail in `trail`, or begins a new one, and attaches it to `trail` as `search`.
 * @throws what the disk throws; a search does without it then
 */
export function openSearchIndex(
  trail: Database.Database,
  file: string,
  sqliteBinding: string | undefined,
): SearchIndex {
  const index = openedFor(trail, file, sqliteBinding) ?? begun(file, sqliteBinding);
  trail.prepare('ATTACH ? AS search').run(file);

  const upTo = index.prepare<[], number>('SELECT up_to FROM progress').pluck();
  const next = trail.prepare<[number, number], { sequence: number; hash: string; text: string }>(
    `SELECT sequence, hash, ${searchedText} AS text FROM audit_log WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const add = index.prepare('INSERT INTO entries (rowid, text) VALUES (?, ?)');
  const advance = index.prepare('UPDATE progress SET up_to = ?, hash = ?');
  const extend = index.transaction((most: number) => {
    const rows = next.all(upTo.get() ?? 0, most);
    for (const { sequence, text } of rows) add.run(sequence, text);
    const last = rows.at(-1);
    if (last) advance.run(last.sequence, last.hash);
    return rows.length;
  });
  return {
    upTo: () => upTo.get() ?? 0,
    extend: (most) => extend.immediate(most),
    close: () => {
      trail.exec('DETACH search');
      index.close();
    },
  };
}

/** Null for one of another trail, of another form, or damaged. */
function openedFor(trail: Database.Database, file: string, sqliteBinding: string | undefined) {
  let index: Database.Database | null = null;
  try {
    index = opened(file, sqliteBinding);
    if (belongsTo(trail, index)) return index;
  } catch (thrown) {
    const code = sqliteCode(thrown);
    if (!code?.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') throw thrown;
  }
  index?.close();
  return null;
}

function begun(file: string, sqliteBinding: string | undefined): Database.Database {
  for (const suffix of ['', ...companions]) rmSync(file + suffix, { force: true });
  return opened(file, sqliteBinding);
}

function opened(file: string, sqliteBinding: string | undefined): Database.Database {
  ensurePrivateFile(file);
  const index = new Database(file, { nativeBinding: sqliteBinding });
  try {
    index.pragma('journal_mode = WAL');
    // A power cut may cost the newest entries of the index, which are then added again.
    index.pragma('synchronous = NORMAL');
    if (index.pragma('user_version', { simple: true }) === 0) index.transaction(() => index.exec(schema)).immediate();
    return index;
  } catch (thrown) {
    index.close();
    throw thrown;
  }
}

/** Each hash of the trail covers all entries before it: one that agrees tells that all of them do. */
function belongsTo(trail: Database.Database, index: Database.Database): boolean {
  if (index.pragma('user_version', { simple: true }) !== form) return false;
  const progress = index.prepare<[], { up_to: number; hash: string | null }>('SELECT up_to, hash FROM progress').get();
  if (progress === undefined) return false;
  const hash = trail
    .prepare<[number], string>('SELECT hash FROM audit_log WHERE sequence = ?')
    .pluck()
    .get(progress.up_to);
  return progress.up_to === 0 || hash === progress.hash;
}
