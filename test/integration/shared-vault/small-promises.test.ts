/** What a shared vault never leaves behind: a setting in a session, a name in a hint, a trigger, a key in the clear. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSharedDatabase } from '../../../src-main/storage/postgres/driver';
import { changedChannel } from '../../../src-shared/shared-vault/changed-channel';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { startSharedVault } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;

beforeAll(async () => {
  vault = await startSharedVault();
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await vault?.close();
});

test('what a transaction sets ends with it: the next one who gets the connection has nothing of it', async () => {
  const { memberId } = vault.anna.file.require();
  const keys = vault.anna.file.openKeys(await vault.anna.secrets());
  const login = { user: loginRole('member', memberId), password: await databasePassword(keys) };
  const database = createSharedDatabase(
    () => vault.address,
    async () => login,
  );
  for (const clinic of [null, '0190a0a0-0000-7000-8000-00000000000b'])
    await database.transaction(clinic, async (tx) => {
      // The same session, after the transaction: as behind a pooler.
      await sql`COMMIT`.execute(tx);
      const { rows } = await sql`SELECT current_setting('voxanne.clinic', true) AS clinic,
        current_setting('voxanne.across', true) AS across, current_setting('statement_timeout') AS timeout`.execute(tx);
      expect(rows).toEqual([{ clinic: '', across: '', timeout: '0' }]);
    });
  await database.close();
});

test('a hint carries a random id and nothing else', async () => {
  const heard: string[] = [];
  owner.on('notification', ({ payload }) => void heard.push(payload ?? ''));
  await owner.query(`LISTEN ${changedChannel}`);
  for (const name of ['First', 'Second']) await vault.anna.addClinic(name);
  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(1), { timeout: 30_000 });
  for (const payload of heard) expect(payload).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(heard).size).toBe(heard.length);
});

test('nothing is kept safe by a trigger', async () => {
  const { rows } = await owner.query(`SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'voxanne' AND NOT tgisinternal`);
  expect(rows).toEqual([]);
});

test('the file of a member holds no key in the clear', async () => {
  const text = readFileSync(path.join(vault.anna.profileDir, 'shared-vault.json'), 'utf8');
  const keys = vault.anna.file.openKeys(await vault.anna.secrets());
  for (const secret of [keys.receive.private, keys.sign.private, await databasePassword(keys)])
    expect(text).not.toContain(secret);
});
