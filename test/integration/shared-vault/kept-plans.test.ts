/** Plans that the server keeps for a console: where they are kept, where not, and what ends them. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSharedDatabase, type Tx } from '../../../src-main/storage/postgres/driver';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { noPgBouncer, startPgBouncer } from '../../fakes/pgbouncer';
import { startSharedVault } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let clinic: string;
const opened: ReturnType<typeof createSharedDatabase>[] = [];

beforeAll(async () => {
  vault = await startSharedVault();
  clinic = await vault.anna.addClinic('Sunrise Dental');
});
afterAll(async () => {
  for (const one of opened) await one.close();
  await vault?.close();
});

async function databaseAt(port = vault.address.port) {
  const { memberId } = vault.anna.file.require();
  const login = {
    user: loginRole('member', memberId),
    password: await databasePassword(vault.anna.file.openKeys(await vault.anna.secrets())),
  };
  const database = createSharedDatabase(
    () => ({ ...vault.address, port }),
    async () => login,
  );
  opened.push(database);
  return database;
}
const clinicBy = (tx: Tx) => tx.selectFrom('organizations').selectAll().where('id', '=', clinic).executeTakeFirst();
const kept = async (tx: Tx) =>
  (
    await sql<{ statement: string }>`SELECT statement FROM pg_prepared_statements WHERE name LIKE 'voxanne%'`.execute(
      tx,
    )
  ).rows.length;
const askedOften = async (database: Awaited<ReturnType<typeof databaseAt>>) => {
  for (let time = 0; time < 8; time += 1) expect((await database.transaction(clinic, clinicBy))?.id).toBe(clinic);
};
const asOwner = async (statement: string) => {
  const client = new pg.Client({ connectionString: vault.place.url });
  await client.connect();
  await client.query(statement);
  await client.end();
};

test('what is asked again is planned once, on a connection of its own', async () => {
  const database = await databaseAt();
  await askedOften(database);
  // The one that begins each transaction, and the clinic’s.
  expect(await database.transaction(clinic, kept)).toBe(2);
  const { rows } = await database.transaction(clinic, (tx) =>
    sql<{ planned: number }>`SELECT sum(generic_plans) AS planned FROM pg_prepared_statements`.execute(tx),
  );
  expect(Number(rows[0]?.planned)).toBeGreaterThan(0);
});

test('answers that a migration changes, and plans that are gone: a transaction is run again without them', async () => {
  for (const change of ['migrated', 'gone'] as const) {
    const database = await databaseAt();
    await askedOften(database);
    let runs = 0;
    if (change === 'migrated') await asOwner('ALTER TABLE voxanne.organizations ADD COLUMN later text');
    else await database.transaction(clinic, (tx) => sql`DEALLOCATE ALL`.execute(tx));
    const found = await database.transaction(clinic, (tx) => {
      runs += 1;
      return clinicBy(tx);
    });
    expect(found?.id, change).toBe(clinic);
    expect(runs, change).toBe(change === 'migrated' ? 2 : 1);
    await askedOften(database);
  }
  await asOwner('ALTER TABLE voxanne.organizations DROP COLUMN later');
});

test('several connections with such plans: each transaction is run again', async () => {
  const database = await databaseAt();
  await Promise.all(Array.from({ length: 24 }, () => askedOften(database)));
  await asOwner('ALTER TABLE voxanne.organizations ADD COLUMN later text');
  const found = await Promise.all(Array.from({ length: 12 }, () => database.transaction(clinic, clinicBy)));
  expect(found.map((one) => one?.id)).toEqual(found.map(() => clinic));
  await asOwner('ALTER TABLE voxanne.organizations DROP COLUMN later');
});

describe.skipIf(noPgBouncer !== null)('through PgBouncer', () => {
  test('none is kept', async () => {
    const bouncer = await startPgBouncer(vault.server.administratorUrl);
    const database = await databaseAt(bouncer.port);
    await askedOften(database);
    expect(await database.transaction(clinic, kept)).toBe(0);
    await opened.pop()?.close();
    await bouncer.close();
  });
});
