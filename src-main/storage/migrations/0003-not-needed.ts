/** Providers that a clinic does not need, as a person decided: a JSON list in the clinic's own row, guarded with it. */
import type { Database } from 'better-sqlite3';

export function up(database: Database): void {
  database.exec(
    "ALTER TABLE organizations ADD COLUMN not_needed TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(not_needed))",
  );
}
