/** The step to version 4 of a shared vault's schema: members vouch for deliveries, and reports do not pile up. */
import { protect } from './schema-sql-policies';

/** The word of each member for each machine; the newest takes the place of the one before. */
const deliveryHeads = `
CREATE TABLE voxanne.delivery_heads (
  machine_id uuid NOT NULL REFERENCES voxanne.logins (subject_id) ON DELETE CASCADE,
  member_id uuid NOT NULL REFERENCES voxanne.logins (subject_id) ON DELETE CASCADE,
  head_sequence integer NOT NULL,
  head_hash text NOT NULL CHECK (length(head_hash) <= 64),
  digest text NOT NULL CHECK (length(digest) <= 64),
  signed_at text NOT NULL CHECK (length(signed_at) <= 40),
  signature text NOT NULL CHECK (length(signature) <= 200),
  PRIMARY KEY (machine_id, member_id)
);
CREATE INDEX delivery_heads_of_member ON voxanne.delivery_heads (member_id);
${protect('delivery_heads')}
GRANT SELECT, INSERT, UPDATE ON voxanne.delivery_heads TO voxanne_member;
GRANT SELECT ON voxanne.delivery_heads TO voxanne_machine;
CREATE POLICY own_words ON voxanne.delivery_heads TO voxanne_member
  USING (member_id = (SELECT voxanne.me()) AND (SELECT voxanne.is_admitted()))
  WITH CHECK (member_id = (SELECT voxanne.me()) AND (SELECT voxanne.is_admitted()));
CREATE POLICY about_oneself ON voxanne.delivery_heads FOR SELECT TO voxanne_machine
  USING (machine_id = (SELECT voxanne.me()));
`;

/** What is younger stays, whoever asks: it is what people look at. */
const isOld = (column: string) => `${column} < (SELECT now() - interval '7 days')`;

/**
 * A machine counts the uses of an hour in one row, and takes back nothing but what is old. Members of a clinic drop
 * what machines left that are gone, in all their clinics at once.
 */
const reports = (
  [
    ['usage', 'last_used_at'],
    ['failures', 'failed_at'],
  ] as const
)
  .map(
    ([table, column]) => `
CREATE INDEX ${table}_by_time ON voxanne.${table} (${column});
GRANT SELECT, DELETE ON voxanne.${table} TO voxanne_machine;
GRANT DELETE ON voxanne.${table} TO voxanne_member;
CREATE POLICY own_reading ON voxanne.${table} FOR SELECT TO voxanne_machine
  USING (machine_id = (SELECT voxanne.me()));
CREATE POLICY own_dropping ON voxanne.${table} FOR DELETE TO voxanne_machine
  USING (machine_id = (SELECT voxanne.me()));
CREATE POLICY old_dropping ON voxanne.${table} AS RESTRICTIVE FOR DELETE TO voxanne_member, voxanne_machine
  USING (${isOld(column)});
`,
  )
  .join('');

const countedByTheHour = `
GRANT UPDATE (uses, last_used_at) ON voxanne.usage TO voxanne_machine;
CREATE POLICY own_counting ON voxanne.usage FOR UPDATE TO voxanne_machine
  USING (machine_id = (SELECT voxanne.me()) AND organization_id = ANY ((SELECT voxanne.my_clinics())::uuid[]))
  WITH CHECK (machine_id = (SELECT voxanne.me()) AND organization_id = ANY ((SELECT voxanne.my_clinics())::uuid[]));
CREATE POLICY narrowed_updating ON voxanne.usage AS RESTRICTIVE FOR UPDATE TO voxanne_member, voxanne_machine
  USING (organization_id = (SELECT voxanne.current_clinic()))
  WITH CHECK (organization_id = (SELECT voxanne.current_clinic()));
`;

/** From this version on members vouch for deliveries. */
export const vouchedVersion = 4;
export const vouchedDeliveries = [deliveryHeads, reports, countedByTheHour].join('');
