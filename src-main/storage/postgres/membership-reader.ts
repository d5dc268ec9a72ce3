/** The membership log as this computer knows it: read from the server, verified, and never older than what it saw. */
import { type Head, type LogEntry, type Membership, readMembership } from '../../../src-shared/shared-vault/membership';
import { afterCommit, type Tx } from './driver';

export type Pin = {
  read(): Promise<Head>;
  /** The log was verified up to here. */
  advance(head: Head): Promise<void>;
};

export type MembershipReader = (tx: Tx) => Promise<Membership>;

export function createMembershipReader(pin: Pin): MembershipReader {
  let known: Membership | null = null;
  /** What a transaction read that wrote an entry itself: admitting somebody to many clinics asks for each of them. */
  const within = new WeakMap<Tx, Membership>();
  return async (tx) => {
    // What was known before anything is asked: another transaction may see a later entry while this one reads.
    const pinned = known?.head ?? (await pin.read());
    const newest = await tx
      .selectFrom('membership_log')
      .select(['sequence', 'hash'])
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    for (const one of [known, within.get(tx)])
      if (one && newest?.sequence === one.head.sequence && newest.hash === one.head.hash) return one;
    const entries: LogEntry[] = await tx.selectFrom('membership_log').selectAll().orderBy('sequence').execute();
    const membership = await readMembership(entries, pinned);
    within.set(tx, membership);
    // An entry that this transaction wrote itself may still be undone.
    afterCommit(tx, async () => {
      if (known && known.head.sequence >= membership.head.sequence) return;
      if (membership.head.sequence !== pinned.sequence) await pin.advance(membership.head);
      known = membership;
    });
    return membership;
  };
}
