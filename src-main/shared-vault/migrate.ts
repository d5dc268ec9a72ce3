/** Brings the schema of a shared vault to this console's version: by its owner alone, and never at a start. */
import { AppError } from '../../src-shared/errors';
import type { Login, ServerAddress } from '../../src-shared/shared-vault/server-address';
import { t } from '../../src-shared/texts/translate';
import { openPool, requireSafeServer } from '../storage/postgres/driver';
import {
  becomeOwner,
  leaveOwner,
  type SchemaStep,
  schemaSteps,
  setVersions,
} from '../storage/postgres/schema-sql-steps';
import { clientTooOld, notProvisioned, sharedError, sqlStateOf } from '../storage/postgres/shared-errors';

export type Migrated = { from: number; to: number; minClient: number };

const notOwner = (thrown: unknown) =>
  new AppError(
    {
      code: 'shared-vault.not-owner',
      message: t('This login may not migrate the shared vault.'),
      cause: t('Only the database’s administrator can act as its owner. Nothing was changed.'),
      fix: t('Give the address with which the vault was provisioned, or that of a superuser.'),
      retryable: false,
    },
    { cause: thrown },
  );

const busy = (thrown: unknown) =>
  new AppError(
    {
      code: 'shared-vault.migration-waits',
      message: t('The shared vault could not be migrated just now.'),
      cause: t('Another migration, or a long transaction of a console, held it for too long. Nothing was changed.'),
      fix: t('Try again in a moment.'),
      retryable: true,
    },
    { cause: thrown },
  );

/** Two administrators change who belongs to the owner at one moment. */
const isRace = (thrown: unknown) => ['XX000', '23505', '40001', '40P01'].includes(sqlStateOf(thrown));
const mostAttempts = 5;

/**
 * One transaction: all of it or none. A second one at the same time waits at the row of the version, and then finds
 * nothing left to do.
 * @param contract also shuts out consoles that are older than the schema
 * @throws AppError `shared-vault.*`
 */
export async function migrateVault({
  address,
  administrator,
  contract,
  steps = schemaSteps,
}: {
  address: ServerAddress;
  administrator: Login;
  contract: boolean;
  steps?: readonly SchemaStep[];
}): Promise<Migrated> {
  const pool = await openPool(address, administrator, 1);
  const once = async (): Promise<Migrated> => {
    const client = await pool.connect();
    try {
      const { rows: found } = await client.query<{ server: string; exists: number }>(
        "SELECT current_setting('server_version_num') AS server, to_regnamespace('voxanne') IS NOT NULL AS exists",
      );
      requireSafeServer(Number(found[0]?.server));
      if (found[0]?.exists !== 1) throw notProvisioned();
      await client.query('BEGIN');
      await client.query(becomeOwner);
      const { rows } = await client.query<{ version: number; min_client: number }>(
        'SELECT version, min_client FROM voxanne.schema_meta FOR UPDATE',
      );
      const before = rows[0];
      if (!before) throw notProvisioned();
      const newest = steps.at(-1)?.version ?? 1;
      if (before.version > newest) throw clientTooOld();
      for (const step of steps) if (step.version > before.version) await client.query(step.expand);
      let minClient = before.min_client;
      if (contract)
        for (const step of steps)
          if (step.contract.minClient > minClient) {
            if (step.contract.sql !== '') await client.query(step.contract.sql);
            minClient = step.contract.minClient;
          }
      await client.query(setVersions, [newest, minClient]);
      await client.query(leaveOwner);
      await client.query('COMMIT');
      return { from: before.version, to: newest, minClient };
    } catch (thrown) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw thrown;
    } finally {
      client.release();
    }
  };
  try {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await once();
      } catch (thrown) {
        if (attempt >= mostAttempts || !isRace(thrown)) throw thrown;
      }
  } catch (thrown) {
    const state = sqlStateOf(thrown);
    if (state === '42501') throw notOwner(thrown);
    throw state === '55P03' ? busy(thrown) : sharedError(thrown);
  } finally {
    await pool.end();
  }
}
