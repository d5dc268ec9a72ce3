/**
 * Entries of the audit trail carry a code that only the vault's key makes, and may say in what state they leave a row
 * of another table. An entry's code is written once, with the entry or later; nothing else of it ever changes.
 *
 * What is sealed is bound to real or simulated, and to a live or a test account: `seal_format` 2. What was sealed before
 * is sealed again when the vault opens.
 */
import type { Database } from 'better-sqlite3';

export function up(database: Database): void {
  database.exec(`
ALTER TABLE audit_log ADD COLUMN subject TEXT;
ALTER TABLE audit_log ADD COLUMN subject_state TEXT CHECK ((subject IS NULL) = (subject_state IS NULL));
ALTER TABLE audit_log ADD COLUMN mac TEXT;

DROP TRIGGER audit_log_no_update;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
WHEN OLD.mac IS NOT NULL OR NEW.mac IS NULL OR NEW.sequence IS NOT OLD.sequence OR NEW.at IS NOT OLD.at
  OR NEW.actor IS NOT OLD.actor OR NEW.organization_id IS NOT OLD.organization_id
  OR NEW.organization_name IS NOT OLD.organization_name OR NEW.action IS NOT OLD.action
  OR NEW.outcome IS NOT OLD.outcome OR NEW.detail IS NOT OLD.detail OR NEW.simulated IS NOT OLD.simulated
  OR NEW.hash IS NOT OLD.hash OR NEW.subject IS NOT OLD.subject OR NEW.subject_state IS NOT OLD.subject_state
BEGIN SELECT RAISE(ABORT, 'audit-append-only'); END;

ALTER TABLE organization_api_credentials ADD COLUMN seal_format INTEGER NOT NULL DEFAULT 1 CHECK (seal_format IN (1, 2));
ALTER TABLE organization_api_credentials ADD COLUMN mode TEXT;
ALTER TABLE pending_revocations ADD COLUMN seal_format INTEGER NOT NULL DEFAULT 1 CHECK (seal_format IN (1, 2));
`);
}
