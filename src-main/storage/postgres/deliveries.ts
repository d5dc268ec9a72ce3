/** Sends what a clinic's connection has become to every machine of the clinic, in the transaction of the change. */
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { type Delivered, makeDelivery } from '../../../src-shared/shared-vault/delivery';
import type { Machine } from '../../../src-shared/shared-vault/membership';
import type { Self } from './clinic-keys';
import type { Tx } from './driver';
import type { MembershipReader } from './membership-reader';
import { announceChange } from './notify';
import type { DeliveryTable } from './shared-schema';
import { whileTheSame } from './turns';

export type Deliveries = {
  /** @param delivered null: a tombstone, from here on the connection is revoked */
  toMachines(tx: Tx, place: Place, delivered: Delivered | null): Promise<void>;
  /** Delivers to a machine that was just admitted. */
  toMachine(tx: Tx, machine: Machine, place: Place, delivered: Delivered | null): Promise<void>;
};

export type Place = { organizationId: string; provider: ProviderId; credentialId: string; revision: number };

/** No more than a machine needs: a leaked machine then tells no more. */
function needed(provider: ProviderId, fields: Readonly<Record<string, string>>): Record<string, string> {
  const { machineFields }: { machineFields: readonly string[] } = providerDescriptors[provider];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => machineFields.includes(name)));
}

export function createDeliveries(self: () => Promise<Self>, membership: MembershipReader, now: () => Date): Deliveries {
  async function toMachine(tx: Tx, machine: Machine, place: Place, delivered: Delivered | null): Promise<void> {
    const { sealed, head, signer, signature } = await makeDelivery(
      await membership(tx),
      await self(),
      machine,
      place,
      delivered && { ...delivered, fields: needed(place.provider, delivered.fields) },
    );
    const row: DeliveryTable = {
      organization_id: place.organizationId,
      machine_id: machine.id,
      provider: place.provider,
      credential_id: place.credentialId,
      revision: place.revision,
      head_sequence: head.sequence,
      head_hash: head.hash,
      signer,
      sealed: sealed === null ? null : Buffer.from(sealed),
      signature,
      delivered_at: now().toISOString(),
    };
    const { organization_id, machine_id, provider, ...rest } = row;
    await tx
      .insertInto('deliveries')
      .values(row)
      .onConflict((conflict) => conflict.columns(['organization_id', 'machine_id', 'provider']).doUpdateSet(rest))
      .execute();
  }

  return {
    toMachine,
    async toMachines(tx, place, delivered) {
      await whileTheSame(tx, 'machines');
      const { machines } = await membership(tx);
      for (const machine of machines.values())
        if (machine.clinics.includes(place.organizationId)) await toMachine(tx, machine, place, delivered);
      await announceChange(tx);
    },
  };
}
