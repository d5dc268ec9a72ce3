/** The list of clinics tells a credential that has come back: by the revision of its sealed fields, which is
 * no secret, and by its hint. */
import type { Database } from 'better-sqlite3';

export function up(database: Database): void {
  database.exec(`
DROP VIEW overview_credentials;
CREATE VIEW overview_credentials AS
  SELECT organization_id, provider, status, choice, metadata, account_key, key_hint, sealed_revision, verified_at,
    attempted_at, expires_at, last_error, added_at
  FROM organization_api_credentials;
`);
}
