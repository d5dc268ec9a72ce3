/**
 * A member's word for what one machine is to hold: a hash of all that the member sees delivered to it, signed with the
 * time. A server that holds a delivery back can't show a new word that fits the older one, so what it shows grows old.
 */
import { type Identity, isSignedBy, signWith } from './identity';
import { type Head, type Machine, type Member, type Membership, reaches } from './membership';
import { type Part, statement, statementHash } from './statement';

/** What a delivery is told apart by. */
export type DeliveredAs = { organizationId: string; provider: string; revision: number; signature: string };

export type DeliveryHead = {
  machineId: string;
  memberId: string;
  /** The newest entry of the membership log that the member saw. */
  head: Head;
  digest: string;
  /** By the clock of the member's console. */
  at: string;
  signature: string;
};

/** The clinics that a member's word for a machine is about: what both reach, by the log. */
export const clinicsOfWord = ({ scope }: Pick<Member, 'scope'>, { clinics }: Pick<Machine, 'clinics'>): string[] =>
  clinics.filter((clinic) => reaches(scope, clinic));

/** @param clinics all others are left out; @param rows in any order */
export function deliveriesDigest(clinics: readonly string[], rows: readonly DeliveredAs[]): Promise<string> {
  const meant = new Set(clinics);
  const nameOf = (row: DeliveredAs) => `${row.organizationId} ${row.provider}`;
  const parts: Part[] = rows
    .filter(({ organizationId }) => meant.has(organizationId))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
    .flatMap((row) => [row.organizationId, row.provider, row.revision, row.signature]);
  return statementHash('delivery-list', parts);
}

const signedText = (vaultId: string, { machineId, memberId, head, digest, at }: Omit<DeliveryHead, 'signature'>) =>
  statement('delivery-head', [vaultId, machineId, memberId, head.sequence, head.hash, digest, at]);

export async function signDeliveryHead(
  { vaultId, head }: Pick<Membership, 'vaultId' | 'head'>,
  signer: { id: string; keys: Identity },
  machineId: string,
  digest: string,
  at: Date,
): Promise<DeliveryHead> {
  const word = { machineId, memberId: signer.id, head, digest, at: at.toISOString() };
  return { ...word, signature: await signWith(signer.keys, signedText(vaultId, word)) };
}

/**
 * Whether a member gave this word. One that names an entry of the log that is not there is none: the log is held back.
 */
export async function isGivenWord(membership: Membership, word: DeliveryHead): Promise<boolean> {
  const member = membership.members.get(word.memberId);
  return (
    member !== undefined &&
    membership.has(word.head) &&
    (await isSignedBy(member.keys, word.signature, signedText(membership.vaultId, word)))
  );
}
