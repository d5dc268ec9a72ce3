/** Whom to ask and whom to call for a clinic, and notes: JSON in the clinic's own row, guarded with it. */
import type { Database } from 'better-sqlite3';

export function up(database: Database): void {
  database.exec("ALTER TABLE organizations ADD COLUMN contact TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(contact))");
}
