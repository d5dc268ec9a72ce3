/**
 * The steps from each version of a shared vault's schema to the next, run by its owner alone. A step first expands: it
 * adds what newer consoles use, and older ones work on. Contracting, when the owner says so, shuts older consoles out
 * of writing and drops what only they used.
 */
import { founderSql, schemaSql } from './schema-sql';

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

export const schemaSteps: readonly SchemaStep[] = [
  // Entries of the log that tell of these changes are beyond consoles of before.
  { version: 2, expand: memberChanges, contract: { minClient: 2, sql: '' } },
];

/** Lets the administrator act as the owner for one transaction; {@link leaveOwner} takes it back. */
export const becomeOwner =
  "SET LOCAL lock_timeout = '30s'; GRANT voxanne_owner TO CURRENT_USER; SET LOCAL ROLE voxanne_owner;";
export const leaveOwner = 'RESET ROLE; REVOKE voxanne_owner FROM CURRENT_USER;';
export const setVersions = 'UPDATE voxanne.schema_meta SET version = $1, min_client = $2';

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

export type Founding = {
  /** Of `loginRole`. */
  login: string;
  subject: string;
  /** Of `scramVerifier`: the password does not follow from it. */
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
