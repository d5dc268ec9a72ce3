/**
 * The membership log: who may read and sign what. Each entry hashes the one before it and is signed by a member who was
 * admitted before. Public keys are taken from here alone.
 */
import { z } from 'zod';
import { longestActorName } from '../actor-name';
import { idSchema, timeSchema } from '../primitives';
import { logForked, logInvalid, logOfNewerVersion, logRolledBack } from './errors';
import {
  hashSchema,
  type Identity,
  isSignedBy,
  type PublicIdentity,
  publicIdentitySchema,
  signatureSchema,
  signWith,
} from './identity';
import { type Scope, scopeSchema } from './scope';
import { statement, statementHash } from './statement';

const memberSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1).max(longestActorName),
  keys: publicIdentitySchema,
  scope: scopeSchema,
});
export type Member = z.infer<typeof memberSchema>;

const machineSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1).max(longestActorName),
  keys: publicIdentitySchema,
  clinics: z.array(idSchema),
});
export type Machine = z.infer<typeof machineSchema>;

/** Compiled, as what follows: a log is long, and each of its entries is looked at. */
const bodySchema = z.compile(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('founded'), at: timeSchema, vaultId: idSchema, member: memberSchema }),
    z.strictObject({ kind: z.literal('member-admitted'), at: timeSchema, member: memberSchema }),
    z.strictObject({ kind: z.literal('machine-admitted'), at: timeSchema, machine: machineSchema }),
    z.strictObject({ kind: z.literal('member-removed'), at: timeSchema, id: idSchema }),
    z.strictObject({ kind: z.literal('machine-removed'), at: timeSchema, id: idSchema }),
    z.strictObject({ kind: z.literal('member-scope-changed'), at: timeSchema, id: idSchema, scope: scopeSchema }),
    z.strictObject({
      kind: z.literal('machine-clinics-changed'),
      at: timeSchema,
      id: idSchema,
      clinics: z.array(idSchema),
    }),
    // A computer is lost: its keys count for nothing from here on. The same member comes back with others.
    z.strictObject({ kind: z.literal('member-keys-withdrawn'), at: timeSchema, id: idSchema }),
    z.strictObject({
      kind: z.literal('member-keys-replaced'),
      at: timeSchema,
      id: idSchema,
      keys: publicIdentitySchema,
    }),
    z.strictObject({
      kind: z.literal('machine-keys-replaced'),
      at: timeSchema,
      id: idSchema,
      keys: publicIdentitySchema,
    }),
  ]),
);
export type EntryBody = z.infer<typeof bodySchema>;

export const logEntrySchema = z.compile(
  z.strictObject({
    sequence: z.number().int().min(1),
    /** JSON, exactly as it was signed. */
    body: z.string(),
    signer: idSchema,
    hash: hashSchema,
    signature: signatureSchema,
  }),
);
export type LogEntry = z.infer<typeof logEntrySchema>;

export const headSchema = z.strictObject({ sequence: z.number().int().min(1), hash: hashSchema });
export type Head = z.infer<typeof headSchema>;

type Admitted<Who> = Who & { admittedAt: string; admittedBy: string };
/** `earlierScopes`, `earlierKeys`: what the member reached, and signed with, before. */
type AdmittedMember = Admitted<Member> & {
  earlierScopes: readonly Scope[];
  earlierKeys: readonly { keys: PublicIdentity; until: string }[];
};

/** `given`: all of its clinics, at each time when they became others. */
export type AdmittedMachine = Admitted<Machine> & { given: readonly { at: string; clinics: readonly string[] }[] };

export type Membership = {
  vaultId: string;
  head: Head;
  members: ReadonlyMap<string, AdmittedMember>;
  machines: ReadonlyMap<string, AdmittedMachine>;
  /** Members who were removed. What they signed before their removal is still verified with their keys. */
  formerMembers: ReadonlyMap<string, AdmittedMember>;
  /** Members whose keys were withdrawn, until they have others: they sign and receive nothing. */
  keylessMembers: ReadonlyMap<string, AdmittedMember>;
  /** Ids of machines that were removed: none of them comes back. */
  formerMachines: ReadonlySet<string>;
  /** Whether the log has this entry. */
  has(head: Head): boolean;
};

