/** The rows of a clinic's credentials in a shared vault: read, locked, opened, sealed again and delivered. */
import type { ProviderId } from '../../../src-shared/primitives';
import { credentialChanged, credentialRevoked, credentialUnknown } from '../credential-errors';
import type { CredentialFields } from '../credential-fields';
import type { AuditNote, CredentialRecord } from '../repositories';
import { credentialOf } from '../rows';
import { credentialContext } from '../seal-contexts';
import type { Deliveries } from './deliveries';
import type { Tx } from './driver';
import type { SharedAuditWriter } from './shared-audit';
import type { SharedCredentialTable } from './shared-schema';
import type { SharedSealer } from './shared-sealer';
import { beforeSealing } from './turns';

type Row = SharedCredentialTable;

/** A row that went back in time does not carry its code, or the log tells: there is none to confirm. */
export const recordOf = (row: Parameters<typeof credentialOf>[0]) => credentialOf(row, null);

export type SharedCredentialRows = ReturnType<typeof sharedCredentialRows>;

export function sharedCredentialRows(
  { sealer, deliveries, append }: { sealer: SharedSealer; deliveries: Deliveries; append: SharedAuditWriter },
  organizationId: string,
) {
  const rowOf = async (tx: Tx, provider: ProviderId, isToChange = false) => {
    if (isToChange) await beforeSealing(tx, organizationId);
    const query = tx.selectFrom('organization_api_credentials').selectAll().where('provider', '=', provider);
    return (isToChange ? query.forUpdate() : query).executeTakeFirst();
  };
  /** The row as a member of the clinic left it, locked until the transaction ends. */
  async function toChange(tx: Tx, provider: ProviderId): Promise<Row> {
    const row = await rowOf(tx, provider, true);
    if (!row) throw credentialUnknown();
    await sealer.requireCode(tx, row);
    return row;
  }
  async function openRow(tx: Tx, row: Row): Promise<CredentialFields> {
    if (row.sealed === null) throw credentialRevoked();
    return sealer.open(tx, organizationId, row.key_version, credentialContext(row, row.sealed_fields), row.sealed);
  }
  async function replace(tx: Tx, before: Row, after: Omit<Row, 'code'>): Promise<void> {
    const { numUpdatedRows } = await tx
      .updateTable('organization_api_credentials')
      .set({ ...after, code: await sealer.code(tx, after) })
      .where('provider', '=', before.provider)
      .where('revision', '=', before.revision)
      .where('sealed_revision', '=', before.sealed_revision)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw credentialChanged();
  }
  const deliver = (tx: Tx, row: Omit<Row, 'code'>, fields: CredentialFields | null) =>
    deliveries.toMachines(
      tx,
      { organizationId, provider: row.provider, credentialId: row.id, revision: row.delivery_revision },
      fields === null ? null : { fields, choice: row.choice, simulated: row.simulated === 1 },
    );

  /** The columns of sealed fields. @param bound what the ciphertext opens with alone */
  async function seal(tx: Tx, bound: Parameters<typeof credentialContext>[0], fields: CredentialFields) {
    const { ciphertext, fieldNames, keyVersion } = await sealer.seal(tx, organizationId, fields, (names) =>
      credentialContext(bound, names),
    );
    return { sealed: ciphertext, sealed_fields: fieldNames, key_version: keyVersion };
  }

  /**
   * Seals changed fields. The sealed revision rises, so that an older ciphertext does not open in its place. The
   * record's revision stays: earlier check results remain true.
   */
  async function reseal(tx: Tx, row: Row, fields: CredentialFields, note: AuditNote): Promise<CredentialRecord> {
    const bound = {
      ...row,
      sealed_revision: Math.max(row.revision, row.sealed_revision) + 1,
      seal_format: 2,
    } as const;
    const after = {
      ...bound,
      ...(await seal(tx, bound, fields)),
      delivery_revision: row.delivery_revision + 1,
    };
    await replace(tx, row, after);
    await append(tx, organizationId, note);
    await deliver(tx, after, fields);
    return recordOf(after);
  }

  return { find: rowOf, toChange, open: openRow, replace, deliver, seal, reseal };
}
