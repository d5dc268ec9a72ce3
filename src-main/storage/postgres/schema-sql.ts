/**
 * The schema of a shared vault, version 1, as the SQL that its owner runs.
 *
 * Who asks is known from `session_user`: each member and each machine has a login role of its own, and no statement
 * changes it. Policies lead from there to `logins` and `scopes`. The settings of a transaction, `voxanne.clinic` and
 * `voxanne.across`, only narrow what is left: they guard against a fault in the console, and not against an attacker,
 * who can set them.
 */

/** What {@link schemaSql} makes; `schema-sql-steps.ts` leads on from there. A released version is never edited. */
const firstVersion = 1;
/** The oldest console that may write here. */
const minClient = 1;

const roles = `
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'voxanne_owner') THEN
    CREATE ROLE voxanne_owner NOLOGIN NOSUPERUSER NOCREATEDB CREATEROLE NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'voxanne_member') THEN
    CREATE ROLE voxanne_member NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'voxanne_machine') THEN
    CREATE ROLE voxanne_machine NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END $$;
GRANT voxanne_member, voxanne_machine TO voxanne_owner WITH ADMIN OPTION;
GRANT voxanne_owner TO CURRENT_USER;
CREATE SCHEMA voxanne AUTHORIZATION voxanne_owner;
SET LOCAL ROLE voxanne_owner;
REVOKE ALL ON SCHEMA voxanne FROM PUBLIC;
GRANT USAGE ON SCHEMA voxanne TO voxanne_member, voxanne_machine;
`;

/** Who asks, and what may be reached. Written so that no search path changes what they mean. */
const identity = `
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
const clinics = `
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

/** Tables of clinics that members read and write, with the column that names the clinic. */
export const memberTables: readonly (readonly [table: string, clinic: string, rights: string])[] = [
  ['organizations', 'id', 'SELECT, INSERT, UPDATE, DELETE'],
  ['clinic_keys', 'organization_id', 'SELECT, INSERT, DELETE'],
  ['organization_api_credentials', 'organization_id', 'SELECT, INSERT, UPDATE'],
  ['readiness_checks', 'organization_id', 'SELECT, INSERT, UPDATE, DELETE'],
  ['test_runs', 'organization_id', 'SELECT, INSERT, UPDATE'],
  ['sms_messages', 'organization_id', 'SELECT, INSERT, UPDATE'],
  ['run_leases', 'organization_id', 'SELECT, INSERT, UPDATE, DELETE'],
  ['message_drafts', 'organization_id', 'SELECT, INSERT, UPDATE'],
  ['pending_revocations', 'organization_id', 'SELECT, INSERT, UPDATE, DELETE'],
  ['deliveries', 'organization_id', 'SELECT, INSERT, UPDATE'],
  ['receipts', 'organization_id', 'SELECT'],
  ['usage', 'organization_id', 'SELECT'],
  ['failures', 'organization_id', 'SELECT'],
];

/** What machines insert, and nothing else. */
const machineTables = ['receipts', 'usage', 'failures'] as const;

/** Each function in a subquery: it then runs once for a statement and not once for each row. */
const reaches = (column: string) =>
  `((SELECT voxanne.is_administrator()) OR ${column} = ANY ((SELECT voxanne.my_clinics())::uuid[]))`;
const narrowed = (column: string) => `${column} = (SELECT voxanne.current_clinic())`;

export const protect = (table: string) =>
  `ALTER TABLE voxanne.${table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE voxanne.${table} FORCE ROW LEVEL SECURITY;`;

