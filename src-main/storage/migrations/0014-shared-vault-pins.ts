/** The newest of what this computer saw in its shared vault: what is older is not believed any more. */
import type { Database } from 'better-sqlite3';

export function up(database: Database): void {
  database.exec(`
CREATE TABLE shared_vault_pins (
  subject TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`);
}
