/**
 * Clinics that are being moved to a shared vault, or were: what is left of them here is only read, so that nothing is
 * changed that nobody would look for here any more.
 */
import type { Database } from 'better-sqlite3';

const marks = `
CREATE TABLE moved_clinics (
  organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
  vault_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('begun', 'moved')),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER moved_clinics_insert_guard BEFORE INSERT ON moved_clinics
WHEN NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER moved_clinics_update_guard BEFORE UPDATE ON moved_clinics
WHEN OLD.organization_id IS NOT current_organization() OR NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER moved_clinics_delete_guard BEFORE DELETE ON moved_clinics
WHEN OLD.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
`;

const kept = (table: string, column: string) =>
  (['INSERT', 'UPDATE', 'DELETE'] as const)
    .map(
      (change) => `
CREATE TRIGGER ${table}_moved_${change.toLowerCase()} BEFORE ${change} ON ${table}
WHEN EXISTS (SELECT 1 FROM moved_clinics WHERE organization_id = ${change === 'INSERT' ? 'NEW' : 'OLD'}.${column})
BEGIN SELECT RAISE(ABORT, 'clinic-moved'); END;`,
    )
    .join('');

const tables = {
  organizations: 'id',
  organization_api_credentials: 'organization_id',
  readiness_checks: 'organization_id',
  test_runs: 'organization_id',
  sms_messages: 'organization_id',
  message_drafts: 'organization_id',
  pending_revocations: 'organization_id',
} as const;

export function up(database: Database): void {
  database.exec(marks);
  for (const [table, column] of Object.entries(tables)) database.exec(kept(table, column));
}
