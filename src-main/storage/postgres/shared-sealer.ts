/** Seals and opens fields with a clinic's key, and codes the rows that stand beside them. */
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { open, type SealContext, seal } from '../../crypto/envelope';
import { credentialNotOpened } from '../../crypto/sealed-errors';
import type { CredentialFields } from '../credential-fields';
import { credentialContext } from '../seal-contexts';
import { savedDataDamaged } from '../storage-errors';
import type { ClinicKeys } from './clinic-keys';
import type { Tx } from './driver';
import type { RowPins } from './row-pins';
import { rowChangedOutside } from './shared-errors';
import type { SharedCredentialTable } from './shared-schema';

const fieldsSchema = z.record(z.string(), z.string());

/** What of a row a delivery or a decision follows from. The sealed fields are bound to their own place already. */
type Coded = Pick<
  SharedCredentialTable,
  | 'organization_id'
  | 'provider'
  | 'id'
  | 'method_id'
  | 'status'
  | 'choice'
  | 'metadata'
  | 'account_key'
  | 'key_hint'
  | 'simulated'
  | 'mode'
  | 'revision'
  | 'sealed_revision'
  | 'delivery_revision'
  | 'key_version'
>;

function codeWith(key: KeyObject, row: Coded): string {
  const own = createHmac('sha256', key).update('voxanne shared vault row').digest();
  const told = [
    row.organization_id,
    row.provider,
    row.id,
    row.method_id,
    row.status,
    row.choice,
    row.metadata,
    row.account_key,
    row.key_hint,
    row.simulated,
    row.mode,
    row.revision,
    row.sealed_revision,
    row.delivery_revision,
    row.key_version,
  ];
  return createHmac('sha256', own).update(JSON.stringify(told)).digest('hex');
}

export type SharedSealer = ReturnType<typeof createSharedSealer>;

/** What code a row carries is made and asked here, and so it is here that a row is seen. */
export function createSharedSealer(clinicKeys: ClinicKeys, rowPins: RowPins) {
  async function fits(tx: Tx, row: Coded & { code: string }): Promise<boolean> {
    const made = Buffer.from(codeWith(await clinicKeys.of(tx, row.organization_id, row.key_version), row));
    const stored = Buffer.from(row.code);
    return made.length === stored.length && timingSafeEqual(made, stored);
  }

  async function sealFields(
    tx: Tx,
    organizationId: string,
    fields: CredentialFields,
    contextOf: (fieldNames: string) => SealContext,
  ) {
    const { version, key } = await clinicKeys.newest(tx, organizationId);
    const fieldNames = JSON.stringify(Object.keys(fields).sort());
    const plain = Buffer.from(JSON.stringify(fields));
    const ciphertext = seal(key, contextOf(fieldNames), plain);
    plain.fill(0);
    return { ciphertext, fieldNames, keyVersion: version };
  }

  async function codeOf(tx: Tx, row: Coded): Promise<string> {
    await rowPins.see(tx, row);
    return codeWith(await clinicKeys.of(tx, row.organization_id, row.key_version), row);
  }

  return {
    /** @param contextOf what the ciphertext is bound to, given the sorted names of the fields as JSON */
    seal: sealFields,
    /** A row whose secret is sealed anew in its place; null fields for one that was revoked. */
    async sealRow<Row extends Parameters<typeof credentialContext>[0] & Omit<Coded, 'key_version'>>(
      tx: Tx,
      row: Row,
      fields: CredentialFields | null,
    ) {
      const made = await sealFields(tx, row.organization_id, fields ?? {}, (names) => credentialContext(row, names));
      const sealed = {
        ...row,
        sealed: fields && made.ciphertext,
        sealed_fields: made.fieldNames,
        key_version: made.keyVersion,
      };
      return { ...sealed, code: await codeOf(tx, sealed) };
    },
    /** @throws AppError `vault.*`, `shared-vault.*` */
    async open(
      tx: Tx,
      organizationId: string,
      keyVersion: number,
      context: SealContext,
      ciphertext: Buffer,
    ): Promise<CredentialFields> {
      const plain = open(await clinicKeys.of(tx, organizationId, keyVersion), context, ciphertext);
      if (typeof plain === 'string') throw credentialNotOpened(plain);
      const parsed = fieldsSchema.safeParse(JSON.parse(plain.toString()));
      plain.fill(0);
      if (!parsed.success) throw savedDataDamaged();
      return parsed.data;
    },
    code: codeOf,
    /** @throws AppError `shared-vault.row-changed`, `shared-vault.row-rolled-back` */
    async requireCode(tx: Tx, row: Coded & { code: string }): Promise<void> {
      if (!(await fits(tx, row))) throw rowChangedOutside();
      await rowPins.require(tx, row);
      await rowPins.see(tx, row);
    },
    /** Whether a member of the clinic left the row like that, be it at an earlier time. */
    fits,
  };
}
