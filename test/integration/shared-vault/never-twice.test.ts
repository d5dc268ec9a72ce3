/** Two people press “Run SMS test” for one clinic at one moment, and a console dies in the middle of one. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { codeOf, note } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

let twilio: TwilioSimulator;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let clinic: string;

beforeAll(async () => {
  twilio = await startTwilioSimulator({ clockSpeed: 4 });
  vault = await startSharedVault({ env: { VOXANNE_TWILIO_URL: twilio.origin } });
  anna = vault.anna;
  ben = await vault.admit('Ben');
  clinic = await anna.addClinic('Sunrise Dental');
  const [account] = twilio.control.addAccounts(1);
  if (!account) throw new Error('no account');
  const { accountSid, authToken, phoneNumber } = account;
  await (await anna.storage()).forOrganization(clinic).credentials.save(
    {
      provider: 'twilio',
      methodId: 'auth-token',
      choice: phoneNumber,
      metadata: {},
      accountKey: accountSid,
      keyHint: 'x',
      simulated: true,
      verifiedAt: new Date().toISOString(),
      expiresAt: null,
    },
    { accountSid, authToken },
    [],
    note('credential.added'),
  );
});
afterAll(async () => {
  await vault.close();
  await twilio.close();
});

const testsOf = async (by: TestConsole) => (await (await by.workspace()).connections()).tests;
const onlyText = { to: '+14155550134', only: ['test-sms'] };
const start = async (by: TestConsole) => (await testsOf(by)).start(clinic, 'twilio', onlyText);

test('one of the two runs, the other is told so, and one text is sent', async () => {
  // Neither has to wait for its console, and the text takes longer than to be told so.
  const both = [await testsOf(anna), await testsOf(ben)];
  const toSend = { method: 'POST', pathIncludes: '/Messages.json', times: 1 };
  twilio.control.setFault({ fault: { kind: 'slow', ms: 4_000 }, ...toSend });
  const begun = await Promise.allSettled(both.map((tests) => tests.start(clinic, 'twilio', onlyText)));
  const codes = begun.map((one) => (one.status === 'rejected' ? String(one.reason?.data?.code) : 'runs'));
  expect(codes.sort()).toEqual(['runs', 'test.already-running']);
  const [run] = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const by = begun[0]?.status === 'fulfilled' ? anna : ben;
  await (await testsOf(by)).waitFor(clinic, 'twilio', run?.id ?? '');
  expect(twilio.control.messages()).toHaveLength(1);
  // Over: the other one may start now.
  await expect.poll(async () => start(by === anna ? ben : anna).then(({ id }) => id.length)).toBe(36);
  const other = by === anna ? ben : anna;
  const [last] = await (await testsOf(other)).history(clinic, 'twilio', 1);
  await (await testsOf(other)).waitFor(clinic, 'twilio', last?.id ?? '');
  expect(twilio.control.messages()).toHaveLength(2);
});

test('what a dead console left open, another one follows up once the lease is over, and sends nothing', async () => {
  const scope = (await anna.storage()).forOrganization(clinic);
  const cutOff = await scope.tests.begin(
    {
      provider: 'twilio',
      simulated: true,
      startedAt: new Date(Date.now() - 600_000).toISOString(),
      startedBy: 'Anna',
      subject: '+14155550100',
      recipient: '+14155550134',
      steps: [],
    },
    note('test.started'),
  );
  const owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  const token = '0190a0a0-0000-7000-8000-0000000000aa';
  await owner.query(`INSERT INTO voxanne.run_leases VALUES ($1, 'twilio', $2, now() + interval '45 seconds')`, [
    clinic,
    token,
  ]);
  const sent = twilio.control.messages().length;
  await (await testsOf(ben)).recover();
  expect((await scope.tests.get(cutOff.id))?.state).toBe('running');
  expect(await codeOf(start(ben))).toBe('test.already-running');
  await owner.query("UPDATE voxanne.run_leases SET held_until = now() - interval '1 second'");
  await owner.end();
  await (await testsOf(ben)).recover();
  expect((await scope.tests.get(cutOff.id))?.state).toBe('interrupted');
  expect(twilio.control.messages()).toHaveLength(sent);
});

test('what a dead console left before the server’s clock was put back holds no longer than any lease', async () => {
  const scope = (await anna.storage()).forOrganization(clinic);
  const owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  await owner.query(
    "INSERT INTO voxanne.run_leases VALUES ($1, 'twilio', gen_random_uuid(), now() + interval '1 hour')",
    [clinic],
  );
  await owner.end();
  const { id } = await start(ben);
  await (await testsOf(ben)).waitFor(clinic, 'twilio', id);
  expect((await scope.tests.get(id))?.state).toBe('finished');
});

test('a console that slept through its lease sends nothing more once another one has ended its test', async () => {
  const to = '+14155550134';
  const sent = () => twilio.control.messages().length;
  const before = sent();
  // Its first message waits for an answer, and so the console is away.
  twilio.control.setFault({
    fault: { kind: 'slow', ms: 10_000 },
    method: 'POST',
    pathIncludes: '/Messages.json',
    times: 1,
  });
  const run = await (await testsOf(anna)).start(clinic, 'twilio', { to, only: null });
  const scope = (await ben.storage()).forOrganization(clinic);
  await expect.poll(async () => (await scope.messages.ofRun(run.id)).length).toBe(1);
  const owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  await owner.query('DELETE FROM voxanne.run_leases');
  await (await testsOf(ben)).recover();
  await owner.end();
  expect((await scope.tests.get(run.id))?.state).toBe('interrupted');
  await (await testsOf(anna)).waitFor(clinic, 'twilio', run.id);
  expect((await scope.messages.ofRun(run.id)).map(({ step }) => step)).toEqual(['test-sms']);
  expect(sent()).toBeLessThanOrEqual(before + 1);
});
