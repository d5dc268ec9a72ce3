/**
 * The steps from each version of a shared vault's schema to the next, run by its owner alone. A step first expands: it
 * adds what newer consoles use, and older ones work on. Contracting, when the owner says so, shuts older consoles out
 * of writing and drops what only they used.
 */

import { founderSql, schemaSql } from './schema-sql';
import { memberTables, narrowing, protect } from './schema-sql-policies';
import { vouchedDeliveries, vouchedVersion } from './schema-sql-step-4';
import { writtenOutPolicies } from './schema-sql-step-6';

export type SchemaStep = {
  version: number;
  expand: string;
  /** The oldest console that may write after contracting, and what goes with that. */
  contract: { minClient: number; sql: string };
};

const memberChanges = `
CREATE FUNCTION voxanne.set_administrator(subject uuid, administrator boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT voxanne.is_administrator() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an administrator changes what others reach';
  END IF;
  UPDATE voxanne.logins SET is_administrator = administrator
    WHERE subject_id = subject AND kind = 'member' AND is_admitted;
END $$;

REVOKE ALL ON FUNCTION voxanne.set_administrator(uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION voxanne.set_administrator(uuid, boolean) TO voxanne_member;
`;

const clinic = 'organization_id uuid NOT NULL REFERENCES voxanne.organizations (id) ON DELETE CASCADE';

/**
 * Who reaches a clinic, as in the first version, but quick for members of many clinics as well: a transaction of one
 * clinic looks that one up, and one across clinics keeps them in a hash. Before, a list of them was searched anew for
 * each row: with 5,000 clinics, 40,000 rows took 2.6 seconds, and now take 0.2.
 */
const reachesOneOrMany = (column: string) => `((SELECT voxanne.is_administrator())
    OR ${column} = (SELECT voxanne.my_current_clinic())
    OR ((SELECT voxanne.reads_across()) AND ${column} IN (SELECT unnest((SELECT voxanne.my_clinics())))))`;
const reached = reachesOneOrMany('organization_id');
const lookups = `
CREATE FUNCTION voxanne.my_current_clinic() RETURNS uuid STABLE LANGUAGE sql
  RETURN (SELECT organization_id FROM voxanne.scopes
    WHERE organization_id = voxanne.current_clinic() AND subject_id = voxanne.me() AND voxanne.is_admitted());
REVOKE ALL ON FUNCTION voxanne.my_current_clinic() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION voxanne.my_current_clinic() TO voxanne_member;
${[...memberTables, ['audit_log', 'organization_id'] as const]
  .map(([table, column]) => {
    const rule = reachesOneOrMany(column);
    return `ALTER POLICY members ON voxanne.${table} USING (${rule}) WITH CHECK (${rule});`;
  })
  .join('\n')}
`;
const everyRight = 'SELECT, INSERT, UPDATE, DELETE';

/** Who is at a clinic: no lease of a test, which it was among before. Each member says so of itself alone. */
const presence = `
CREATE TABLE voxanne.presence (
  ${clinic},
  member_id uuid NOT NULL,
  doing text NOT NULL CHECK (length(doing) <= 40),
  held_until timestamptz NOT NULL,
  PRIMARY KEY (organization_id, member_id)
);
${protect('presence')}
GRANT ${everyRight} ON voxanne.presence TO voxanne_member;
CREATE POLICY members ON voxanne.presence TO voxanne_member
  USING (${reached}) WITH CHECK (${reached} AND member_id = (SELECT voxanne.me()));
${narrowing('presence', 'organization_id', everyRight)}
`;

/**
 * Who refreshes the sign-in of a clinic's connection, one at a time among all consoles and machines. And what a
 * provider put in the place of a refresh token, sealed to each member of the clinic.
 */
const refreshes = `
CREATE TABLE voxanne.refresh_leases (
  ${clinic},
  provider text NOT NULL,
  holder uuid NOT NULL,
  token uuid NOT NULL,
  held_until timestamptz NOT NULL,
  PRIMARY KEY (organization_id, provider)
);
${protect('refresh_leases')}
GRANT ${everyRight} ON voxanne.refresh_leases TO voxanne_member;
GRANT SELECT, INSERT, UPDATE ON voxanne.refresh_leases TO voxanne_machine;
CREATE POLICY members ON voxanne.refresh_leases TO voxanne_member USING (${reached}) WITH CHECK (${reached});
CREATE POLICY machines ON voxanne.refresh_leases TO voxanne_machine
  USING (organization_id = ANY ((SELECT voxanne.my_clinics())::uuid[]))
  WITH CHECK (organization_id = ANY ((SELECT voxanne.my_clinics())::uuid[]) AND holder = (SELECT voxanne.me()));
${narrowing('refresh_leases', 'organization_id', everyRight)}

CREATE TABLE voxanne.replaced_tokens (
  ${clinic},
  machine_id uuid NOT NULL,
  provider text NOT NULL,
  id uuid NOT NULL,
  member_id uuid NOT NULL,
  revision integer NOT NULL CHECK (revision >= 1),
  sealed bytea NOT NULL CHECK (length(sealed) <= 8192),
  signature text NOT NULL CHECK (length(signature) <= 200),
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, machine_id, provider, id, member_id)
);
${protect('replaced_tokens')}
GRANT SELECT, DELETE ON voxanne.replaced_tokens TO voxanne_member;
GRANT INSERT ON voxanne.replaced_tokens TO voxanne_machine;
CREATE POLICY members ON voxanne.replaced_tokens TO voxanne_member USING (${reached});
CREATE POLICY own_reports ON voxanne.replaced_tokens FOR INSERT TO voxanne_machine
  WITH CHECK (machine_id = (SELECT voxanne.me()) AND organization_id = ANY ((SELECT voxanne.my_clinics())::uuid[]));
${narrowing('replaced_tokens', 'organization_id', 'SELECT, INSERT, DELETE')}
`;

