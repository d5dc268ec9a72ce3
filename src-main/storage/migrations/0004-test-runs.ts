/**
 * One table for the runs of every provider's test, in place of one for SMS tests and one for the others. Rows of one
 * clinic are guarded as in the first schema. Messages keep their run.
 */
import type { Database } from 'better-sqlite3';

const runs = `
CREATE TABLE test_runs (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'interrupted')),
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  started_by TEXT NOT NULL,
  subject TEXT NOT NULL,
  recipient TEXT,
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  UNIQUE (id, organization_id)
) STRICT;
CREATE INDEX test_runs_by_time ON test_runs (organization_id, provider, started_at DESC, id DESC);
CREATE INDEX test_runs_unfinished ON test_runs (organization_id, provider) WHERE state = 'running';
`;

/**
 * Each step in the new shape. What is no list of objects stays as it is: it could not be read before either, and is not
 * lost.
 */
const stepsWith = (change: string) => `
  CASE WHEN json_type(steps) = 'array' THEN (
    SELECT json_group_array(json(CASE WHEN type = 'object' THEN ${change} ELSE json_quote(value) END))
    FROM (SELECT type, value, key FROM json_each(steps) ORDER BY key)
  ) ELSE steps END`;

const moved = `
INSERT INTO test_runs
  SELECT id, organization_id, 'twilio', state, simulated, started_at, finished_at, started_by, from_number, to_number,
    ${stepsWith("json_set(json_remove(value, '$.sid'), '$.reference', json_extract(value, '$.sid'))")}
  FROM sms_test_runs;
INSERT INTO test_runs
  SELECT id, organization_id, provider, state, simulated, started_at, finished_at, started_by, subject, NULL,
    ${stepsWith("json_set(value, '$.reference', NULL, '$.delivery', json('[]'))")}
  FROM connection_test_runs;
`;

/**
 * Copied over a temporary table: renaming a table would have SQLite read all views, and the migration runs without
 * their function.
 */
const messages = `
CREATE TEMP TABLE kept_messages AS SELECT * FROM sms_messages;
DROP VIEW clinic_sms_messages;
DROP TABLE sms_messages;
CREATE TABLE sms_messages (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  step TEXT NOT NULL,
  from_number TEXT NOT NULL,
  to_number TEXT NOT NULL,
  body TEXT NOT NULL,
  code TEXT,
  state TEXT NOT NULL CHECK (state IN ('intended', 'accepted', 'refused', 'not-sent', 'unknown')),
  sid TEXT,
  status TEXT,
  provider_code TEXT,
  delivery TEXT NOT NULL CHECK (json_valid(delivery)),
  intended_at TEXT NOT NULL,
  confirmed_by_code_at TEXT,
  UNIQUE (run_id, step),
  FOREIGN KEY (run_id, organization_id) REFERENCES test_runs (id, organization_id) ON DELETE CASCADE
) STRICT;
INSERT INTO sms_messages SELECT * FROM kept_messages;
DROP TABLE kept_messages;
`;

const oldTables = `
DROP VIEW overview_unfinished_runs;
DROP VIEW clinic_sms_test_runs;
DROP VIEW clinic_connection_test_runs;
DROP TABLE sms_test_runs;
DROP TABLE connection_test_runs;
`;

const guard = (table: string) => `
CREATE TRIGGER ${table}_insert_guard BEFORE INSERT ON ${table} WHEN NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER ${table}_update_guard BEFORE UPDATE ON ${table} WHEN OLD.organization_id IS NOT current_organization() OR NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER ${table}_delete_guard BEFORE DELETE ON ${table} WHEN OLD.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
`;

const views = `
CREATE VIEW clinic_test_runs AS SELECT * FROM test_runs WHERE organization_id = current_organization();
CREATE VIEW clinic_sms_messages AS SELECT * FROM sms_messages WHERE organization_id = current_organization();
CREATE VIEW overview_unfinished_runs AS SELECT organization_id, provider, id FROM test_runs WHERE state = 'running';
`;

export function up(database: Database): void {
  for (const part of [runs, moved, messages, oldTables]) database.exec(part);
  for (const table of ['test_runs', 'sms_messages']) database.exec(guard(table));
  database.exec(views);
}
