/** The rows of the vault that a machine reads, as the database and the cache file hold them. */
import { z } from 'zod';
import { idSchema, providerIdSchema, timeSchema } from '../src-shared/primitives';
import type { Delivery } from '../src-shared/shared-vault/delivery';
import type { DeliveryHead } from '../src-shared/shared-vault/delivery-heads';
import { hashSchema, signatureSchema } from '../src-shared/shared-vault/identity';

export const deliveredRowSchema = z.compile(
  z.object({
    organization_id: idSchema,
    machine_id: idSchema,
    provider: providerIdSchema,
    credential_id: idSchema,
    revision: z.number().int(),
    head_sequence: z.number().int(),
    head_hash: hashSchema,
    signer: idSchema,
    /** In hexadecimal digits; null for a tombstone. */
    sealed: z.string().nullable(),
    signature: signatureSchema,
  }),
);
export type DeliveredRow = z.infer<typeof deliveredRowSchema>;

export const headRowSchema = z.object({
  machine_id: idSchema,
  member_id: idSchema,
  head_sequence: z.number().int(),
  head_hash: hashSchema,
  digest: hashSchema,
  signed_at: timeSchema,
  signature: signatureSchema,
});

export const wordOf = (row: z.infer<typeof headRowSchema>): DeliveryHead => ({
  machineId: row.machine_id,
  memberId: row.member_id,
  head: { sequence: row.head_sequence, hash: row.head_hash },
  digest: row.digest,
  at: row.signed_at,
  signature: row.signature,
});

export const deliveryOf = (row: DeliveredRow): Delivery => ({
  organizationId: row.organization_id,
  machineId: row.machine_id,
  provider: row.provider,
  credentialId: row.credential_id,
  revision: row.revision,
  head: { sequence: row.head_sequence, hash: row.head_hash },
  signer: row.signer,
  sealed: row.sealed === null ? null : Uint8Array.from(Buffer.from(row.sealed, 'hex')),
  signature: row.signature,
});
