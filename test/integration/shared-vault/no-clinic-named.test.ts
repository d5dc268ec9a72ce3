/**
 * A pooler gives one connection to one transaction after another. What the one before said of its clinic is an empty
 * text then, and not nothing. On the tables alone, without a console: each console needs this for whatever it does.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provisionSql } from '../../../src-main/storage/postgres/schema-sql-steps';
import { loginRole, scramVerifier } from '../../../src-shared/shared-vault/database-login';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';

const subject = '0190a0a0-0000-7000-8000-000000000001';
const clinic = '0190a0a0-0000-7000-8000-000000000002';
const login = loginRole('member', subject);
const password = 'of this test alone';

let server: PostgresServer;
let member: pg.Client;

beforeAll(async () => {
  server = await startPostgres();
  const { url, host, port, database } = await server.newDatabase();
  const administrator = new pg.Client({ connectionString: url });
  await administrator.connect();
  const entry = { sequence: 1, body: '{}', signer: subject, hash: 'a', signature: 'a' };
  await administrator.query('BEGIN');
  await administrator.query(provisionSql({ login, subject, verifier: await scramVerifier(password), entry }));
  await administrator.query('COMMIT');
  await administrator.query(`
    INSERT INTO voxanne.organizations (id, name, name_key, time_zone, country, created_at, not_needed, contact)
      VALUES ('${clinic}', 'Sunrise Dental', 'sunrise dental', 'UTC', 'US', now(), '[]', '{}');
    INSERT INTO voxanne.scopes (subject_id, organization_id) VALUES ('${subject}', '${clinic}');`);
  await administrator.end();
  member = new pg.Client({ host, port, database, user: login, password });
  await member.connect();
}, 60_000);
afterAll(async () => {
  await member?.end();
  await server?.close();
});

/** What a transaction sees that says this of its clinic; null: that says nothing. Or the SQLSTATE of its refusal. */
async function seen(named: string | null): Promise<unknown> {
  await member.query('BEGIN');
  try {
    if (named !== null) await member.query("SELECT set_config('voxanne.clinic', $1, true)", [named]);
    return (await member.query('SELECT id FROM voxanne.organizations')).rows;
  } catch (thrown) {
    return Reflect.get(thrown as Error, 'code');
  } finally {
    await member.query('ROLLBACK');
  }
}

test('a transaction that names no clinic sees none and no error, also after one that did', async () => {
  expect(await seen(null)).toEqual([]);
  expect(await seen(clinic)).toEqual([{ id: clinic }]);
  expect((await member.query("SELECT current_setting('voxanne.clinic', true) AS left")).rows).toEqual([{ left: '' }]);
  expect(await seen(null)).toEqual([]);
  expect(await seen('')).toEqual([]);
  expect(await seen(clinic)).toEqual([{ id: clinic }]);
});