/** One policy for each operation that is granted to a role. An operation without a grant needs none. */
export const narrowing = (table: string, clinic: string, rights: string) =>
  [
    `CREATE POLICY narrowed_reading ON voxanne.${table} AS RESTRICTIVE FOR SELECT TO voxanne_member, voxanne_machine
  USING (${narrowed(clinic)} OR (SELECT voxanne.reads_across()));`,
    ...(rights.includes('INSERT') || machineTables.some((one) => one === table)
      ? [
          `CREATE POLICY narrowed_inserting ON voxanne.${table} AS RESTRICTIVE FOR INSERT
  TO voxanne_member, voxanne_machine WITH CHECK (${narrowed(clinic)});`,
        ]
      : []),
    ...(rights.includes('UPDATE')
      ? [
          `CREATE POLICY narrowed_updating ON voxanne.${table} AS RESTRICTIVE FOR UPDATE
  TO voxanne_member, voxanne_machine USING (${narrowed(clinic)}) WITH CHECK (${narrowed(clinic)});`,
        ]
      : []),
    ...(rights.includes('DELETE')
      ? [
          `CREATE POLICY narrowed_deleting ON voxanne.${table} AS RESTRICTIVE FOR DELETE
  TO voxanne_member, voxanne_machine USING (${narrowed(clinic)});`,
        ]
      : []),
  ].join('\n');

const memberPolicies = memberTables
  .map(
    ([table, clinic, rights]) => `${protect(table)}
GRANT ${rights} ON voxanne.${table} TO voxanne_member;
CREATE POLICY members ON voxanne.${table} TO voxanne_member
  USING (${reaches(clinic)}) WITH CHECK (${reaches(clinic)});
${narrowing(table, clinic, rights)}`,
  )
  .join('\n');

const machinePolicies = `
GRANT SELECT ON voxanne.deliveries TO voxanne_machine;
CREATE POLICY own_deliveries ON voxanne.deliveries FOR SELECT TO voxanne_machine
  USING (machine_id = (SELECT voxanne.me()));
${machineTables
  .map(
    (table) => `GRANT INSERT ON voxanne.${table} TO voxanne_machine;
CREATE POLICY own_reports ON voxanne.${table} FOR INSERT TO voxanne_machine
  WITH CHECK (machine_id = (SELECT voxanne.me()) AND organization_id = ANY ((SELECT voxanne.my_clinics())::uuid[]));`,
  )
  .join('\n')}`;

const identityPolicies = `
${['schema_meta', 'logins', 'scopes', 'membership_log', 'invitations', 'audit_log'].map(protect).join('\n')}
GRANT SELECT ON voxanne.schema_meta, voxanne.logins, voxanne.scopes, voxanne.membership_log
  TO voxanne_member, voxanne_machine;
CREATE POLICY everybody ON voxanne.schema_meta FOR SELECT TO voxanne_member, voxanne_machine USING (true);
CREATE POLICY owner ON voxanne.schema_meta TO voxanne_owner USING (true) WITH CHECK (true);
CREATE POLICY oneself ON voxanne.logins FOR SELECT TO voxanne_member, voxanne_machine
  USING (login_role = session_user);
CREATE POLICY owner ON voxanne.logins TO voxanne_owner USING (true) WITH CHECK (true);
CREATE POLICY oneself ON voxanne.scopes FOR SELECT TO voxanne_member, voxanne_machine
  USING (subject_id = (SELECT voxanne.me()));
CREATE POLICY administrators ON voxanne.scopes TO voxanne_member
  USING ((SELECT voxanne.is_administrator())) WITH CHECK ((SELECT voxanne.is_administrator()));
CREATE POLICY everybody ON voxanne.membership_log FOR SELECT TO voxanne_member, voxanne_machine USING (true);
CREATE POLICY administrators ON voxanne.membership_log FOR INSERT TO voxanne_member
  WITH CHECK ((SELECT voxanne.is_administrator()));
CREATE POLICY administrators ON voxanne.invitations TO voxanne_member
  USING ((SELECT voxanne.is_administrator())) WITH CHECK ((SELECT voxanne.is_administrator()));
CREATE POLICY invited_reading ON voxanne.invitations FOR SELECT TO voxanne_member USING (id = (SELECT voxanne.me()));
CREATE POLICY invited_asking ON voxanne.invitations FOR UPDATE TO voxanne_member
  USING (id = (SELECT voxanne.me())) WITH CHECK (id = (SELECT voxanne.me()));
CREATE POLICY members ON voxanne.audit_log TO voxanne_member
  USING (${reaches('organization_id')}) WITH CHECK (${reaches('organization_id')});
CREATE POLICY narrowed_reading ON voxanne.audit_log AS RESTRICTIVE FOR SELECT TO voxanne_member
  USING (${narrowed('organization_id')} OR (SELECT voxanne.reads_across()));
CREATE POLICY narrowed_inserting ON voxanne.audit_log AS RESTRICTIVE FOR INSERT TO voxanne_member
  WITH CHECK (organization_id IS NOT DISTINCT FROM (SELECT voxanne.current_clinic()));
GRANT INSERT, DELETE ON voxanne.scopes TO voxanne_member;
GRANT INSERT ON voxanne.membership_log TO voxanne_member;
GRANT SELECT, INSERT, DELETE, UPDATE (request) ON voxanne.invitations TO voxanne_member;
GRANT SELECT, INSERT ON voxanne.audit_log TO voxanne_member;
`;

