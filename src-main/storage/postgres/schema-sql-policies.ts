/** Who may do what with the tables of a shared vault, as its first version said it: policies and grants. */

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

export const memberPolicies = memberTables
  .map(
    ([table, clinic, rights]) => `${protect(table)}
GRANT ${rights} ON voxanne.${table} TO voxanne_member;
CREATE POLICY members ON voxanne.${table} TO voxanne_member
  USING (${reaches(clinic)}) WITH CHECK (${reaches(clinic)});
${narrowing(table, clinic, rights)}`,
  )
  .join('\n');

export const machinePolicies = `
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

export const identityPolicies = `
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
