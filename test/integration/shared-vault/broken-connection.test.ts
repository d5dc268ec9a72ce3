/** A connection to the shared vault that the server ends. */
import pg from 'pg';
import { expect, test } from 'vitest';
import { openPool } from '../../../src-main/storage/postgres/driver';
import { parseDatabaseUrl } from '../../../src-shared/shared-vault/server-address';
import { startPostgres } from '../../fakes/postgres-server';

test('between two statements of a transaction: the next statement fails, and the program goes on', async ({
  onTestFinished,
}) => {
  const server = await startPostgres();
  onTestFinished(() => server.close());
  const { url } = await server.newDatabase();
  const { address, login } = parseDatabaseUrl(url, null);
  const pool = await openPool(address, login, 1);
  const administrator = new pg.Client({ connectionString: url });
  await administrator.connect();

  const client = await pool.connect();
  await client.query('BEGIN');
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((resolve) => client.once('end', resolve));
  await administrator.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  await ended;
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release(true);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await administrator.end();
  await pool.end();
});