/** The role is made anew, so that connections that are open end as well: theirs is gone. */
const renewLogin = (create: string, drop: string) => `
${create} FUNCTION voxanne.renew_login(subject uuid, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known voxanne.logins;
BEGIN
  IF NOT voxanne.is_administrator() OR subject = voxanne.me() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only another administrator renews a login';
  END IF;
  IF verifier !~ '^SCRAM-SHA-256[$]4096:[A-Za-z0-9+/=]+[$][A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'not a login';
  END IF;
  SELECT * INTO known FROM voxanne.logins WHERE subject_id = subject;
  IF NOT FOUND THEN
    RAISE invalid_parameter_value USING MESSAGE = 'not a login';
  END IF;
  EXECUTE format('${drop} %I', known.login_role);
  EXECUTE format(
    'CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 20 '
    'PASSWORD %L IN ROLE %I',
    known.login_role, verifier, 'voxanne_' || known.kind);
  -- A member is admitted again, a machine goes on.
  IF known.kind = 'member' THEN
    UPDATE voxanne.logins SET is_admitted = false, is_administrator = false WHERE subject_id = subject;
  END IF;
END $$;

REVOKE ALL ON FUNCTION voxanne.renew_login(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION voxanne.renew_login(uuid, text) TO voxanne_member;
`;
const newKeys = renewLogin('CREATE', 'DROP ROLE');
/** Also where whoever runs the database dropped the role: then there is nothing to end, and it is made anew as well. */
const renewedWhereGone = renewLogin('CREATE OR REPLACE', 'DROP ROLE IF EXISTS');

export const schemaSteps: readonly SchemaStep[] = [
  // Entries of the log that tell of these changes are beyond consoles of before.
  { version: 2, expand: memberChanges, contract: { minClient: 2, sql: '' } },
  // As are those that tell of new keys.
  { version: 3, expand: [lookups, presence, refreshes, newKeys].join(''), contract: { minClient: 3, sql: '' } },
  // Consoles of before vouch for nothing, and work on.
  { version: vouchedVersion, expand: vouchedDeliveries, contract: { minClient: 3, sql: '' } },
  { version: 5, expand: renewedWhereGone, contract: { minClient: 3, sql: '' } },
  { version: 6, expand: writtenOutPolicies, contract: { minClient: 3, sql: '' } },
];

/** Lets the administrator act as the owner for one transaction; {@link leaveOwner} takes it back. */
export const becomeOwner =
  "SET LOCAL lock_timeout = '30s'; GRANT voxanne_owner TO CURRENT_USER; SET LOCAL ROLE voxanne_owner;";
export const leaveOwner = 'RESET ROLE; REVOKE voxanne_owner FROM CURRENT_USER;';
export const setVersions = 'UPDATE voxanne.schema_meta SET version = $1, min_client = $2';

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

export type Founding = {
  /** A name that `loginRole` made. */
  login: string;
  subject: string;
  /** Made by `scramVerifier`: the password does not follow from it. */
  verifier: string;
  entry: { sequence: number; body: string; signer: string; hash: string; signature: string };
};

/** The owner writes past the policies that are for members, once: the log begins with the vault. */
const foundingSql = ({ sequence, body, signer, hash, signature }: Founding['entry']) => `
ALTER TABLE voxanne.membership_log NO FORCE ROW LEVEL SECURITY;
INSERT INTO voxanne.membership_log (sequence, body, signer, hash, signature)
  VALUES (${sequence}, ${quoted(body)}, ${quoted(signer)}, ${quoted(hash)}, ${quoted(signature)});
ALTER TABLE voxanne.membership_log FORCE ROW LEVEL SECURITY;
`;

/** Everything that makes a vault, for one transaction of the database's administrator. Holds no secret. */
export const provisionSql = ({ login, subject, verifier, entry }: Founding): string =>
  [
    'SET LOCAL standard_conforming_strings = on;',
    schemaSql,
    ...schemaSteps.map(({ expand }) => expand),
    `UPDATE voxanne.schema_meta SET version = ${schemaSteps.at(-1)?.version ?? 1};`,
    founderSql(login, subject, verifier),
    foundingSql(entry),
    leaveOwner,
  ].join('\n');

/** The same for psql, which stops at the first error and undoes all of it. */
export const provisionScript = (founding: Founding): string => `\\set ON_ERROR_STOP on
SET client_encoding TO 'UTF8';
BEGIN;
DO $$
DECLARE
  number integer := current_setting('server_version_num')::integer;
BEGIN
  IF to_regnamespace('voxanne') IS NOT NULL THEN
    RAISE EXCEPTION 'There is a shared vault in this database already. It was not touched.';
  END IF;
  IF number < 150014 OR (number >= 160000 AND number < 160010) OR (number >= 170000 AND number < 170006) THEN
    RAISE EXCEPTION 'This PostgreSQL is too old for a shared vault: 15.14, 16.10, 17.6, 18 or newer is needed.';
  END IF;
END $$;
${provisionSql(founding)}
COMMIT;
`;
