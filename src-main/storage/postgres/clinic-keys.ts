/** The data keys of clinics, each wrapped for every member of the clinic. In memory while the vault is open. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { unwrapClinicKey, type WrappedKey, wrapClinicKey } from '../../../src-shared/shared-vault/clinic-key';
import type { Identity } from '../../../src-shared/shared-vault/identity';
import { type Member, reaches } from '../../../src-shared/shared-vault/membership';
import { newKeyBytes } from '../../crypto/master-key';
import { afterCommit, PerhapsChangedSince, type Tx } from './driver';
import type { MembershipReader } from './membership-reader';
import { noKeyOfClinic } from './shared-errors';
import type { ClinicKeyTable } from './shared-schema';
import { toRenewKey, whileKeyIsNewest, whileTheSame } from './turns';

export type Self = { id: string; keys: Identity };
type ClinicKey = { version: number; key: KeyObject };

export type ClinicKeys = {
  /**
   * For all members who reach the new clinic.
   * @param version another one than 1 for a clinic that the vault had before: consoles may hold keys of those
   */
  create(tx: Tx, organizationId: string, version?: number): Promise<void>;
  /** The newest, to seal with. @throws AppError `shared-vault.no-key`, `shared-vault.key-not-trusted` */
  newest(tx: Tx, organizationId: string): Promise<ClinicKey>;
  of(tx: Tx, organizationId: string, version: number): Promise<KeyObject>;
  /** A new key of the clinic for those who reach it now. The old ones stay until `dropOlder`. */
  renew(tx: Tx, organizationId: string): Promise<void>;
  /** All but the newest, once nothing is sealed with them. */
  dropOlder(tx: Tx, organizationId: string): Promise<void>;
  /** Wraps all keys of a clinic for a member who was just admitted to it. */
  share(tx: Tx, organizationId: string, member: Pick<Member, 'id' | 'keys'>): Promise<void>;
  /** The vault was locked. */
  forget(): void;
};

const rowOf = ({
  organizationId,
  version,
  memberId,
  wrapped,
  signer,
  head,
  signature,
}: WrappedKey): ClinicKeyTable => ({
  organization_id: organizationId,
  version,
  member_id: memberId,
  wrapped: Buffer.from(wrapped),
  signer,
  head_sequence: head.sequence,
  head_hash: head.hash,
  signature,
});
const wrappedOf = (row: ClinicKeyTable): WrappedKey => ({
  organizationId: row.organization_id,
  version: row.version,
  memberId: row.member_id,
  wrapped: row.wrapped,
  signer: row.signer,
  head: { sequence: row.head_sequence, hash: row.head_hash },
  signature: row.signature,
});

export function createClinicKeys(self: () => Promise<Self>, membership: MembershipReader): ClinicKeys {
  const held = new Map<string, KeyObject>();
  /** Keys that a transaction made itself: it may be undone, and another one make the next key of the same version. */
  const made = new WeakMap<Tx, Map<string, KeyObject>>();
  const known = (tx: Tx, name: string) => made.get(tx)?.get(name) ?? held.get(name);
  const nameOf = (organizationId: string, version: number) => `${organizationId} ${version}`;

  const ownRows = async (tx: Tx, organizationId: string) =>
    tx
      .selectFrom('clinic_keys')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', (await self()).id)
      .orderBy('version', 'desc')
      .execute();

  async function opened(tx: Tx, row: ClinicKeyTable): Promise<KeyObject> {
    const name = nameOf(row.organization_id, row.version);
    const before = known(tx, name);
    if (before) return before;
    const bytes = await unwrapClinicKey(await membership(tx), await self(), wrappedOf(row));
    const key = createSecretKey(Buffer.from(bytes));
    bytes.fill(0);
    held.set(name, key);
    return key;
  }

  async function add(tx: Tx, organizationId: string, version: number): Promise<void> {
    await whileTheSame(tx, 'members');
    const [all, me] = [await membership(tx), await self()];
    const bytes = newKeyBytes();
    for (const member of all.members.values())
      if (reaches(member.scope, organizationId)) {
        const wrapped = await wrapClinicKey(all, me, member, { organizationId, version }, bytes);
        await tx.insertInto('clinic_keys').values(rowOf(wrapped)).execute();
      }
    const [name, key] = [nameOf(organizationId, version), createSecretKey(Buffer.from(bytes))];
    bytes.fill(0);
    made.set(tx, new Map([...(made.get(tx) ?? []), [name, key]]));
    afterCommit(tx, async () => void held.set(name, key));
  }

  return {
    create: (tx, organizationId, version = 1) => add(tx, organizationId, version),
    async renew(tx, organizationId) {
      await toRenewKey(tx, organizationId);
      const [newest] = await ownRows(tx, organizationId);
      if (!newest) throw noKeyOfClinic();
      await add(tx, organizationId, newest.version + 1);
    },
    async dropOlder(tx, organizationId) {
      const [newest] = await ownRows(tx, organizationId);
      if (!newest) throw noKeyOfClinic();
      await tx
        .deleteFrom('clinic_keys')
        .where('organization_id', '=', organizationId)
        .where('version', '<', newest.version)
        .execute();
    },
    async newest(tx, organizationId) {
      await whileKeyIsNewest(tx, organizationId);
      const [row] = await ownRows(tx, organizationId);
      if (!row) throw noKeyOfClinic();
      return { version: row.version, key: await opened(tx, row) };
    },
    async of(tx, organizationId, version) {
      const before = known(tx, nameOf(organizationId, version));
      if (before) return before;
      const rows = await ownRows(tx, organizationId);
      const row = rows.find((one) => one.version === version);
      if (row) return opened(tx, row);
      const isRenewed = rows.some((one) => one.version > version);
      throw isRenewed ? new PerhapsChangedSince(noKeyOfClinic()) : noKeyOfClinic();
    },
    async share(tx, organizationId, member) {
      const [all, me] = [await membership(tx), await self()];
      for (const row of await ownRows(tx, organizationId)) {
        const bytes = await unwrapClinicKey(all, me, wrappedOf(row));
        const wrapped = await wrapClinicKey(all, me, member, { organizationId, version: row.version }, bytes);
        bytes.fill(0);
        await tx.insertInto('clinic_keys').values(rowOf(wrapped)).execute();
      }
    },
    forget: () => held.clear(),
  };
}
