/** The server ends, or is restarted, in the middle of “Move clinics here”: here or there, whole, and once. */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seededChance } from '../../fakes/chance';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { clinicWithCredential, codeOf, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

const chance = seededChance('moving-server-killed');
const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 4);
const cannotKill = process.platform === 'win32' || process.env.VOXANNE_TEST_POSTGRES_URL !== undefined;
const query = pg.Client.prototype.query;

let server: PostgresServer;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;

beforeAll(async () => {
  if (cannotKill) return;
  server = await startPostgres(null, { isDurable: true });
  vault = await startSharedVault({ server });
  anna = vault.anna;
});
afterAll(async () => {
  await vault?.close();
  await server?.close();
});
afterEach(() => {
  pg.Client.prototype.query = query;
});

/** From now on each statement is counted, and `work` is done just before or after one of them was sent. */
function atStatement(wanted: number, isBefore: boolean, work: () => Promise<void>) {
  let count = 0;
  let done: Promise<void> | null = null;
  const original = query as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      count += 1;
      if (count !== wanted) return original.apply(this, args);
      if (isBefore) done = work();
      const result = original.apply(this, args);
      if (!isBefore) done = work();
      return result;
    },
  });
  return { count: () => count, done: () => done };
}

test.skipIf(cannotKill)(
  'wherever it ends, a clinic is whole where it is, and the next move ends it',
  async () => {
    const { vault: own, moving } = await anna.workspace();
    const local = own.requireStorage();
    const add = async (name: string) => (await clinicWithCredential(local, name)).organizationId;
    const tokenIn = async (storage: typeof local, id: string) =>
      (await storage.forOrganization(id).credentials.open('twilio')).fields.authToken;
    const counted = atStatement(0, true, async () => undefined);
    await moving.move([await add('Counted 1'), await add('Counted 2')]);
    const points = counted.count();
    expect(points).toBeGreaterThan(20);

    const said = new Set<string>();
    for (let turn = 0; turn < kills; turn += 1) {
      const ids = [await add(`First ${turn}`), await add(`Second ${turn}`)];
      const end = turn % 2 === 0 ? (server.kill ?? server.stop) : server.stop;
      const at = 1 + Math.floor(chance('at') * points);
      const watched = atStatement(at, chance('before') < 0.5, end);
      const ended = await moving.move(ids).then(
        ({ clinics }) => clinics.flatMap(({ error }) => (error === null ? [] : [error])),
        async (thrown: unknown) => [{ code: await codeOf(Promise.reject(thrown)), fix: 'thrown' }],
      );
      // A move over connections that are open says less than the one that was counted: the server then ends after it.
      await (watched.done() ?? end());
      pg.Client.prototype.query = query;
      for (const { code } of ended) said.add(code);
      for (const id of ids) expect(await tokenIn(local, id), `at ${at} of ${points}`).toBe(secrets.authToken);
      await server.start();
      expect(await moving.move(ids), `at ${at} of ${points}`).toMatchObject({ ended: { refused: 0, left: 0 } });
      const shared = await anna.storage();
      for (const id of ids) expect(await tokenIn(shared, id)).toBe(secrets.authToken);
      expect(await shared.organizations.count()).toBe(2 + 2 * (turn + 1));
      for (const { audit } of [local, shared]) expect(await audit.verify()).toMatchObject({ intact: true });
    }
    expect([...said]).toEqual(['shared-vault.unreachable']);
  },
  120_000 + kills * 10_000,
);
