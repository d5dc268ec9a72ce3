/** Login roles of members and machines. A console makes them by the two functions that the owner left for it. */
import { sql } from 'kysely';
import { refusal } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { Tx } from './driver';
import { sqlStateOf } from './shared-errors';

/** Of somebody else here: of the console's own role, every statement says so. Before version 5 it can't be renewed. */
const noSuchRole = '42704';
const loginGone = () =>
  refusal(
    'shared-vault.login-gone',
    t('The login of this member or receptionist is gone from the server.'),
    t('Whoever runs the database dropped its role. Nothing was changed.'),
    t('Have the vault migrated (“vault migrate”) and try again, or remove it and invite or add it as a new one.'),
  );

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
  try {
    await sql`SELECT voxanne.renew_login(${id}, ${verifier})`.execute(tx);
  } catch (thrown) {
    throw sqlStateOf(thrown) === noSuchRole ? loginGone() : thrown;
  }
};

/** A member's is gone at once; a machine's lets it read for a while that it was removed. */
export const removeLogin = async (tx: Tx, id: string): Promise<void> => {
  await sql`savepoint before_login`.execute(tx);
  try {
    await sql`SELECT voxanne.remove_login(${id})`.execute(tx);
  } catch (thrown) {
    // Somebody dropped the role on the server before: nobody comes in by it, and the rest is done all the same.
    if (sqlStateOf(thrown) !== noSuchRole) throw thrown;
    await sql`rollback to savepoint before_login`.execute(tx);
  }
};

/** Of the login that asks. @param user and `verifier` of our own making: neither holds a quote */
export const changeOwnPassword = async (tx: Tx, user: string, verifier: string): Promise<void> => {
  await sql.raw(`ALTER ROLE ${user} PASSWORD '${verifier}'`).execute(tx);
};
