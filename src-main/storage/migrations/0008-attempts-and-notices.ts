/**
 * When a connection was checked last, whatever came of it; and what background checks have told, so that nothing is told
 * twice: also not by the next start, or by another program on the same profile.
 */
import type { Database } from 'better-sqlite3';

/** Null for attempts of before: when the stored error was met is not known. */
const attempts = `
ALTER TABLE organization_api_credentials ADD COLUMN attempted_at TEXT;
DROP VIEW overview_credentials;
CREATE VIEW overview_credentials AS
  SELECT organization_id, provider, status, choice, metadata, account_key, verified_at, attempted_at, expires_at,
    last_error, added_at
  FROM organization_api_credentials;
`;

/** `subject` is a connection, or one warning about it. Neither table holds anything of an account but clinics' names. */
const notices = `
CREATE TABLE watch_marks (
  subject TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('broken', 'recovered', 'digest', 'warning')),
  organization_id TEXT REFERENCES organizations (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  seen_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_of_organization ON notices (organization_id);
CREATE INDEX notices_unseen ON notices (id) WHERE seen_at IS NULL;
`;

export function up(database: Database): void {
  for (const part of [attempts, notices]) database.exec(part);
}
