/**
 * A delivery: what one machine needs of one clinic's connection, sealed to that machine, and signed by the member who
 * made it. A tombstone is a delivery of nothing: from its revision on the connection is revoked.
 */
import { z } from 'zod';
import { idSchema, providerIdSchema } from '../primitives';
import { deliveryNotTrusted } from './errors';
import { type Identity, isSignedBy, signatureSchema, signWith } from './identity';
import { headSchema, type Machine, type Membership, reaches } from './membership';
import { fromUtf8, hex, sha256, utf8 } from './platform-crypto';
import { openSealed, sealTo } from './sealing';
import { type Part, statement } from './statement';

/** Exactly what a backend needs to act for the clinic at its provider. */
const deliveredSchema = z.strictObject({
  fields: z.record(z.string(), z.string()),
  /** The number in E.164, the calendar's id. */
  choice: z.string().nullable(),
  /** Obtained from a simulator. */
  simulated: z.boolean(),
});
export type Delivered = z.infer<typeof deliveredSchema>;

const placeSchema = z.strictObject({
  organizationId: idSchema,
  provider: providerIdSchema,
  credentialId: idSchema,
  /** Rises with each delivery of this clinic and provider. */
  revision: z.number().int().min(1),
  machineId: idSchema,
});
export type DeliveryPlace = z.infer<typeof placeSchema>;

const deliverySchema = z.strictObject({
  ...placeSchema.shape,
  head: headSchema,
  signer: idSchema,
  /** Null for a tombstone. */
  sealed: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
  signature: signatureSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;

type Bound = Pick<Delivery, 'head' | 'signer'> & DeliveryPlace;

const partsOf = (vaultId: string, bound: Bound): readonly Part[] => [
  vaultId,
  bound.organizationId,
  bound.provider,
  bound.credentialId,
  bound.revision,
  bound.machineId,
  bound.head.sequence,
  bound.head.hash,
  bound.signer,
];

const signedText = async (vaultId: string, bound: Bound, sealed: Uint8Array | null) =>
  statement('delivery', [...partsOf(vaultId, bound), sealed === null ? null : hex(await sha256(sealed))]);

/** @param delivered null for a tombstone */
export async function makeDelivery(
  { vaultId, head }: Pick<Membership, 'vaultId' | 'head'>,
  signer: { id: string; keys: Identity },
  machine: Pick<Machine, 'id' | 'keys'>,
  place: Omit<DeliveryPlace, 'machineId'>,
  delivered: Delivered | null,
): Promise<Delivery> {
  const bound = { ...place, machineId: machine.id, head, signer: signer.id };
  const context = statement('delivery', partsOf(vaultId, bound));
  const sealed =
    delivered === null ? null : await sealTo(machine.keys.receive, context, utf8(JSON.stringify(delivered)));
  return { ...bound, sealed, signature: await signWith(signer.keys, await signedText(vaultId, bound, sealed)) };
}

/**
 * Verifies and opens a delivery on its machine.
 * @returns null for a tombstone
 * @throws AppError `shared-vault.delivery-not-trusted`
 */
export async function openDelivery(
  membership: Membership,
  machine: { id: string; keys: Identity },
  delivery: Delivery,
): Promise<Delivered | null> {
  const { organizationId, machineId, head, signer, sealed, signature } = delivery;
  const admitted = membership.machines.get(machine.id);
  const member = membership.members.get(signer);
  const isAddressed =
    machineId === machine.id && admitted?.clinics.includes(organizationId) === true && membership.has(head);
  const isFromMember =
    member !== undefined &&
    reaches(member.scope, organizationId) &&
    (await isSignedBy(member.keys, signature, await signedText(membership.vaultId, delivery, sealed)));
  if (!isAddressed || !isFromMember) throw deliveryNotTrusted();
  if (sealed === null) return null;
  const context = statement('delivery', partsOf(membership.vaultId, delivery));
  const plain = await openSealed(machine.keys.receive.private, context, sealed);
  if (plain === null) throw deliveryNotTrusted();
  const text: unknown = JSON.parse(fromUtf8(plain));
  plain.fill(0);
  const delivered = deliveredSchema.safeParse(text);
  if (!delivered.success) throw deliveryNotTrusted();
  return delivered.data;
}
