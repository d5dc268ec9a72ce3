/**
 * For providers that are connected by a sign-in: revocations that the provider has not heard of yet, kept sealed until
 * it has, and the runs of a provider's own test. Rows of one clinic are guarded as in the first schema.
 */
import type { Database } from 'better-sqlite3';

const tables = `
CREATE TABLE pending_revocations (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  account_key TEXT NOT NULL,
  key_hint TEXT NOT NULL,
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  sealed BLOB NOT NULL,
  sealed_fields TEXT NOT NULL CHECK (json_valid(sealed_fields)),
  key_version INTEGER NOT NULL,
  queued_at TEXT NOT NULL,
  last_tried_at TEXT NOT NULL,
  problem TEXT NOT NULL CHECK (json_valid(problem))
) STRICT;
CREATE INDEX pending_revocations_by_clinic ON pending_revocations (organization_id, provider);

CREATE TABLE connection_test_runs (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'interrupted')),
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  started_by TEXT NOT NULL,
  subject TEXT NOT NULL,
  steps TEXT NOT NULL CHECK (json_valid(steps))
) STRICT;
CREATE INDEX connection_test_runs_by_time ON connection_test_runs (organization_id, provider, started_at DESC, id DESC);
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
CREATE VIEW clinic_pending_revocations AS SELECT * FROM pending_revocations WHERE organization_id = current_organization();
CREATE VIEW clinic_connection_test_runs AS SELECT * FROM connection_test_runs WHERE organization_id = current_organization();
-- Whose turn it is to be tried again: nothing sealed.
CREATE VIEW overview_pending_revocations AS SELECT organization_id, id, provider, account_key, queued_at FROM pending_revocations;
`;

export function up(database: Database): void {
  database.exec(tables);
  for (const table of ['pending_revocations', 'connection_test_runs']) database.exec(guard(table));
  database.exec(views);
}
