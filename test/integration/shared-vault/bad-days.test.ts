/** Bad days of a shared vault: a clear error, nothing lost, nothing crossed. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSharedDatabase } from '../../../src-main/storage/postgres/driver';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { codeOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';
import { startSwallowingProxy } from './swallowing-proxy';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let clinic: string;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  clinic = await anna.addClinic('Sunrise Dental');
  await saveCredential(await scopeOf(anna));
});
afterAll(() => vault.close());

const scopeOf = async (by: TestConsole) => (await by.storage()).forOrganization(clinic);
const tokenBy = async (by: TestConsole) => (await (await scopeOf(by)).credentials.open('twilio')).fields.authToken;

test('a member who is removed while saving has saved, or has not, and the others work on', async () => {
  const ben = await vault.admit('Ben');
  const scope = await scopeOf(ben);
  const saves = Promise.allSettled(
    Array.from({ length: 6 }, (_, at) => saveCredential(scope, { ...secrets, authToken: `canary-${at}` })),
  );
  await (await anna.admission()).removeMember('Ben');
  const ended = await saves;
  const refusals = ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason?.data?.code)] : []));
  for (const code of refusals)
    expect(code).toMatch(
      /^(?:shared-vault\.(?:not-allowed|login-refused|not-admitted|unreachable|no-key|refused))$|^credentials\./,
    );
  // Nobody waited for each other.
  expect(vault.server.said()).not.toContain('deadlock detected');
  expect(await tokenBy(anna)).toMatch(/^canary-/);
  await saveCredential(await scopeOf(anna));
  expect(await tokenBy(anna)).toBe(secrets.authToken);
  expect(await (await anna.storage()).audit.verify()).toMatchObject({ intact: true });
});

test('a server that swallows everything in the middle is given up, said to be away, and comes back', async () => {
  const proxy = await startSwallowingProxy(vault.address);
  const { memberId } = anna.file.require();
  const password = await databasePassword(anna.file.openKeys(await anna.secrets()));
  const login = async () => ({ user: loginRole('member', memberId), password });
  const database = createSharedDatabase(() => ({ ...vault.address, port: proxy.port }), login, 2_000);
  const count = () =>
    database.transaction(null, async (tx) => {
      if (wanted) proxy.swallow(true);
      return (await tx.selectFrom('organizations').select('id').execute()).length;
    });
  let wanted = false;
  try {
    expect(await count()).toBe(1);
    wanted = true;
    expect(await codeOf(count())).toBe('shared-vault.unreachable');
    wanted = false;
    proxy.swallow(false);
    expect(await count()).toBe(1);
  } finally {
    await database.close();
    await proxy.close();
  }
});

async function byOwner(statement: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  await owner.query(statement, values);
  await owner.end();
}

test('a server that only reads is read, takes no change, and says so by name', async () => {
  const role = loginRole('member', anna.file.require().memberId);
  await byOwner(`ALTER ROLE ${pg.escapeIdentifier(role)} SET default_transaction_read_only = on`);
  await anna.close();
  expect(await tokenBy(anna)).toBe(secrets.authToken);
  expect(await codeOf(anna.addClinic('Maple Street'))).toBe('shared-vault.server-reads-only');
  await byOwner(`ALTER ROLE ${pg.escapeIdentifier(role)} RESET default_transaction_read_only`);
  await anna.close();
  expect(await (await anna.storage()).organizations.count()).toBe(1);
});

test('a clinic whose key nobody wrapped for this member is shown and not opened, by name', async () => {
  const mia = await vault.admit('Mia');
  expect(await tokenBy(mia)).toBe(secrets.authToken);
  const { memberId } = mia.file.require();
  await mia.close();
  await byOwner('DELETE FROM voxanne.clinic_keys WHERE member_id = $1', [memberId]);
  expect(await (await mia.storage()).organizations.count()).toBe(1);
  expect(await codeOf((await scopeOf(mia)).credentials.open('twilio'))).toBe('shared-vault.no-key');
});
