/** A clinic that comes from a computer: written to a shared vault in one transaction, and read back to be compared. */
import type { ClinicCopy } from '../clinic-copy';
import { credentialContext, revocationContext } from '../seal-contexts';
import type { ClinicKeys } from './clinic-keys';
import type { Tx } from './driver';
import type { RowPins } from './row-pins';
import { asStored } from './shared-audit';
import type { SharedSealer } from './shared-sealer';

type Parts = { clinicKeys: ClinicKeys; sealer: SharedSealer; rowPins: RowPins };

/** Rows of one statement: a statement takes no more than 65,535 values. */
const rowsOfStatement = 1_000;

/** The row as the database returns it. */
const stored = <Row extends object>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? asStored(value) : value]),
  ) as Row;

async function inSlices<Row>(rows: readonly Row[], insert: (slice: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsOfStatement)
    await insert(rows.slice(from, from + rowsOfStatement));
}

/** Inside a transaction of that clinic, which is not there. @param keyVersion of its new data key */
export async function writeCopy(
  { clinicKeys, sealer, rowPins }: Parts,
  tx: Tx,
  copy: ClinicCopy,
  keyVersion: number,
): Promise<void> {
  const { id } = copy.organization;
  await tx.insertInto('organizations').values(stored(copy.organization)).execute();
  await clinicKeys.create(tx, id, keyVersion);
  for (const { row, fields } of copy.credentials) {
    // Above what was delivered before, where the server lost the clinic.
    const seen = await rowPins.of(tx, row);
    const bound = { ...stored(row), seal_format: 2, delivery_revision: seen.delivery_revision + 1 } as const;
    await tx
      .insertInto('organization_api_credentials')
      .values(await sealer.sealRow(tx, bound, fields))
      .execute();
  }
  for (const { row, fields } of copy.revocations) {
    const bound = { ...stored(row), seal_format: 2 } as const;
    const made = await sealer.seal(tx, id, fields, (names) => revocationContext(bound, names));
    await tx
      .insertInto('pending_revocations')
      .values({ ...bound, sealed: made.ciphertext, sealed_fields: made.fieldNames, key_version: made.keyVersion })
      .execute();
  }
  await inSlices(copy.checks.map(stored), (rows) => tx.insertInto('readiness_checks').values(rows).execute());
  await inSlices(copy.runs.map(stored), (rows) => tx.insertInto('test_runs').values(rows).execute());
  await inSlices(copy.messages.map(stored), (rows) => tx.insertInto('sms_messages').values(rows).execute());
  await inSlices(copy.drafts.map(stored), (rows) => tx.insertInto('message_drafts').values(rows).execute());
}

/**
 * What the vault holds of a clinic, with every secret of it opened; null where it holds none.
 * @throws AppError `shared-vault.*`, `vault.sealed-data-invalid`
 */
export async function readCopy({ sealer }: Pick<Parts, 'sealer'>, tx: Tx, id: string): Promise<ClinicCopy | null> {
  const organization = await tx.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst();
  if (!organization) return null;
  const credentials: ClinicCopy['credentials'] = [];
  for (const row of await tx
    .selectFrom('organization_api_credentials')
    .selectAll()
    .where('organization_id', '=', id)
    .orderBy('provider')
    .execute()) {
    await sealer.requireCode(tx, row);
    const context = credentialContext(row, row.sealed_fields);
    const fields = row.sealed && (await sealer.open(tx, id, row.key_version, context, row.sealed));
    credentials.push({ row, fields });
  }
  const revocations: ClinicCopy['revocations'] = [];
  for (const row of await tx
    .selectFrom('pending_revocations')
    .selectAll()
    .where('organization_id', '=', id)
    .orderBy('id')
    .execute()) {
    const context = revocationContext(row, row.sealed_fields);
    revocations.push({ row, fields: await sealer.open(tx, id, row.key_version, context, row.sealed) });
  }
  return {
    organization,
    credentials,
    revocations,
    checks: await tx.selectFrom('readiness_checks').selectAll().where('organization_id', '=', id).execute(),
    runs: await tx.selectFrom('test_runs').selectAll().where('organization_id', '=', id).execute(),
    messages: await tx.selectFrom('sms_messages').selectAll().where('organization_id', '=', id).execute(),
    drafts: await tx.selectFrom('message_drafts').selectAll().where('organization_id', '=', id).execute(),
  };
}

/** What each store has for itself: how it seals, and to whom it delivered. */
const ownColumns = new Set(['sealed', 'sealed_fields', 'seal_format', 'key_version', 'delivery_revision', 'code']);
const isTime = (name: string) => name === 'at' || name.endsWith('_at');

/** One form of a row for both stores. */
const comparable = (row: object): string =>
  JSON.stringify(
    Object.entries(stored(row))
      .filter(([name]) => !ownColumns.has(name))
      .map(([name, value]): [string, unknown] => [
        name,
        isTime(name) && typeof value === 'string' ? new Date(value).toISOString() : value,
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
const withFields = ({ row, fields }: { row: object; fields: Record<string, string> | null }) =>
  `${comparable(row)} ${JSON.stringify(fields && Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))}`;

/** Whether two stores hold the same of a clinic, secrets included. */
export function isSameClinic(one: ClinicCopy, other: ClinicCopy): boolean {
  const told = (copy: ClinicCopy) =>
    JSON.stringify([
      comparable(copy.organization),
      copy.credentials.map(withFields).sort(),
      copy.revocations.map(withFields).sort(),
      ...[copy.checks, copy.runs, copy.messages, copy.drafts].map((rows: object[]) => rows.map(comparable).sort()),
    ]);
  return told(one) === told(other);
}