/** The only functions that run with the owner's rights: a console can't create roles itself. */
const loginFunctions = `
CREATE FUNCTION voxanne.create_login(kind text, subject uuid, verifier text) RETURNS name
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  login name;
BEGIN
  IF NOT voxanne.is_administrator() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an administrator admits';
  END IF;
  IF kind NOT IN ('member', 'machine')
    OR verifier !~ '^SCRAM-SHA-256[$]4096:[A-Za-z0-9+/=]+[$][A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'not a login';
  END IF;
  login := 'voxanne_' || CASE kind WHEN 'member' THEN 'm' ELSE 'r' END || '_' || replace(subject::text, '-', '');
  EXECUTE format(
    'CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 20 '
    'PASSWORD %L IN ROLE %I',
    login, verifier, 'voxanne_' || kind);
  INSERT INTO voxanne.logins VALUES (login, kind, subject, kind = 'machine', false);
  RETURN login;
END $$;

CREATE FUNCTION voxanne.admit_login(subject uuid, administrator boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT voxanne.is_administrator() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an administrator admits';
  END IF;
  UPDATE voxanne.logins SET is_admitted = true, is_administrator = administrator
    WHERE subject_id = subject AND kind = 'member' AND NOT is_admitted;
END $$;

CREATE FUNCTION voxanne.remove_login(subject uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone voxanne.logins;
BEGIN
  IF NOT voxanne.is_administrator() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an administrator removes';
  END IF;
  SELECT * INTO gone FROM voxanne.logins WHERE subject_id = subject;
  IF gone.kind = 'machine' THEN
    -- It still reads that nothing is delivered to it any more, and that it was removed.
    UPDATE voxanne.logins SET is_admitted = false WHERE subject_id = subject;
    EXECUTE format('ALTER ROLE %I VALID UNTIL %L', gone.login_role, (now() + interval '7 days')::text);
  ELSIF gone.kind = 'member' THEN
    DELETE FROM voxanne.logins WHERE subject_id = subject;
    EXECUTE format('DROP ROLE %I', gone.login_role);
  END IF;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA voxanne FROM PUBLIC;
GRANT EXECUTE ON FUNCTION voxanne.me(), voxanne.is_admitted(), voxanne.is_administrator(), voxanne.my_clinics(),
  voxanne.current_clinic(), voxanne.reads_across() TO voxanne_member, voxanne_machine;
GRANT EXECUTE ON FUNCTION voxanne.create_login(text, uuid, text), voxanne.admit_login(uuid, boolean),
  voxanne.remove_login(uuid) TO voxanne_member;
`;

/** Run whole, in one transaction, by the database administrator. */
export const schemaSql = [
  roles,
  identity,
  clinics,
  memberPolicies,
  machinePolicies,
  identityPolicies,
  loginFunctions,
].join('\n');

/**
 * Lets the founder in, after {@link schemaSql} and in the same transaction, as the owner: who makes a role may remove
 * it.
 * @param login a role of `loginRole`, and `verifier` of `scramVerifier`: neither holds a quote
 */
export const founderSql = (login: string, subject: string, verifier: string) => `
CREATE ROLE ${login} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 20
  PASSWORD '${verifier}' IN ROLE voxanne_member;
INSERT INTO voxanne.logins VALUES ('${login}', 'member', '${subject}', true, true);
`;
