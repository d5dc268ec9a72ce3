/**
 * Reads what can be read of a damaged table: from the front until it breaks, from the back until it breaks, and each
 * row between on its own. A damaged page then costs the rows on it and no others.
 */
import type { Database } from 'better-sqlite3';

export type Cell = string | number | null;
export type ReadRow = { row: number } & Record<string, Cell>;
export type TableRead = {
  rows: ReadRow[];
  /** First and last row number that cannot be read; the last is null where the end is unknown. */
  gaps: { from: number; to: number | null }[];
};

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

/** @param columns named one by one, so that no sealed column is ever asked for */
export function readTable(database: Database, table: string, columns: readonly string[]): TableRead {
  const select = `SELECT rowid AS row, ${columns.join(', ')} FROM ${table}`;
  const found = new Map<number, ReadRow>();
  const take = (raw: Record<string, unknown>): number => {
    const row = Number(raw.row);
    if (Number.isSafeInteger(row))
      found.set(row, { ...Object.fromEntries(columns.map((column) => [column, cell(raw[column])])), row });
    return row;
  };

  let front = 0;
  let back: number | null = null;
  try {
    for (const raw of database.prepare<[], Record<string, unknown>>(`${select} ORDER BY rowid`).iterate())
      front = take(raw);
    return sorted(found, []);
  } catch {
    // Broken somewhere behind `front`.
  }
  try {
    for (const raw of database
      .prepare<[number], Record<string, unknown>>(`${select} WHERE rowid > ? ORDER BY rowid DESC`)
      .iterate(front))
      back = take(raw);
  } catch {
    // Broken somewhere before `back`.
  }
  return sorted(found, probe(database, select, front, back, take));
}

function probe(
  database: Database,
  select: string,
  front: number,
  back: number | null,
  take: (raw: Record<string, unknown>) => number,
): TableRead['gaps'] {
  const gaps: { from: number; to: number | null }[] = [];
  const end = back === null ? front + reach : Math.min(back - 1, front + probes);
  let open: { from: number; to: number } | null = null;
  try {
    const one = database.prepare<[number], Record<string, unknown>>(`${select} WHERE rowid = ?`);
    for (let row = front + 1; row <= end; row += 1) {
      try {
        const raw = one.get(row);
        if (raw) take(raw);
        open = null;
      } catch {
        if (!open) {
          open = { from: row, to: row };
          gaps.push(open);
        }
        open.to = row;
      }
    }
  } catch {
    return [{ from: front + 1, to: back === null ? null : back - 1 }];
  }
  // A last gap that reaches as far as was looked has an unknown end.
  const last = gaps.at(-1);
  if (back === null && last?.to === end) last.to = null;
  else if (back !== null && end < back - 1) gaps.push({ from: end + 1, to: back - 1 });
  return gaps;
}

const sorted = (found: Map<number, ReadRow>, gaps: TableRead['gaps']): TableRead => ({
  rows: [...found.values()].sort((a, b) => a.row - b.row),
  gaps,
});
