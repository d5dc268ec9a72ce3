/** A rung may wait for its provider: the list of states that a readiness check may have is part of its table. */
import type { Database } from 'better-sqlite3';

/** Copied over a temporary table, as in the fourth migration: renaming a table would have SQLite read all views. */
const table = `
CREATE TEMP TABLE kept_checks AS SELECT * FROM readiness_checks;
DROP VIEW clinic_readiness_checks;
DROP VIEW overview_readiness_checks;
DROP TABLE readiness_checks;
CREATE TABLE readiness_checks (
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  rung TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proven', 'stale', 'disproved', 'pending', 'unproven', 'not-applicable')),
  proof TEXT,
  checked_at TEXT NOT NULL,
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  PRIMARY KEY (organization_id, provider, rung)
) STRICT, WITHOUT ROWID;
INSERT INTO readiness_checks
  SELECT organization_id, provider, rung, state, proof, checked_at, simulated FROM kept_checks;
DROP TABLE kept_checks;
`;

const guards = `
CREATE TRIGGER readiness_checks_insert_guard BEFORE INSERT ON readiness_checks
WHEN NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER readiness_checks_update_guard BEFORE UPDATE ON readiness_checks
WHEN OLD.organization_id IS NOT current_organization() OR NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER readiness_checks_delete_guard BEFORE DELETE ON readiness_checks
WHEN OLD.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
`;

const views = `
CREATE VIEW clinic_readiness_checks AS
  SELECT * FROM readiness_checks WHERE organization_id = current_organization();
CREATE VIEW overview_readiness_checks AS
  SELECT organization_id, provider, rung, state, proof, checked_at, simulated FROM readiness_checks;
`;

export function up(database: Database): void {
  for (const part of [table, guards, views]) database.exec(part);
}
