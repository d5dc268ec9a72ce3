/** The tables of a shared vault, as its first version made them. A released version is never edited. */

/** What these make; `schema-sql-steps.ts` leads on from there. */
const firstVersion = 1;
/** The oldest console that may write here. */
const minClient = 1;

/** Who asks, and what may be reached. Written so that no search path changes what they mean. */
export const identity = `
CREATE TABLE voxanne.schema_meta (
  id smallint PRIMARY KEY CHECK (id = 1),
  version integer NOT NULL,
  min_client integer NOT NULL
);
INSERT INTO voxanne.schema_meta VALUES (1, ${firstVersion}, ${minClient});

CREATE TABLE voxanne.logins (
  login_role name PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('member', 'machine')),
  subject_id uuid NOT NULL UNIQUE,
  is_admitted boolean NOT NULL,
  is_administrator boolean NOT NULL CHECK (NOT is_administrator OR (kind = 'member' AND is_admitted))
);

CREATE FUNCTION voxanne.me() RETURNS uuid STABLE LANGUAGE sql
  RETURN (SELECT subject_id FROM voxanne.logins WHERE login_role = session_user);
CREATE FUNCTION voxanne.is_admitted() RETURNS boolean STABLE LANGUAGE sql
  RETURN coalesce((SELECT is_admitted FROM voxanne.logins WHERE login_role = session_user), false);
CREATE FUNCTION voxanne.is_administrator() RETURNS boolean STABLE LANGUAGE sql
  RETURN coalesce((SELECT is_administrator FROM voxanne.logins WHERE login_role = session_user), false);

CREATE TABLE voxanne.scopes (
  subject_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  PRIMARY KEY (organization_id, subject_id)
);
CREATE INDEX scopes_of_subject ON voxanne.scopes (subject_id);

CREATE FUNCTION voxanne.my_clinics() RETURNS uuid[] STABLE LANGUAGE sql
  RETURN ARRAY(SELECT organization_id FROM voxanne.scopes WHERE subject_id = voxanne.me() AND voxanne.is_admitted());
CREATE FUNCTION voxanne.current_clinic() RETURNS uuid STABLE LANGUAGE sql
  RETURN nullif(current_setting('voxanne.clinic', true), '')::uuid;
CREATE FUNCTION voxanne.reads_across() RETURNS boolean STABLE LANGUAGE sql
  RETURN coalesce(current_setting('voxanne.across', true), '') = 'yes';

CREATE TABLE voxanne.membership_log (
  sequence integer PRIMARY KEY CHECK (sequence >= 1),
  body text NOT NULL,
  signer uuid NOT NULL,
  hash text NOT NULL,
  signature text NOT NULL
);

CREATE TABLE voxanne.invitations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  clinics json NOT NULL,
  invited_by uuid NOT NULL,
  invited_at timestamptz NOT NULL,
  request json
);

CREATE TABLE voxanne.audit_log (
  chain text NOT NULL,
  sequence integer NOT NULL CHECK (sequence >= 1),
  position bigint NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  actor text NOT NULL,
  organization_id uuid,
  organization_name text,
  action text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('succeeded', 'failed')),
  detail text NOT NULL,
  simulated boolean NOT NULL,
  hash text NOT NULL,
  signature text NOT NULL,
  PRIMARY KEY (chain, sequence),
  CHECK (chain = coalesce(organization_id::text, 'vault'))
);
CREATE INDEX audit_by_position ON voxanne.audit_log (position DESC);
CREATE INDEX audit_of_clinic ON voxanne.audit_log (organization_id, position DESC);
`;

