/** Login roles of members and machines. A console makes them by the two functions that the owner left for it. */
import { sql } from 'kysely';
import type { Tx } from './driver';

/** @param verifier of `scramVerifier` */
export const createLogin = async (tx: Tx, kind: 'member' | 'machine', id: string, verifier: string): Promise<void> => {
  await sql`SELECT voxanne.create_login(${kind}, ${id}, ${verifier})`.execute(tx);
};

export const admitLogin = async (tx: Tx, id: string, isAdministrator: boolean): Promise<void> => {
  await sql`SELECT voxanne.admit_login(${id}, ${isAdministrator})`.execute(tx);
};

/** Of a member who stays. @throws an error of the database on a vault that was not migrated to version 2 */
export const setAdministrator = async (tx: Tx, id: string, isAdministrator: boolean): Promise<void> => {
  await sql`SELECT voxanne.set_administrator(${id}, ${isAdministrator})`.execute(tx);
};

/**
 * Other keys: what the old ones opened is closed at once, open connections too. A member is to be admitted again.
 * @throws an error of the database on a vault that was not migrated to version 3
 */
export const renewLogin = async (tx: Tx, id: string, verifier: string): Promise<void> => {
  await sql`SELECT voxanne.renew_login(${id}, ${verifier})`.execute(tx);
};

/** A member's is gone at once; a machine's lets it read for a while that it was removed. */
export const removeLogin = async (tx: Tx, id: string): Promise<void> => {
  await sql`SELECT voxanne.remove_login(${id})`.execute(tx);
};

/** Of the login that asks. @param user and `verifier` of our own making: neither holds a quote */
export const changeOwnPassword = async (tx: Tx, user: string, verifier: string): Promise<void> => {
  await sql.raw(`ALTER ROLE ${user} PASSWORD '${verifier}'`).execute(tx);
};
