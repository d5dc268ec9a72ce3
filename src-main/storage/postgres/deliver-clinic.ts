/** What a machine is given and what is taken from it, of a whole clinic: as it comes, goes, and comes back. */
import { credentialContext } from '../seal-contexts';
import type { Deliveries } from './deliveries';
import { forClinic, type Tx } from './driver';
import type { KnownSecret } from './renew-clinic';
import type { SharedSealer } from './shared-sealer';

type Parts = { sealer: SharedSealer; deliveries: Deliveries };

/** Delivers all of a clinic, when a machine is admitted to it. */
export async function deliverClinic(
  { sealer, deliveries }: Parts,
  tx: Tx,
  machine: Parameters<Deliveries['toMachine']>[1],
  organizationId: string,
): Promise<void> {
  await forClinic(tx, organizationId, null, async () => {
    const rows = await tx
      .selectFrom('organization_api_credentials')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('sealed', 'is not', null)
      .execute();
    for (const row of rows) {
      await sealer.requireCode(tx, row);
      if (row.sealed === null) continue;
      const context = credentialContext(row, row.sealed_fields);
      const fields = await sealer.open(tx, organizationId, row.key_version, context, row.sealed);
      await deliveries.toMachine(
        tx,
        machine,
        { organizationId, provider: row.provider, credentialId: row.id, revision: row.delivery_revision },
        { fields, choice: row.choice, simulated: row.simulated === 1 },
      );
    }
  });
}

/** Tombstones for everything of a clinic that a machine was given. @returns what of it is alive */
export async function withdrawFrom(
  { deliveries }: Pick<Parts, 'deliveries'>,
  tx: Tx,
  machine: Parameters<Deliveries['toMachine']>[1],
  organizationId: string,
): Promise<KnownSecret[]> {
  const given = await tx
    .selectFrom('deliveries')
    .innerJoin('organization_api_credentials as credential', (join) =>
      join
        .onRef('credential.organization_id', '=', 'deliveries.organization_id')
        .onRef('credential.provider', '=', 'deliveries.provider'),
    )
    .select(['deliveries.provider', 'deliveries.revision', 'credential.id', 'credential.key_hint'])
    .where('deliveries.organization_id', '=', organizationId)
    .where('deliveries.machine_id', '=', machine.id)
    .where('deliveries.sealed', 'is not', null)
    .execute();
  for (const { provider, revision, id } of given)
    await deliveries.toMachine(
      tx,
      machine,
      { organizationId, provider, credentialId: id, revision: revision + 1 },
      null,
    );
  return given.map(({ provider, key_hint }) => ({ organizationId, provider, keyHint: key_hint }));
}

/**
 * Everything of a clinic again, to all of its machines, when one comes back to it: what it was given before is older
 * than each of these.
 */
export async function deliverAnew({ sealer, deliveries }: Parts, tx: Tx, organizationId: string): Promise<void> {
  const rows = await tx
    .selectFrom('organization_api_credentials')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .execute();
  for (const row of rows) {
    await sealer.requireCode(tx, row);
    const given = await tx
      .selectFrom('deliveries')
      .select((of) => of.fn.max('revision').as('newest'))
      .where('organization_id', '=', organizationId)
      .where('provider', '=', row.provider)
      .executeTakeFirst();
    const after = { ...row, delivery_revision: Math.max(row.delivery_revision, given?.newest ?? 0) + 1 };
    await tx
      .updateTable('organization_api_credentials')
      .set({ delivery_revision: after.delivery_revision, code: await sealer.code(tx, after) })
      .where('organization_id', '=', organizationId)
      .where('provider', '=', row.provider)
      .execute();
    const context = credentialContext(row, row.sealed_fields);
    const fields = row.sealed && (await sealer.open(tx, organizationId, row.key_version, context, row.sealed));
    await deliveries.toMachines(
      tx,
      { organizationId, provider: row.provider, credentialId: row.id, revision: after.delivery_revision },
      fields && { fields, choice: row.choice, simulated: row.simulated === 1 },
    );
  }
}
