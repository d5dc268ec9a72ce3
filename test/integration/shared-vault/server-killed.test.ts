/**
 * The server of a shared vault ends by kill −9, with all of its backends, while consoles write. What was confirmed is
 * there afterwards, what was not is there whole or not at all, and everybody goes on without being started anew.
 *
 * `VOXANNE_TEST_KILLS=n` sets how many kills there are, `VOXANNE_SEED=n` repeats them.
 */
import type { Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { loginRole } from '../../../src-shared/shared-vault/database-login';
import { seededChance } from '../../fakes/chance';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { codeOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

let server: PostgresServer;
let twilio: TwilioSimulator;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 6);
const chance = seededChance('server');
const cannotKill = process.platform === 'win32' || process.env.VOXANNE_TEST_POSTGRES_URL !== undefined;

beforeAll(async () => {
  if (cannotKill) return;
  twilio = await startTwilioSimulator({ clockSpeed: 4 });
  server = await startPostgres(null, { isDurable: true });
  vault = await startSharedVault({ server, env: { VOXANNE_TWILIO_URL: twilio.origin } });
  anna = vault.anna;
  ben = await vault.admit('Ben');
});
afterAll(async () => {
  await vault?.close();
  await server?.close();
  await twilio?.close();
});

const tokenOf = (name: string) => `canary ${name}`;
const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test.skipIf(cannotKill)(
  'nothing confirmed is lost, nothing is there by half or twice',
  async () => {
    const confirmed = { added: new Map<string, string>(), saved: new Map<string, string>() };
    const codes = new Set<string>();
    const interrupted = new Set<string>();
    let writes = 0;
    let killing: Promise<void> | null = null;
    const rounds = numbered(0, kills);
    for (const round of rounds) {
      writes = 0;
      killing = null;
      // Between any two writes of the many that are under way.
      const killAt = 1 + Math.floor(chance('at') * 14);
      const counted = () => {
        writes += 1;
        if (writes === killAt) killing ??= server.kill?.() ?? null;
      };
      const work = async (by: TestConsole, name: string) => {
        const id = await by.addClinic(name);
        confirmed.added.set(name, id);
        counted();
        const scope = (await by.storage()).forOrganization(id);
        for (const turn of ['first', 'second']) {
          await saveCredential(scope, { ...secrets, authToken: tokenOf(`${name} ${turn}`) });
          confirmed.saved.set(name, turn);
          counted();
        }
      };
      const names = numbered(0, 6).map((index) => `Clinic ${round}-${index}`);
      const all = await Promise.allSettled(names.map((name, index) => work(index % 2 === 0 ? anna : ben, name)));
      for (const [index, one] of all.entries()) {
        if (one.status === 'fulfilled') continue;
        codes.add(await codeOf(Promise.reject(one.reason)));
        interrupted.add(names[index] ?? '');
      }
      expect(killing).not.toBeNull();
      await killing;
      await server.start();
    }
    expect([...codes]).toEqual(['shared-vault.unreachable']);

    /** Of the writes without an answer: how many are not there, how many are. */
    const ended = { old: 0, new: 0 };
    // The consoles that were open all the time.
    for (const by of [anna, ben]) {
      const storage = await by.storage();
      const clinics = await storage.organizations.overviews();
      const names = clinics.map(({ organization }) => organization.name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of interrupted)
        if (!names.includes(name)) {
          ended.old += 1;
          interrupted.delete(name);
        }
      for (const [name, id] of confirmed.added)
        expect(clinics.find(({ organization }) => organization.id === id)?.organization.name).toBe(name);
      for (const { organization, credentials } of clinics) {
        const { id, name } = organization;
        const saved = confirmed.saved.get(name);
        let held: string | undefined;
        if (credentials.length === 0) expect(saved, name).toBeUndefined();
        else {
          const { fields } = await storage.forOrganization(id).credentials.open('twilio');
          // The one after the last that was confirmed may have arrived, too.
          const possible = saved === undefined ? ['first'] : saved === 'first' ? ['first', 'second'] : ['second'];
          expect(possible.map((turn) => tokenOf(`${name} ${turn}`))).toContain(fields.authToken);
          held = fields.authToken;
        }
        if (interrupted.delete(name)) {
          const isOld = confirmed.added.has(name) && held === (saved && tokenOf(`${name} ${saved}`));
          ended[isOld ? 'old' : 'new'] += 1;
        }
        // Each clinic that is there at all takes secrets: it has its key.
        await saveCredential(storage.forOrganization(id), { ...secrets, authToken: tokenOf(`${name} second`) });
        confirmed.saved.set(name, 'second');
      }
      expect(await storage.audit.verify()).toMatchObject({ intact: true });
    }
    console.info(
      `kills of the server: ${kills}, ${confirmed.added.size} clinics confirmed, unanswered ${JSON.stringify(ended)}`,
    );
  },
  300_000 + kills * 10_000,
);

test.skipIf(cannotKill)(
  'what the server had written when its answer was lost is there, and is saved again',
  async () => {
    const clinic = await anna.addClinic('Lost answer');
    const scopeOf = async (by: TestConsole) => (await by.storage()).forOrganization(clinic);
    const tokenBy = async (by: TestConsole) => (await (await scopeOf(by)).credentials.open('twilio')).fields.authToken;
    await saveCredential(await scopeOf(anna), { ...secrets, authToken: tokenOf('before') });
    const owner = new pg.Client({ connectionString: vault.place.url });
    owner.on('error', () => undefined);
    await owner.connect();
    const stateOf = async (pid: unknown) =>
      (await owner.query('SELECT state FROM pg_stat_activity WHERE pid = $1', [pid])).rows[0]?.state;

    const ordinary = pg.Client.prototype.query;
    const role = loginRole('member', anna.file.require().memberId);
    const writing = new Set<pg.Client>();
    let lost: Promise<void> | null = null;
    Object.assign(pg.Client.prototype, {
      query(this: pg.Client, ...args: unknown[]) {
        const [asked] = args;
        const text = typeof asked === 'string' ? asked : String(Reflect.get(Object(asked), 'text'));
        if (this.user === role && /^(insert|update)/i.test(text)) writing.add(this);
        const isWanted = writing.has(this) && /^commit/i.test(text) && lost === null;
        const stream: Socket = Reflect.get(Object(Reflect.get(this, 'connection')), 'stream');
        // Its answer is not read.
        if (isWanted) stream.pause();
        const result: unknown = Reflect.apply(ordinary, this, args);
        if (isWanted)
          lost = (async () => {
            await expect.poll(() => stateOf(Reflect.get(this, 'processID')), { timeout: 60_000 }).toBe('idle');
            await server.kill?.();
            stream.destroy();
          })();
        return result;
      },
    });
    const saved = saveCredential(await scopeOf(anna), { ...secrets, authToken: tokenOf('after') });
    expect(await codeOf(saved)).toBe('shared-vault.unreachable');
    pg.Client.prototype.query = ordinary;
    expect(lost).not.toBeNull();
    await lost;
    await owner.end().catch(() => undefined);
    await server.start();
    for (const by of [anna, ben]) {
      expect(await tokenBy(by)).toBe(tokenOf('after'));
      await saveCredential(await scopeOf(by), { ...secrets, authToken: tokenOf('after') });
      expect(await (await by.storage()).audit.verify()).toMatchObject({ intact: true });
    }
  },
  240_000,
);

test.skipIf(cannotKill)(
  'a text whose answer could not be recorded is followed up, and not sent again',
  async () => {
    const [account] = twilio.control.addAccounts(1);
    if (!account) throw new Error('no account');
    const clinic = await anna.addClinic('Sunrise Dental');
    const { accountSid, authToken, phoneNumber } = account;
    await saveCredential((await anna.storage()).forOrganization(clinic), { accountSid, authToken }, phoneNumber, {
      accountKey: accountSid,
      simulated: true,
    });
    const testsOf = async (by: TestConsole) => (await (await by.workspace()).connections()).tests;
    const scope = (await ben.storage()).forOrganization(clinic);
    twilio.control.setFault({
      fault: { kind: 'slow', ms: 3_000 },
      method: 'POST',
      pathIncludes: '/Messages.json',
      times: 1,
    });
    const run = await (await testsOf(anna)).start(clinic, 'twilio', { to: '+14155550134', only: ['test-sms'] });
    // Its intent is recorded, and Twilio has not answered.
    await expect.poll(async () => (await scope.messages.ofRun(run.id)).length).toBe(1);
    await server.kill?.();
    await (await testsOf(anna)).waitFor(clinic, 'twilio', run.id).catch(() => undefined);
    await server.start();
    // As a minute later.
    const owner = new pg.Client({ connectionString: vault.place.url });
    await owner.connect();
    await owner.query('DELETE FROM voxanne.run_leases');
    await owner.end();
    for (const by of [anna, ben]) await (await testsOf(by)).recover();
    expect((await scope.tests.get(run.id))?.state).not.toBe('running');
    expect(twilio.control.messages()).toHaveLength(1);
  },
  240_000,
);
