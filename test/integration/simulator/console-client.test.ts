/**
 * The console's own Twilio client, rehearsing: what it reports for a scenario is the row of the catalogue that names
 * this scenario.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioApiFactory, twilioCredentials } from '../../../src-main/providers/twilio/twilio-client';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { AppError, type AppErrorData } from '../../../src-shared/errors';
import { catalogue } from '../../../src-shared/errors-catalogue';

let simulator: TwilioSimulator;
beforeAll(async () => {
  simulator = await startTwilioSimulator({ clockSpeed: 1000 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.control.reset());

const { credentials, recipients } = practiceScenarios();
const never = new AbortController().signal;

function api(scenarioId: string) {
  const scenario = credentials.find((one) => one.id === scenarioId);
  if (scenario === undefined) throw new Error(`No scenario ${scenarioId}`);
  const retry = { attempts: 1, pauseMs: 1, maxPauseMs: 1, deadlineMs: 30_000 };
  const factory = createTwilioApiFactory({
    redirect: simulator.origin,
    retry,
    lookUpTimeoutMs: 5000,
    sendTimeoutMs: 5000,
  });
  return factory(twilioCredentials(scenario.methodId, scenario.fields));
}

const errorOf = async (call: Promise<unknown>): Promise<AppErrorData | null> =>
  call.then(
    () => null,
    (thrown: unknown) => (thrown instanceof AppError ? thrown.data : Promise.reject(thrown)),
  );

const rehearsed = (kind: string) =>
  catalogue.flatMap((entry) =>
    entry.scenarioId?.startsWith(`${kind}.`) ? [{ ...entry, scenarioId: entry.scenarioId }] : [],
  );
const byCredentials = rehearsed('credentials');
const byRecipient = rehearsed('recipient');

describe('practice credentials', () => {
  it.each(byCredentials.map((entry) => [entry.code, entry] as const))(
    'make the console report %s',
    async (code, entry) => {
      const client = api(entry.scenarioId);
      const found = await errorOf(client.listNumbers(never));
      const reported =
        found ?? (await client.createMessage({ from: '+13035550150', to: '+14155550199', body: 'Practice' }, never));
      expect('outcome' in reported && reported.outcome !== 'accepted' ? reported.error : reported).toMatchObject({
        code,
        cause: entry.data.cause,
      });
    },
  );

  it.each(
    credentials
      .filter(({ id }) => /full|api-key|trial|us-|tollfree|no-numbers|calls-only/.test(id))
      .map(({ id }) => id),
  )('%s are accepted', async (id) => {
    const { items, incompleteReason } = await api(id).listNumbers(never);
    expect(incompleteReason).toBeNull();
    expect(items).toHaveLength(
      id.includes('no-numbers') ? 0 : id.includes('trial') ? 2 : /full|api-key/.test(id) ? 62 : 1,
    );
  });

  it('with an endless list end in a reason, not in an endless wait', async () => {
    expect((await api('credentials.endless-list').listNumbers(never)).incompleteReason).toEqual(expect.any(String));
  });
});

describe('practice recipients', () => {
  const from = '+12125550123';
  it.each(byRecipient.map((entry) => [entry.code, entry] as const))(
    'make the console report %s',
    async (code, entry) => {
      const client = api('credentials.full');
      const to = recipients.find((recipient) => recipient.code === code)?.number ?? '';
      const sent = await client.createMessage({ from, to, body: 'Practice' }, never);
      if (sent.outcome !== 'accepted') {
        expect(sent.error).toMatchObject({ code, cause: entry.data.cause });
        return;
      }
      const number = code.replace('twilio.', '');
      await expect
        .poll(async () => (await client.fetchMessage(sent.message.sid, never)).errorCode, { interval: 5 })
        .toBe(number);
    },
  );

  it.each(recipients.filter(({ label }) => /^Accepted, /.test(label)).map(({ label, number }) => [label, number]))(
    '%s: the console knows that it does not know, and finds the message by looking',
    async (_, to) => {
      const client = api('credentials.full');
      const since = new Date(Date.now() - 5000);
      expect((await client.createMessage({ from, to, body: 'Practice' }, never)).outcome).toBe('unknown');
      expect(simulator.control.messages()).toHaveLength(1);
      expect((await client.listMessages({ from, to, since }, never)).items).toMatchObject([{ body: 'Practice' }]);
    },
  );
});
