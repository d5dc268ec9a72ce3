/**
 * Who waits for whom where a change follows from what another one is about to change. The locks end with the
 * transaction, so that they hold through a pooler too. They are taken before anything is read that they are about.
 */
import { sql } from 'kysely';
import type { Tx } from './driver';

/** Of our own, in a database that may hold other things. */
const ours = 0x766f78;
/** `members`: who is wrapped keys of clinics. `machines`: who is delivered to. */
const subjects = { members: 1, machines: 2 } as const;
type Subject = keyof typeof subjects;

/** For what changes with who belongs to the vault: many at once, and none while that is changed. */
export const whileTheSame = async (tx: Tx, subject: Subject): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock_shared(${ours}::integer, ${subjects[subject]}::integer)`.execute(tx);
};

/** For a change of who belongs to the vault: alone, from its first statement on. */
export const toChangeWho = async (tx: Tx, subject: Subject): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(${ours}::integer, ${subjects[subject]}::integer)`.execute(tx);
};

/** While something is sealed with the newest key of a clinic, no other one takes its place. */
export const whileKeyIsNewest = async (tx: Tx, organizationId: string): Promise<void> => {
  await tx.selectFrom('organizations').select('id').where('id', '=', organizationId).forShare().execute();
};

/**
 * Before a row is locked whose change may be sealed and delivered. Everybody takes these locks in one order: members,
 * machines, the clinic, its rows. Otherwise two would wait for each other.
 */
export const beforeSealing = async (tx: Tx, organizationId: string): Promise<void> => {
  await whileTheSame(tx, 'machines');
  await whileKeyIsNewest(tx, organizationId);
};

/** Nothing is sealed with a key of the clinic from here on, but in this transaction. All else there goes on. */
export const toRenewKey = async (tx: Tx, organizationId: string): Promise<void> => {
  await whileTheSame(tx, 'members');
  await whileTheSame(tx, 'machines');
  await tx.selectFrom('organizations').select('id').where('id', '=', organizationId).forNoKeyUpdate().execute();
};
