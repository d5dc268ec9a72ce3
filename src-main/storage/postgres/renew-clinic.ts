/**
 * Seals everything of a clinic again, under a new key that a removed member never had, and delivers it again, signed by
 * a member who is still there. What the removed member knew, it knows: only the providers can end that.
 */

import { credentialContext, revocationContext } from '../seal-contexts';
import type { ClinicKeys } from './clinic-keys';
import type { Deliveries, Place } from './deliveries';
import type { Tx } from './driver';
import type { SharedSealer } from './shared-sealer';

export type KnownSecret = { organizationId: string; provider: Place['provider']; keyHint: string };

/** Inside a transaction of that clinic. @returns the secrets of the clinic that are alive */
export async function renewClinic(
  { clinicKeys, sealer, deliveries }: { clinicKeys: ClinicKeys; sealer: SharedSealer; deliveries: Deliveries },
  tx: Tx,
  organizationId: string,
): Promise<KnownSecret[]> {
  await clinicKeys.renew(tx, organizationId);
  const known: KnownSecret[] = [];
  const credentials = await tx
    .selectFrom('organization_api_credentials')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .execute();
  for (const row of credentials) {
    await sealer.requireCode(tx, row);
    const { provider, sealed } = row;
    const fields =
      sealed &&
      (await sealer.open(tx, organizationId, row.key_version, credentialContext(row, row.sealed_fields), sealed));
    const bound = {
      ...row,
      sealed_revision: Math.max(row.revision, row.sealed_revision) + 1,
      delivery_revision: row.delivery_revision + 1,
      seal_format: 2,
    } as const;
    const after = await sealer.sealRow(tx, bound, fields);
    await tx
      .updateTable('organization_api_credentials')
      .set(after)
      .where('organization_id', '=', organizationId)
      .where('provider', '=', provider)
      .execute();
    await deliveries.toMachines(
      tx,
      { organizationId, provider, credentialId: row.id, revision: after.delivery_revision },
      fields && { fields, choice: row.choice, simulated: row.simulated === 1 },
    );
    if (fields) known.push({ organizationId, provider, keyHint: row.key_hint });
  }
  const revocations = await tx
    .selectFrom('pending_revocations')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .execute();
  for (const row of revocations) {
    const context = revocationContext(row, row.sealed_fields);
    const fields = await sealer.open(tx, organizationId, row.key_version, context, row.sealed);
    const bound = { ...row, seal_format: 2 } as const;
    const { ciphertext, fieldNames, keyVersion } = await sealer.seal(tx, organizationId, fields, (names) =>
      revocationContext(bound, names),
    );
    await tx
      .updateTable('pending_revocations')
      .set({ sealed: ciphertext, sealed_fields: fieldNames, key_version: keyVersion, seal_format: 2 })
      .where('organization_id', '=', organizationId)
      .where('id', '=', row.id)
      .execute();
  }
  await clinicKeys.dropOlder(tx, organizationId);
  return known;
}

/** The secrets of these clinics that are alive now; nothing is sealed again. */
export async function aliveSecrets(tx: Tx, clinics: readonly string[]): Promise<KnownSecret[]> {
  const ofThem = new Set(clinics);
  const rows = await tx
    .selectFrom('organization_api_credentials')
    .select(['organization_id', 'provider', 'key_hint'])
    .where('sealed', 'is not', null)
    .orderBy('organization_id')
    .orderBy('provider')
    .execute();
  return rows
    .filter((row) => ofThem.has(row.organization_id))
    .map((row) => ({ organizationId: row.organization_id, provider: row.provider, keyHint: row.key_hint }));
}
