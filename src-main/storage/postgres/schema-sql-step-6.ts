/**
 * The step to version 6 of a shared vault's schema: the policies look up themselves who asks, and nobody writes in
 * another member's name.
 *
 * Before, they called functions that read `logins` and `scopes`. The server plans and runs such a function anew for
 * each statement; written out, the lookups are a part of the statement's own plan, which is kept.
 */
import { memberTables } from './schema-sql-policies';

const ofAsker = 'FROM voxanne.logins WHERE login_role = session_user';
const me = `(SELECT subject_id ${ofAsker})`;
const meAdmitted = `(SELECT subject_id ${ofAsker} AND is_admitted)`;
const isAdministrator = `(SELECT is_administrator ${ofAsker})`;
/** One clinic of a transaction that names one, all of a transaction that reads across: one look into the index. */
const isOfMine = (column: string) => `${column} IN (SELECT organization_id FROM voxanne.scopes
    WHERE subject_id = ${meAdmitted} AND organization_id >= (SELECT voxanne.first_clinic())
      AND organization_id <= (SELECT voxanne.last_clinic()))`;
const isReached = (column: string) => `(${isAdministrator} OR ${isOfMine(column)})`;

/**
 * The row of who asks is found by its index only in a table of many pages. In one of few, each statement compared the
 * logins of all with its own: at 250 of them that took longer than everything else.
 */
const lookups = `
CREATE FUNCTION voxanne.first_clinic() RETURNS uuid STABLE LANGUAGE sql RETURN CASE
  WHEN voxanne.reads_across() THEN '00000000-0000-0000-0000-000000000000'::uuid ELSE voxanne.current_clinic() END;
CREATE FUNCTION voxanne.last_clinic() RETURNS uuid STABLE LANGUAGE sql RETURN CASE
  WHEN voxanne.reads_across() THEN 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid ELSE voxanne.current_clinic() END;
REVOKE ALL ON FUNCTION voxanne.first_clinic(), voxanne.last_clinic() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION voxanne.first_clinic(), voxanne.last_clinic() TO voxanne_member, voxanne_machine;
CREATE INDEX scopes_by_subject ON voxanne.scopes (subject_id, organization_id);
DROP INDEX voxanne.scopes_of_subject;
ALTER TABLE voxanne.logins SET (fillfactor = 10);
UPDATE voxanne.logins SET kind = kind;
`;

type Rule = { using?: string; check?: string };
const alter = (policy: string, table: string, { using, check }: Rule) =>
  `ALTER POLICY ${policy} ON voxanne.${table}${using === undefined ? '' : ` USING (${using})`}${
    check === undefined ? '' : ` WITH CHECK (${check})`
  };`;
const both = (rule: string): Rule => ({ using: rule, check: rule });

const reached = isReached('organization_id');
const ownReport = `machine_id = ${me} AND ${isOfMine('organization_id')}`;
const ofMembers = [
  ...memberTables.map(([table, column]) => alter('members', table, both(isReached(column)))),
  ...['audit_log', 'refresh_leases'].map((table) => alter('members', table, both(reached))),
  alter('members', 'presence', { using: reached, check: `${reached} AND member_id = ${me}` }),
  alter('members', 'replaced_tokens', { using: reached }),
  alter('own_words', 'delivery_heads', both(`member_id = ${meAdmitted}`)),
];
const ofMachines = [
  alter('own_deliveries', 'deliveries', { using: `machine_id = ${me}` }),
  ...['receipts', 'usage', 'failures', 'replaced_tokens'].map((table) =>
    alter('own_reports', table, { check: ownReport }),
  ),
  ...['usage', 'failures'].flatMap((table) =>
    ['own_reading', 'own_dropping'].map((policy) => alter(policy, table, { using: `machine_id = ${me}` })),
  ),
  alter('own_counting', 'usage', both(ownReport)),
  alter('machines', 'refresh_leases', {
    using: isOfMine('organization_id'),
    check: `${isOfMine('organization_id')} AND holder = ${me}`,
  }),
  alter('about_oneself', 'delivery_heads', { using: `machine_id = ${me}` }),
];
const ofWhoBelongs = [
  alter('oneself', 'scopes', { using: `subject_id = ${me}` }),
  ...['scopes', 'invitations'].map((table) => alter('administrators', table, both(isAdministrator))),
  alter('administrators', 'membership_log', { check: isAdministrator }),
  alter('invited_reading', 'invitations', { using: `id = ${me}` }),
  alter('invited_asking', 'invitations', both(`id = ${me}`)),
];
const nobodyCalls = `
DROP FUNCTION voxanne.my_current_clinic();
DROP FUNCTION voxanne.my_clinics();
DROP FUNCTION voxanne.is_admitted();
`;

/** Where a row says who made it, that is who asks. What others made before stays theirs. */
const inOnesName = [
  ...(
    [
      ['audit_log', 'actor_id'],
      ['clinic_keys', 'signer'],
      ['deliveries', 'signer'],
      ['membership_log', 'signer'],
      ['invitations', 'invited_by'],
      ['refresh_leases', 'holder'],
    ] as const
  ).map(
    ([table, column]) => `CREATE POLICY in_ones_name_inserting ON voxanne.${table} AS RESTRICTIVE FOR INSERT
  TO voxanne_member WITH CHECK (${column} = ${me});`,
  ),
  ...(
    [
      ['deliveries', 'signer'],
      ['refresh_leases', 'holder'],
    ] as const
  ).map(
    ([table, column]) => `CREATE POLICY in_ones_name_updating ON voxanne.${table} AS RESTRICTIVE FOR UPDATE
  TO voxanne_member USING (true) WITH CHECK (${column} = ${me});`,
  ),
  // A word that is over may go, whoever said it: also one from before the server's clock was put back.
  `CREATE POLICY in_ones_name_updating ON voxanne.presence AS RESTRICTIVE FOR UPDATE
  TO voxanne_member USING (member_id = ${me});
CREATE POLICY in_ones_name_deleting ON voxanne.presence AS RESTRICTIVE FOR DELETE TO voxanne_member
  USING (member_id = ${me} OR held_until < (SELECT now()) OR held_until > (SELECT now() + interval '7 minutes'));`,
];

export const writtenOutPolicies = [
  lookups,
  [...ofMembers, ...ofMachines, ...ofWhoBelongs].join('\n'),
  nobodyCalls,
  inOnesName.join('\n'),
  '\n',
].join('');
