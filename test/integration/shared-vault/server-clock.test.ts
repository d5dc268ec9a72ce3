/**
 * The clock of the server moves by an hour, forward and back, while it runs: really, by `faketime`. Leases are by its
 * clock; nothing that counts for long is.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vouchNow } from '../../../src-main/shared-vault/unvouched';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';
import { admitMachine } from './machines';

const library = ['/usr/lib', ...(existsSync('/usr/lib') ? readdirSync('/usr/lib') : []).map((dir) => `/usr/lib/${dir}`)]
  .map((dir) => path.join(dir, 'faketime/libfaketime.so.1'))
  .find((file) => existsSync(file));
const isGiven = process.env.VOXANNE_TEST_POSTGRES_URL !== undefined;

describe.skipIf(library === undefined || isGiven)('by a server whose clock moves (apt install faketime)', () => {
  let folder: string;
  let server: PostgresServer;
  let twilio: TwilioSimulator;
  let vault: Awaited<ReturnType<typeof startSharedVault>>;
  let anna: TestConsole;
  let ben: TestConsole;
  let clinic: string;
  /** From the next statement on. */
  const moveTo = (seconds: number) =>
    writeFileSync(path.join(folder, 'time'), `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`, { mode: 0o644 });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'voxanne-clock-'));
    // The server runs as another user.
    chmodSync(folder, 0o755);
    moveTo(0);
    twilio = await startTwilioSimulator({ clockSpeed: 4 });
    server = await startPostgres(null, {
      env: {
        LD_PRELOAD: library ?? '',
        FAKETIME_TIMESTAMP_FILE: path.join(folder, 'time'),
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
      },
    });
    vault = await startSharedVault({ server, env: { VOXANNE_TWILIO_URL: twilio.origin } });
    anna = vault.anna;
    ben = await vault.admit('Ben');
    clinic = await anna.addClinic('Sunrise Dental');
  });
  afterAll(async () => {
    await vault?.close();
    await server?.close();
    await twilio?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function connect(): Promise<void> {
    const [account] = twilio.control.addAccounts(1);
    if (!account) throw new Error('no account');
    const { accountSid, authToken, phoneNumber } = account;
    await saveCredential((await anna.storage()).forOrganization(clinic), { accountSid, authToken }, phoneNumber, {
      accountKey: accountSid,
      simulated: true,
    });
  }
  const testsOf = async (by: TestConsole) => (await (await by.workspace()).connections()).tests;
  const say = async (by: TestConsole, doing: 'viewing' | null) => {
    const { sharedVault, vault: own } = await by.workspace();
    return sharedVault?.presence(own.requireStorage()).say(clinic, doing);
  };

  for (const hours of [1, -1])
    test(`by ${hours} hour: it is told, all work goes on, and what was held before holds no longer`, async () => {
      await connect();
      const before = twilio.control.messages().length;
      const machine = await admitMachine(vault, `Receptionist ${hours}`, [clinic]);
      const receptionist = await openReceptionist({ ...machine, pollMs: 100 });
      try {
        expect(await vouchNow(await anna.vouching(), 0)).toBeNull();
        await say(ben, 'viewing');
        expect(await say(anna, 'viewing')).toEqual([{ name: 'Ben', doing: 'viewing' }]);
        // Its first text waits for an answer, and the clock moves meanwhile.
        twilio.control.setFault({
          fault: { kind: 'slow', ms: 2_000 },
          method: 'POST',
          pathIncludes: '/Messages.json',
          times: 1,
        });
        const only = { to: '+14155550134', only: ['test-sms'] };
        const run = await (await testsOf(anna)).start(clinic, 'twilio', only);
        const scope = (await ben.storage()).forOrganization(clinic);
        await expect.poll(async () => (await scope.messages.ofRun(run.id)).length).toBe(1);
        moveTo(hours * 3_600);
        expect(await vouchNow(await anna.vouching(), 0)).toMatchObject({
          code: 'shared-vault.clock',
          message: expect.stringMatching(/are (?:59|60|61) minutes apart/),
        });
        expect(await say(anna, 'viewing')).toEqual([]);
        // Whoever presses the button now may end the books of the other one, and sends a text of its own alone.
        const other = await (await testsOf(ben)).start(clinic, 'twilio', only);
        for (const [by, id] of [
          [anna, run.id],
          [ben, other.id],
        ] as const)
          await (await testsOf(by)).waitFor(clinic, 'twilio', id).catch(() => undefined);
        expect((await scope.tests.get(other.id))?.state).toBe('finished');
        expect((await scope.tests.get(run.id))?.state).not.toBe('running');
        expect(twilio.control.messages().length - before).toBe(2);

        await saveCredential(scope, { ...secrets, authToken: `canary ${hours}` });
        const token = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
        await expect.poll(token).toBe(`canary ${hours}`);
        for (const by of [anna, ben]) expect(await (await by.storage()).audit.verify()).toMatchObject({ intact: true });
      } finally {
        await receptionist.close();
        moveTo(0);
      }
      expect(await vouchNow(await anna.vouching(), 0)).toBeNull();
    });
});
