/**
 * The schema of a shared vault, version 1, as the SQL that its owner runs.
 *
 * Who asks is known from `session_user`: each member and each machine has a login role of its own, and no statement
 * changes it. Policies lead from there to `logins` and `scopes`. The settings of a transaction, `voxanne.clinic` and
 * `voxanne.across`, only narrow what is left: they guard against a fault in the console, and not against an attacker,
 * who can set them.
 */
import { identityPolicies, machinePolicies, memberPolicies } from './schema-sql-policies';
import { clinics, identity } from './schema-sql-tables';

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
