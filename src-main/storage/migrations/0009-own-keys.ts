/**
 * A data key for each sealed secret. Keys are overwritten when their secret is destroyed, and their rows stay, also
 * those of removed clinics: they say of every copy of the database which of its secrets are to be destroyed there. A
 * table says of which clinics the copies are still to be told.
 */
import type { Database } from 'better-sqlite3';

/** Copied over a temporary table, as in the fourth migration: renaming a table would have SQLite read all views. */
const keys = `
CREATE TEMP TABLE kept_keys AS SELECT organization_id, version, wrapped_key, created_at FROM organization_keys;
DROP VIEW clinic_keys;
DROP TABLE organization_keys;
CREATE TABLE organization_keys (
  organization_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  wrapped_key BLOB NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (organization_id, version)
) STRICT;
INSERT INTO organization_keys SELECT * FROM kept_keys;
DROP TABLE kept_keys;
CREATE VIEW clinic_keys AS SELECT * FROM organization_keys WHERE organization_id = current_organization();
`;

const behind = `
CREATE TABLE copies_behind (
  organization_id TEXT PRIMARY KEY,
  token TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

const guards = (table: string) => `
CREATE TRIGGER ${table}_insert_guard BEFORE INSERT ON ${table}
WHEN NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER ${table}_update_guard BEFORE UPDATE ON ${table}
WHEN OLD.organization_id IS NOT current_organization() OR NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER ${table}_delete_guard BEFORE DELETE ON ${table}
WHEN OLD.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
`;

export function up(database: Database): void {
  for (const part of [keys, behind, guards('organization_keys'), guards('copies_behind')]) database.exec(part);
}
