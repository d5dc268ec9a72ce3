/** A clinic's data key, wrapped for one member, and signed by the member who wrapped it. */
import { keyNotTrusted } from './errors';
import { type Identity, isSignedBy, signWith } from './identity';
import { type Head, type Member, type Membership, reaches } from './membership';
import { hex, sha256 } from './platform-crypto';
import { openSealed, sealTo } from './sealing';
import { type Part, statement } from './statement';

export type WrappedKey = {
  organizationId: string;
  version: number;
  memberId: string;
  signer: string;
  head: Head;
  wrapped: Uint8Array;
  signature: string;
};

type Bound = Omit<WrappedKey, 'wrapped' | 'signature'>;

const partsOf = (vaultId: string, { organizationId, version, memberId, signer, head }: Bound): readonly Part[] => [
  vaultId,
  organizationId,
  version,
  memberId,
  signer,
  head.sequence,
  head.hash,
];
const signedText = async (vaultId: string, bound: Bound, wrapped: Uint8Array) =>
  statement('clinic-key', [...partsOf(vaultId, bound), hex(await sha256(wrapped))]);

export async function wrapClinicKey(
  { vaultId, head }: Pick<Membership, 'vaultId' | 'head'>,
  signer: { id: string; keys: Identity },
  member: Pick<Member, 'id' | 'keys'>,
  { organizationId, version }: Pick<WrappedKey, 'organizationId' | 'version'>,
  key: Uint8Array,
): Promise<WrappedKey> {
  const bound = { organizationId, version, memberId: member.id, signer: signer.id, head };
  const wrapped = await sealTo(member.keys.receive, statement('clinic-key', partsOf(vaultId, bound)), key);
  return { ...bound, wrapped, signature: await signWith(signer.keys, await signedText(vaultId, bound, wrapped)) };
}

/** @throws AppError `shared-vault.key-not-trusted` */
export async function unwrapClinicKey(
  membership: Membership,
  member: { id: string; keys: Identity },
  wrapped: WrappedKey,
): Promise<Uint8Array> {
  const signer = membership.members.get(wrapped.signer);
  const isTrusted =
    wrapped.memberId === member.id &&
    signer !== undefined &&
    reaches(signer.scope, wrapped.organizationId) &&
    membership.has(wrapped.head) &&
    (await isSignedBy(signer.keys, wrapped.signature, await signedText(membership.vaultId, wrapped, wrapped.wrapped)));
  if (!isTrusted) throw keyNotTrusted();
  const context = statement('clinic-key', partsOf(membership.vaultId, wrapped));
  const key = await openSealed(member.keys.receive.private, context, wrapped.wrapped);
  if (key === null) throw keyNotTrusted();
  return key;
}
