/**
 * What a provider put in the place of a refresh token: the machine that was told seals it to each member of the clinic,
 * and signs it. It counts for the revision that the machine had, and for none that came after.
 */
import type { ProviderId } from '../primitives';
import { type Identity, isSignedBy, signWith } from './identity';
import type { Machine, Member, Membership } from './membership';
import { fromUtf8, hex, sha256, utf8 } from './platform-crypto';
import { openSealed, sealTo } from './sealing';
import { statement } from './statement';

type ReplacedTokenPlace = {
  organizationId: string;
  provider: ProviderId;
  machineId: string;
  id: string;
  memberId: string;
  revision: number;
};

const partsOf = (vaultId: string, place: ReplacedTokenPlace) => [
  vaultId,
  place.organizationId,
  place.provider,
  place.machineId,
  place.id,
  place.memberId,
  place.revision,
];
const signedText = async (vaultId: string, place: ReplacedTokenPlace, sealed: Uint8Array) =>
  statement('replaced-token', [...partsOf(vaultId, place), hex(await sha256(sealed))]);

export async function sealReplacedToken(
  { vaultId }: Pick<Membership, 'vaultId'>,
  machine: Pick<Machine, 'id'> & { keys: Identity },
  member: Pick<Member, 'id' | 'keys'>,
  about: Pick<ReplacedTokenPlace, 'organizationId' | 'provider' | 'id' | 'revision'>,
  token: string,
): Promise<{ sealed: Uint8Array; signature: string }> {
  const place = { ...about, machineId: machine.id, memberId: member.id };
  const context = statement('replaced-token', partsOf(vaultId, place));
  const sealed = await sealTo(member.keys.receive, context, utf8(token));
  return { sealed, signature: await signWith(machine.keys, await signedText(vaultId, place, sealed)) };
}

/** Null where it is not from a machine of the clinic, or does not open. */
export async function openReplacedToken(
  membership: Membership,
  member: { id: string; keys: Identity },
  { sealed, signature, ...place }: ReplacedTokenPlace & { sealed: Uint8Array; signature: string },
): Promise<string | null> {
  const { vaultId, machines } = membership;
  const machine = machines.get(place.machineId);
  const isTrusted =
    place.memberId === member.id &&
    machine?.clinics.includes(place.organizationId) === true &&
    (await isSignedBy(machine.keys, signature, await signedText(vaultId, place, sealed)));
  if (!isTrusted) return null;
  const context = statement('replaced-token', partsOf(vaultId, place));
  const plain = await openSealed(member.keys.receive.private, context, sealed);
  return plain && fromUtf8(plain);
}
