/**
 * The first schema. STRICT tables, UUIDv7 keys, UTC ISO times.
 *
 * Rows of one clinic are kept apart below the services: `current_organization()` is a function of the connection,
 * triggers refuse a row of any other clinic, and the views named `clinic_…` show no other clinic's rows. Outside the
 * console that function does not exist, so that another program cannot write to these tables by accident either.
 */
import type { Database } from 'better-sqlite3';

const tables = `
CREATE TABLE vault_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key_id TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('keychain', 'passphrase')),
  check_value BLOB,
  wrapped_key BLOB,
  kdf TEXT CHECK (kdf IS NULL OR json_valid(kdf)),
  created_at TEXT NOT NULL,
  CHECK ((mode = 'passphrase') = (wrapped_key IS NOT NULL)),
  CHECK ((wrapped_key IS NULL) = (kdf IS NULL))
) STRICT;

CREATE TABLE organizations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  country TEXT NOT NULL,
  created_at TEXT NOT NULL,
  setup_step TEXT
) STRICT;
CREATE INDEX organizations_by_name ON organizations (name_key);

CREATE TABLE organization_keys (
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  wrapped_key BLOB NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (organization_id, version)
) STRICT;

CREATE TABLE organization_api_credentials (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  method_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'needs-attention', 'reconnect-needed', 'revoked')),
  choice TEXT,
  metadata TEXT NOT NULL CHECK (json_valid(metadata)),
  account_key TEXT NOT NULL,
  key_hint TEXT NOT NULL,
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  sealed BLOB,
  sealed_fields TEXT NOT NULL CHECK (json_valid(sealed_fields)),
  sealed_revision INTEGER NOT NULL,
  key_version INTEGER NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  verified_at TEXT,
  expires_at TEXT,
  revoked_at TEXT,
  last_error TEXT CHECK (last_error IS NULL OR json_valid(last_error)),
  UNIQUE (organization_id, provider),
  CHECK ((status = 'revoked') = (sealed IS NULL))
) STRICT;
CREATE INDEX credentials_by_account ON organization_api_credentials (provider, account_key);

CREATE TABLE readiness_checks (
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  rung TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proven', 'stale', 'disproved', 'unproven', 'not-applicable')),
  proof TEXT,
  checked_at TEXT NOT NULL,
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  PRIMARY KEY (organization_id, provider, rung)
) STRICT, WITHOUT ROWID;

CREATE TABLE sms_test_runs (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'interrupted')),
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  started_by TEXT NOT NULL,
  from_number TEXT NOT NULL,
  to_number TEXT NOT NULL,
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  UNIQUE (id, organization_id)
) STRICT;
CREATE INDEX sms_test_runs_by_time ON sms_test_runs (organization_id, started_at DESC, id DESC);
CREATE INDEX sms_test_runs_unfinished ON sms_test_runs (organization_id) WHERE state = 'running';

CREATE TABLE sms_messages (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('test-sms', 'hot-lead-sms')),
  from_number TEXT NOT NULL,
  to_number TEXT NOT NULL,
  body TEXT NOT NULL,
  code TEXT,
  state TEXT NOT NULL CHECK (state IN ('intended', 'accepted', 'refused', 'not-sent', 'unknown')),
  sid TEXT,
  status TEXT,
  provider_code TEXT,
  delivery TEXT NOT NULL CHECK (json_valid(delivery)),
  intended_at TEXT NOT NULL,
  confirmed_by_code_at TEXT,
  UNIQUE (run_id, step),
  FOREIGN KEY (run_id, organization_id) REFERENCES sms_test_runs (id, organization_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE message_drafts (
  organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
  test_sms TEXT NOT NULL,
  hot_lead TEXT NOT NULL
) STRICT;

CREATE TABLE audit_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  organization_id TEXT,
  organization_name TEXT,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('succeeded', 'failed')),
  detail TEXT NOT NULL,
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_by_organization ON audit_log (organization_id, sequence);
CREATE INDEX audit_log_by_outcome ON audit_log (outcome, sequence);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
`;

/** Tables whose rows belong to one clinic, with the column that names it. */
const guarded = {
  organizations: 'id',
  organization_keys: 'organization_id',
  organization_api_credentials: 'organization_id',
  readiness_checks: 'organization_id',
  sms_test_runs: 'organization_id',
  sms_messages: 'organization_id',
  message_drafts: 'organization_id',
} as const;

const guard = (table: string, column: string) => `
CREATE TRIGGER ${table}_insert_guard BEFORE INSERT ON ${table} WHEN NEW.${column} IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER ${table}_update_guard BEFORE UPDATE ON ${table} WHEN OLD.${column} IS NOT current_organization() OR NEW.${column} IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER ${table}_delete_guard BEFORE DELETE ON ${table} WHEN OLD.${column} IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
`;

const ownRows = (view: string, table: string) =>
  `CREATE VIEW ${view} AS SELECT * FROM ${table} WHERE organization_id = current_organization();`;

const rules = `
CREATE TRIGGER audit_log_insert_guard BEFORE INSERT ON audit_log WHEN NEW.organization_id IS NOT NULL AND NEW.organization_id IS NOT current_organization()
BEGIN SELECT RAISE(ABORT, 'organization-mismatch'); END;
CREATE TRIGGER audit_log_in_order BEFORE INSERT ON audit_log WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit_log)
BEGIN SELECT RAISE(ABORT, 'audit-append-only'); END;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit-append-only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit-append-only'); END;

CREATE TRIGGER vault_key_no_delete BEFORE DELETE ON vault_key WHEN OLD.check_value IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'vault-key-kept'); END;
CREATE TRIGGER vault_key_no_replacement BEFORE UPDATE ON vault_key
WHEN OLD.check_value IS NOT NULL AND (NEW.key_id IS NOT OLD.key_id OR NEW.check_value IS NOT OLD.check_value)
BEGIN SELECT RAISE(ABORT, 'vault-key-kept'); END;

${ownRows('clinic_keys', 'organization_keys')}
${ownRows('clinic_credentials', 'organization_api_credentials')}
${ownRows('clinic_readiness_checks', 'readiness_checks')}
${ownRows('clinic_sms_test_runs', 'sms_test_runs')}
${ownRows('clinic_sms_messages', 'sms_messages')}
${ownRows('clinic_message_drafts', 'message_drafts')}

-- What the dashboard may read of every clinic at once: nothing sealed, no message, no recipient.
CREATE VIEW overview_credentials AS
  SELECT organization_id, provider, status, choice, metadata, account_key, verified_at, expires_at, last_error FROM organization_api_credentials;
CREATE VIEW overview_readiness_checks AS
  SELECT organization_id, provider, rung, state, proof, checked_at, simulated FROM readiness_checks;
CREATE VIEW overview_unfinished_runs AS
  SELECT organization_id, id FROM sms_test_runs WHERE state = 'running';
`;

export function up(database: Database): void {
  database.exec(tables);
  for (const [table, column] of Object.entries(guarded)) database.exec(guard(table, column));
  database.exec(rules);
}