const sharesKeys = (one: PublicIdentity, other: PublicIdentity) =>
  one.receive === other.receive || one.sign === other.sign;

const start = '0'.repeat(64);

const hashOf = (previous: string, { sequence, body, signer }: Pick<LogEntry, 'sequence' | 'body' | 'signer'>) =>
  statementHash('membership-entry', [previous, sequence, body, signer]);
const signedText = (hash: string) => statement('membership-signature', [hash]);

/** The next entry of a log. @param head null for the first one */
export async function signEntry(
  head: Head | null,
  body: EntryBody,
  signer: { id: string; keys: Identity },
): Promise<LogEntry> {
  const entry = { sequence: (head?.sequence ?? 0) + 1, body: JSON.stringify(body), signer: signer.id };
  const hash = await hashOf(head?.hash ?? start, entry);
  return { ...entry, hash, signature: await signWith(signer.keys, signedText(hash)) };
}

function bodyOf(entry: LogEntry): EntryBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(entry.body);
  } catch {
    throw logInvalid(entry.sequence);
  }
  const body = bodySchema.safeParse(parsed);
  if (body.success) return body.data;
  throw logOfNewerVersion(entry.sequence);
}

type Signature = { sequence: number; keys: PublicIdentity; signature: string; hash: string };

/** The first entry that is not signed as it has to be; null where all are. Side by side: each waits for a thread. */
async function firstForged(signatures: readonly Signature[]): Promise<number | null> {
  const areSigned = await Promise.all(
    signatures.map(({ keys, signature, hash }) => isSignedBy(keys, signature, signedText(hash))),
  );
  return signatures[areSigned.indexOf(false)]?.sequence ?? null;
}

/**
 * Verifies the whole log.
 * @param entries in their order
 * @param pinned an entry that is known to be true; the log must have it. The first one comes with an invitation. It
 *   stands for all before it: its hash follows from theirs, so that only later signatures have to be looked at
 * @param verified a log that was verified before: hashes of these very entries are not made again
 * @throws AppError `shared-vault.log-*`
 */
export async function readMembership(
  entries: readonly LogEntry[],
  pinned: Head,
  verified: readonly LogEntry[] = [],
): Promise<Membership> {
  const other = entries.findIndex((entry, index) => entry !== verified[index]);
  const known = other === -1 ? entries.length : other;
  // Each from what the entry before says of itself: where one of them is wrong, the log is refused there.
  const hashes = await Promise.all(
    entries.map((entry, index) => (index < known ? entry.hash : hashOf(entries[index - 1]?.hash ?? start, entry))),
  );
  const signatures: Signature[] = [];
  let refused: unknown = null;
  let membership: Membership | null = null;
  try {
    membership = replay(entries, hashes, pinned, signatures);
  } catch (thrown) {
    refused = thrown;
  }
  const forged = await firstForged(signatures);
  // What is not signed comes before whatever was found behind it.
  if (forged !== null) throw logInvalid(forged);
  if (membership === null) throw refused;
  return membership;
}

