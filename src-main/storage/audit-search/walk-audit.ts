/**
 * Finds entries of the audit trail, newest first, in steps of a few milliseconds: between two of them the caller can do
 * something else. Shared with the search thread, whose imports name files.
 */
import type { Database } from 'better-sqlite3';
import type { AuditFilter, AuditPage } from '../../../src-shared/audit/audit-filter.ts';
import type { AuditTable } from '../schema.ts';
import { actionsOf, type Condition, conditionsOf, wordsOf } from './filter-sql.ts';
import { matchOf } from './trigrams.ts';

export type FoundRow = Omit<AuditTable, 'hash' | 'subject' | 'subject_state' | 'mac'>;

const columns = 'sequence, at, actor, organization_id, organization_name, action, outcome, detail, simulated';

/** How long a step should take at most, in milliseconds. */
const stepMs = 4;
/**
 * How many entries a step passes over at least. With fewer, most of a step would be what the step itself costs: on a
 * busy computer, steps that grow ever smaller would never come to the end.
 */
const leastStep = { scan: 2_048, index: 4_096, search: 65_536 } as const;
/** Few enough to look at one by one. */
const few = 10_000;

/** The index of each column that narrows a question. */
const indexes = {
  organization_id: 'audit_log_by_organization',
  action: 'audit_log_by_action',
  outcome: 'audit_log_by_outcome',
} as const;

type Way =
  | { kind: 'scan' }
  | { kind: 'index'; column: keyof typeof indexes; value: string }
  | { kind: 'search'; match: string };

function sourceOf(way: Way): { from: string; where: Condition } {
  switch (way.kind) {
    case 'scan':
      return { from: 'audit_log NOT INDEXED', where: { sql: '', values: [] } };
    case 'index':
      return {
        from: `audit_log INDEXED BY ${indexes[way.column]}`,
        where: { sql: ` AND ${way.column} = ?`, values: [way.value] },
      };
    case 'search':
      return {
        from: 'search.entries AS found CROSS JOIN audit_log NOT INDEXED ON audit_log.sequence = found.rowid',
        where: { sql: ' AND found.entries MATCH ?', values: [way.match] },
      };
  }
}

/** At most {@link few}, however many there are. */
const countOf = (database: Database, column: keyof typeof indexes, value: string) =>
  Number(
    database
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM audit_log WHERE ${column} = ? LIMIT ${few})`)
      .pluck()
      .get(value),
  );

/** The index that leaves the least to look at; several ways where a column may have one of several values. */
function narrowest(database: Database, filter: AuditFilter): { ways: Way[]; entries: number } | undefined {
  const actions = actionsOf(filter);
  const narrowing = [
    ...(filter.organizationId === null
      ? []
      : [{ column: 'organization_id', values: [filter.organizationId] } as const]),
    ...(actions === null ? [] : [{ column: 'action', values: actions } as const]),
    ...(filter.outcome === 'failed' ? [{ column: 'outcome', values: ['failed'] } as const] : []),
  ];
  return narrowing
    .map(({ column, values }) => ({
      ways: values.map((value) => ({ kind: 'index', column, value }) as const),
      entries: values.reduce((sum, value) => sum + countOf(database, column, value), 0),
    }))
    .sort((a, b) => a.entries - b.entries)[0];
}

/** The first and the last entry of the days that a filter names: clocks may have been set back meanwhile. */
function boundsOf(database: Database, { from, to }: AuditFilter): { first: number; last: number } {
  const newest = Number(database.prepare('SELECT coalesce(max(sequence), 0) FROM audit_log').pluck().get());
  if (from === undefined && to === undefined) return { first: 1, last: newest };
  const days = database
    .prepare<[string, string], { first: number | null; last: number | null }>(
      'SELECT min(first) AS first, max(last) AS last FROM audit_days WHERE day >= ? AND day <= ?',
    )
    .get(from?.slice(0, 10) ?? '', to?.slice(0, 10) ?? '9');
  return { first: days?.first ?? 1, last: days?.last ?? 0 };
}

/**
 * @param indexedTo the entries up to this sequence are in the search index, attached as `search`; 0 without one
 * @returns one row more than the page holds where there are older ones
 */
export function* walkAudit(
  database: Database,
  filter: AuditFilter,
  { before, limit }: AuditPage,
  indexedTo = 0,
): Generator<undefined, FoundRow[]> {
  const conditions = conditionsOf(filter);
  const { first, last } = boundsOf(database, filter);
  const byIndex = narrowest(database, filter);
  const match = indexedTo === 0 ? null : matchOf(wordsOf(filter.search));
  const ways: Way[] = byIndex && (match === null || byIndex.entries < few) ? byIndex.ways : [{ kind: 'scan' }];
  const isSearched = match !== null && ways[0]?.kind === 'scan';

  const rows: FoundRow[] = [];
  let end = Math.min(last + 1, before ?? Number.POSITIVE_INFINITY);
  let step: { kind: Way['kind']; size: number } | null = null;
  while (end > first && rows.length <= limit) {
    // The newest entries may not be in the search index yet.
    const isNewer = isSearched && end - 1 > indexedTo;
    const here: Way[] = isSearched && !isNewer ? [{ kind: 'search', match }] : ways;
    const kind = here[0]?.kind ?? 'scan';
    const size: number = step?.kind === kind ? step.size : leastStep[kind];
    const start = Math.max(first, end - size, isNewer ? indexedTo + 1 : first);
    const begun = performance.now();
    rows.push(...between(database, here, conditions, start, end, limit + 1 - rows.length));
    const faster = stepMs / Math.max(performance.now() - begun, 0.1);
    step = { kind, size: Math.max(leastStep[kind], Math.ceil(size * Math.min(4, faster))) };
    end = start;
    yield;
  }
  return rows;
}

/** Rows from `start` on and before `end`. */
function between(
  database: Database,
  ways: readonly Way[],
  conditions: Condition,
  start: number,
  end: number,
  limit: number,
): FoundRow[] {
  const rows = ways.flatMap((way) => {
    const { from, where } = sourceOf(way);
    const sequence = way.kind === 'search' ? 'found.rowid' : 'sequence';
    return database
      .prepare<unknown[], FoundRow>(
        `SELECT ${columns} FROM ${from} WHERE ${sequence} >= ? AND ${sequence} < ?${where.sql}${conditions.sql}
          ORDER BY ${sequence} DESC LIMIT ?`,
      )
      .all(start, end, ...where.values, ...conditions.values, limit);
  });
  return ways.length === 1 ? rows : rows.sort((a, b) => b.sequence - a.sequence).slice(0, limit);
}