/** What belongs to one clinic: `organization_id` first in each key, so that a key says nothing of another clinic. */
export const clinics = `
CREATE TABLE voxanne.organizations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL,
  time_zone text NOT NULL,
  country text NOT NULL,
  created_at timestamptz NOT NULL,
  setup_step text,
  not_needed json NOT NULL,
  contact json NOT NULL
);
CREATE INDEX organizations_by_name ON voxanne.organizations (name_key, id);

CREATE TABLE voxanne.clinic_keys (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  version integer NOT NULL CHECK (version >= 1),
  member_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  signer uuid NOT NULL,
  head_sequence integer NOT NULL,
  head_hash text NOT NULL,
  signature text NOT NULL,
  PRIMARY KEY (organization_id, version, member_id)
);

CREATE TABLE voxanne.organization_api_credentials (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  provider text NOT NULL,
  id uuid NOT NULL,
  method_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'needs-attention', 'reconnect-needed', 'revoked')),
  choice text,
  metadata json NOT NULL,
  account_key text NOT NULL,
  key_hint text NOT NULL,
  simulated boolean NOT NULL,
  mode text,
  sealed bytea,
  sealed_fields text NOT NULL,
  sealed_revision integer NOT NULL,
  seal_format smallint NOT NULL,
  key_version integer NOT NULL,
  revision integer NOT NULL CHECK (revision >= 1),
  delivery_revision integer NOT NULL CHECK (delivery_revision >= 1),
  code text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  verified_at timestamptz,
  attempted_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_error json,
  PRIMARY KEY (organization_id, provider),
  CHECK ((status = 'revoked') = (sealed IS NULL))
);
CREATE INDEX credentials_by_account ON voxanne.organization_api_credentials (provider, account_key);

CREATE TABLE voxanne.readiness_checks (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  provider text NOT NULL,
  rung text NOT NULL,
  state text NOT NULL,
  proof text,
  checked_at timestamptz NOT NULL,
  simulated boolean NOT NULL,
  PRIMARY KEY (organization_id, provider, rung)
);

CREATE TABLE voxanne.test_runs (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  provider text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'interrupted')),
  simulated boolean NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  started_by text NOT NULL,
  subject text NOT NULL,
  recipient text,
  steps json NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX test_runs_by_time ON voxanne.test_runs (organization_id, provider, started_at DESC, id DESC);

CREATE TABLE voxanne.sms_messages (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  step text NOT NULL,
  from_number text NOT NULL,
  to_number text NOT NULL,
  body text NOT NULL,
  code text,
  state text NOT NULL CHECK (state IN ('intended', 'accepted', 'refused', 'not-sent', 'unknown')),
  sid text,
  status text,
  provider_code text,
  delivery json NOT NULL,
  intended_at timestamptz NOT NULL,
  confirmed_by_code_at timestamptz,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, run_id, step),
  FOREIGN KEY (organization_id, run_id) REFERENCES voxanne.test_runs (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE voxanne.run_leases (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  provider text NOT NULL,
  token uuid NOT NULL,
  held_until timestamptz NOT NULL,
  PRIMARY KEY (organization_id, provider)
);

CREATE TABLE voxanne.message_drafts (
  organization_id uuid PRIMARY KEY REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  test_sms text NOT NULL,
  hot_lead text NOT NULL
);

CREATE TABLE voxanne.pending_revocations (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  provider text NOT NULL,
  account_key text NOT NULL,
  key_hint text NOT NULL,
  simulated boolean NOT NULL,
  sealed bytea NOT NULL,
  sealed_fields text NOT NULL,
  seal_format smallint NOT NULL,
  key_version integer NOT NULL,
  queued_at timestamptz NOT NULL,
  last_tried_at timestamptz NOT NULL,
  problem json NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX revocations_by_account ON voxanne.pending_revocations (provider, account_key);

CREATE TABLE voxanne.deliveries (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  machine_id uuid NOT NULL,
  provider text NOT NULL,
  credential_id uuid NOT NULL,
  revision integer NOT NULL CHECK (revision >= 1),
  head_sequence integer NOT NULL,
  head_hash text NOT NULL,
  signer uuid NOT NULL,
  sealed bytea,
  signature text NOT NULL,
  delivered_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, machine_id, provider)
);
CREATE INDEX deliveries_of_machine ON voxanne.deliveries (machine_id);

CREATE TABLE voxanne.receipts (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  machine_id uuid NOT NULL,
  provider text NOT NULL,
  revision integer NOT NULL,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, machine_id, provider, revision)
);

CREATE TABLE voxanne.usage (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  machine_id uuid NOT NULL,
  provider text NOT NULL,
  id uuid NOT NULL,
  uses integer NOT NULL CHECK (uses >= 1),
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, machine_id, provider, id)
);

CREATE TABLE voxanne.failures (
  organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE,
  machine_id uuid NOT NULL,
  provider text NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL,
  code text NOT NULL CHECK (length(code) <= 80),
  failed_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, machine_id, provider, id)
);
`;