/** What the entries say. @param signatures takes what is still to be looked at, before anything of it is believed */
function replay(
  entries: readonly LogEntry[],
  hashes: readonly string[],
  pinned: Head,
  signatures: Signature[],
): Membership {
  const members = new Map<string, AdmittedMember>();
  const machines = new Map<string, AdmittedMachine>();
  const formerMembers = new Map<string, AdmittedMember>();
  const keylessMembers = new Map<string, AdmittedMember>();
  const formerMachines = new Set<string>();
  let vaultId = '';
  let previous = start;
  for (const [index, entry] of entries.entries()) {
    const { sequence, hash, signature, signer } = entry;
    if (sequence !== index + 1 || hash !== hashes[index]) throw logInvalid(index + 1);
    if (sequence === pinned.sequence && hash !== pinned.hash) throw logForked();
    const isFirst = sequence === 1;
    const body = isFirst || members.has(signer) ? bodyOf(entry) : null;
    if (body === null || isFirst !== (body.kind === 'founded')) throw logInvalid(sequence);
    const keys = body.kind === 'founded' ? body.member.keys : members.get(signer)?.keys;
    const mayAdmit = body.kind === 'founded' ? body.member.id === signer : members.get(signer)?.scope === 'all';
    if (!keys || !mayAdmit) throw logInvalid(sequence);
    if (sequence > pinned.sequence) signatures.push({ sequence, keys, signature, hash });
    const told = { admittedAt: body.at, admittedBy: signer };
    // Somebody who admits others is always left.
    const isLast = (who: string) => ![...members.values()].some(({ id, scope }) => id !== who && scope === 'all');
    if (body.kind === 'member-scope-changed') {
      const changed = members.get(body.id);
      if (!changed || (body.scope !== 'all' && isLast(body.id))) throw logInvalid(sequence);
      const earlierScopes = [...changed.earlierScopes, changed.scope];
      members.set(body.id, { ...changed, scope: body.scope, earlierScopes });
    } else if (body.kind === 'machine-clinics-changed') {
      const changed = machines.get(body.id);
      if (!changed) throw logInvalid(sequence);
      const given = [...changed.given, { at: body.at, clinics: body.clinics }];
      machines.set(body.id, { ...changed, clinics: body.clinics, given });
    } else if (body.kind === 'member-keys-withdrawn') {
      const changed = members.get(body.id);
      if (!changed || isLast(body.id)) throw logInvalid(sequence);
      members.delete(body.id);
      const earlierKeys = [...changed.earlierKeys, { keys: changed.keys, until: body.at }];
      keylessMembers.set(body.id, { ...changed, earlierKeys });
    } else if (body.kind === 'member-keys-replaced') {
      const changed = keylessMembers.get(body.id);
      if (!changed || changed.earlierKeys.some((one) => sharesKeys(one.keys, body.keys))) throw logInvalid(sequence);
      keylessMembers.delete(body.id);
      members.set(body.id, { ...changed, keys: body.keys });
    } else if (body.kind === 'machine-keys-replaced') {
      const changed = machines.get(body.id);
      if (!changed || sharesKeys(changed.keys, body.keys)) throw logInvalid(sequence);
      machines.set(body.id, { ...changed, keys: body.keys });
    } else if (body.kind === 'member-removed') {
      const removed = members.get(body.id) ?? keylessMembers.get(body.id);
      if (!removed || isLast(body.id)) throw logInvalid(sequence);
      members.delete(body.id);
      keylessMembers.delete(body.id);
      formerMembers.set(body.id, removed);
    } else if (body.kind === 'machine-removed') {
      if (!machines.delete(body.id)) throw logInvalid(sequence);
      formerMachines.add(body.id);
    } else {
      const { id } = body.kind === 'machine-admitted' ? body.machine : body.member;
      // Nobody comes back under an id that was used: what its old keys signed would count again.
      const used = [members, machines, formerMembers, formerMachines, keylessMembers];
      if (used.some((known) => known.has(id))) throw logInvalid(sequence);
      if (body.kind === 'machine-admitted') {
        machines.set(id, { ...body.machine, ...told, given: [{ at: body.at, clinics: body.machine.clinics }] });
      } else members.set(id, { ...body.member, ...told, earlierScopes: [], earlierKeys: [] });
      if (body.kind === 'founded') vaultId = body.vaultId;
    }
    previous = hash;
  }
  if (entries.length < pinned.sequence) throw logRolledBack();
  return {
    vaultId,
    head: { sequence: entries.length, hash: previous },
    members,
    machines,
    formerMembers,
    keylessMembers,
    formerMachines,
    has: ({ sequence, hash }) => entries[sequence - 1]?.hash === hash,
  };
}

/** Since when a machine has each of its clinics. */
export function givenAt({ given }: Pick<AdmittedMachine, 'given'>): ReadonlyMap<string, string> {
  let since = new Map<string, string>();
  for (const { at, clinics } of given) since = new Map(clinics.map((one) => [one, since.get(one) ?? at]));
  return since;
}

export const reaches = (scope: Scope, organizationId: string): boolean =>
  scope === 'all' || scope.includes(organizationId);
