/**
 * What support may know of a database: its version, whether it is sound, how much is in it, and codes of errors. No
 * content.
 */
import type { Connection } from './connection';
import { schemaVersion } from './migrate.ts';
import { quickCheck } from './quick-check.ts';

export type DatabaseFacts = {
  schemaVersion: number;
  sqliteVersion: string;
  /** Empty when it is sound. */
  problems: string[];
  /** Rows by table. */
  counts: { table: string; rows: number }[];
  /** The last errors, newest first. `at` is null where the time is not known. */
  errors: { code: string; subject: string; at: string | null }[];
};

const mostErrors = 50;

/** Looks over all clinics, at columns without content only. */
const errorsOfAll = `
SELECT code, subject, at FROM (
  SELECT json_extract(last_error, '$.code') AS code, provider || ' connection' AS subject, verified_at AS at
    FROM organization_api_credentials WHERE last_error IS NOT NULL AND json_valid(last_error)
  UNION ALL
  SELECT json_extract(problem, '$.code'), provider || ' withdrawal', last_tried_at
    FROM pending_revocations WHERE json_valid(problem)
  UNION ALL
  SELECT json_extract(step.value, '$.error.code'), provider || ' test, ' || json_extract(step.value, '$.id'), started_at
    FROM test_runs, json_each(steps) AS step WHERE json_type(step.value) = 'object'
) WHERE typeof(code) = 'text' ORDER BY at DESC LIMIT ${mostErrors}`;

export function readDatabaseFacts({ database }: Pick<Connection, 'database'>): DatabaseFacts {
  const tables = database
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all();
  return {
    schemaVersion: schemaVersion(database),
    sqliteVersion: String(database.prepare('SELECT sqlite_version()').pluck().get()),
    problems: quickCheck(database),
    counts: tables.map((table) => ({
      table,
      rows: Number(database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()),
    })),
    errors: database.prepare<[], DatabaseFacts['errors'][number]>(errorsOfAll).all(),
  };
}
