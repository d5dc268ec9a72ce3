/** Makes a shared vault in a database, with this computer as its first member. */

import { v7 as uuidv7 } from 'uuid';
import { refusal } from '../../src-shared/errors';
import { databasePassword, loginRole, scramVerifier } from '../../src-shared/shared-vault/database-login';
import { newIdentity, publicOf } from '../../src-shared/shared-vault/identity';
import { signEntry } from '../../src-shared/shared-vault/membership';
import type { Login, ServerAddress } from '../../src-shared/shared-vault/server-address';
import { t } from '../../src-shared/texts/translate';
import { openPool, requireSafeServer } from '../storage/postgres/driver';
import { type Founding, provisionScript, provisionSql } from '../storage/postgres/schema-sql-steps';
import { sharedError, sqlStateOf } from '../storage/postgres/shared-errors';
import type { ComputerSecrets } from '../storage/repositories';
import type { MembershipFile } from '../vault/membership/membership-file';

const provisionedBefore = () =>
  refusal(
    'shared-vault.provisioned-before',
    t('There is a shared vault in this database already.'),
    t('Its schema “voxanne” exists. It was not touched.'),
    t('Ask one of its members for an invitation, or name an empty database.'),
  );

/**
 * Runs the owner's statements, all or none.
 * @param keep called before they count
 * @throws AppError `shared-vault.*`
 */
async function makeSchema(
  address: ServerAddress,
  administrator: Login,
  founding: Founding,
  keep: () => void,
): Promise<void> {
  const pool = await openPool(address, administrator, 1);
  try {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ version: string; exists: number }>(
        "SELECT current_setting('server_version_num') AS version, to_regnamespace('voxanne') IS NOT NULL AS exists",
      );
      requireSafeServer(Number(rows[0]?.version));
      if (rows[0]?.exists === 1) throw provisionedBefore();
      await client.query('BEGIN');
      await client.query(provisionSql(founding));
      // What is founded has its keys somewhere, also where the answer to the last statement is lost.
      keep();
      await client.query('COMMIT');
    } catch (thrown) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw sqlStateOf(thrown) === '42P06' ? provisionedBefore() : thrown;
    } finally {
      client.release();
    }
  } catch (thrown) {
    throw sharedError(thrown);
  } finally {
    await pool.end();
  }
}

/**
 * @param administrator how the administrator connects, once and only here; null: the statements are only written, for
 * somebody who runs them with psql
 */
export async function provisionVault({
  address,
  administrator,
  name,
  file,
  secrets,
  now,
}: {
  address: ServerAddress;
  administrator: Login | null;
  /** The first member's name, as others see it. */
  name: string;
  file: MembershipFile;
  secrets: ComputerSecrets;
  now: () => Date;
}): Promise<{ memberId: string; head: { sequence: number; hash: string }; script: string }> {
  const at = now();
  const keys = await newIdentity();
  const memberId = uuidv7({ msecs: at.getTime() });
  const member = { id: memberId, name, keys: publicOf(keys), scope: 'all' as const };
  const vaultId = uuidv7({ msecs: at.getTime() });
  const entry = await signEntry(
    null,
    { kind: 'founded', at: at.toISOString(), vaultId, member },
    { id: memberId, keys },
  );
  const head = { sequence: entry.sequence, hash: entry.hash };
  const founding: Founding = {
    login: loginRole('member', memberId),
    subject: memberId,
    verifier: await scramVerifier(await databasePassword(keys)),
    entry,
  };
  const keep = () => file.write({ address, memberId, name, pinned: head }, keys, secrets);
  if (administrator === null) keep();
  else await makeSchema(address, administrator, founding, keep);
  return { memberId, head, script: provisionScript(founding) };
}
