/**
 * Reads what can be read of a damaged table: from the front until it breaks, from the back until it breaks, and each
 * row between on its own. A damaged page then costs the rows on it and no others.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database, Statement } from 'better-sqlite3';

export type Cell = string | number | null;
export type ReadRow = { row: number } & Record<string, Cell>;
/** First and last row number that cannot be read; the last is null where the end is unknown. */
export type Gaps = { from: number; to: number | null }[];

/** How many row ids are tried one by one between the two ends. */
const probes = 200_000;
/** How far the search goes beyond the last readable row when the table's end can't be read. */
const reach = 2_000;

/** Characters that no field of ours has: a sign of damaged bytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const foreign = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]/;
const longestText = 20_000;

/** Only text and numbers that the console could have written. Sealed and damaged values are left out. */
function cell(value: unknown): Cell {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && value.length <= longestText && !foreign.test(value)) return value;
  return null;
}

/** How long rows are read between two pauses, in milliseconds. */
const turnMs = 8;
/** How many rows are read between two looks at the clock. */
const stride = 64;

/** Lets everything else that waits have its turn, now and then. */
function createPause(): () => Promise<void> {
  let until = performance.now() + turnMs;
  return async () => {
    if (performance.now() < until) return;
    await nextTurn();
    until = performance.now() + turnMs;
  };
}

/**
 * Hands out each row that can be read, by its number. Of a sound table nothing is kept: it may have millions of rows.
 * @param columns named one by one, so that no sealed column is ever asked for
 * @returns what can't be read
 */
export async function readTable(
  database: Database,
  table: string,
  columns: readonly string[],
  take: (row: ReadRow) => void,
): Promise<Gaps> {
  const all = `SELECT rowid AS row, ${columns.join(', ')} FROM ${table}`;
  const pause = createPause();
  // In a damaged tree a row may come twice.
  const seen = new Set<number>();
  const rowOf = (raw: Record<string, unknown>): ReadRow | null => {
    const row = Number(raw.row);
    if (!Number.isSafeInteger(row) || seen.has(row)) return null;
    seen.add(row);
    return { ...Object.fromEntries(columns.map((column) => [column, cell(raw[column])])), row };
  };
  /** False where it breaks. */
  const walk = async (sql: string, given: readonly number[], found: (row: ReadRow) => void): Promise<boolean> => {
    let isTaking = false;
    try {
      let read = 0;
      for (const raw of database.prepare<number[], Record<string, unknown>>(sql).iterate(...given)) {
        const row = rowOf(raw);
        isTaking = true;
        if (row !== null) found(row);
        isTaking = false;
        read += 1;
        if (read % stride === 0) await pause();
      }
      return true;
    } catch (thrown) {
      // A full disk, for one, is no damage here.
      if (isTaking) throw thrown;
      return false;
    }
  };

  let front = 0;
  const isWhole = await walk(`SELECT * FROM (${all}) ORDER BY row`, [], (row) => {
    front = row.row;
    take(row);
  });
  if (isWhole) return [];
  // Broken somewhere behind `front`: what is behind the break is read from the back.
  const behind: ReadRow[] = [];
  await walk(`SELECT * FROM (${all}) WHERE row > ? ORDER BY row DESC`, [front], (row) => behind.push(row));
  const back = behind.at(-1)?.row ?? null;
  const gaps = await probe(database, all, front, back, pause, (raw) => {
    const row = rowOf(raw);
    if (row !== null) take(row);
  });
  for (const row of behind.reverse()) take(row);
  return gaps;
}

async function probe(
  database: Database,
  all: string,
  front: number,
  back: number | null,
  pause: () => Promise<void>,
  take: (raw: Record<string, unknown>) => void,
): Promise<Gaps> {
  const gaps: { from: number; to: number | null }[] = [];
  const end = back === null ? front + reach : Math.min(back - 1, front + probes);
  let open: { from: number; to: number } | null = null;
  let one: Statement<[number], Record<string, unknown>>;
  try {
    one = database.prepare(`SELECT * FROM (${all}) WHERE row = ?`);
  } catch {
    return [{ from: front + 1, to: back === null ? null : back - 1 }];
  }
  for (let row = front + 1; row <= end; row += 1) {
    if (row % stride === 0) await pause();
    let raw: Record<string, unknown> | undefined;
    try {
      raw = one.get(row);
      open = null;
    } catch {
      if (!open) {
        open = { from: row, to: row };
        gaps.push(open);
      }
      open.to = row;
    }
    if (raw) take(raw);
  }
  // A last gap that reaches as far as was looked has an unknown end.
  const last = gaps.at(-1);
  if (back === null && last?.to === end) last.to = null;
  else if (back !== null && end < back - 1) gaps.push({ from: end + 1, to: back - 1 });
  return gaps;
}
