/** Every failure of the catalogue can be rehearsed, and what is rehearsed is what the catalogue describes. */
import { parsePhoneNumber } from 'libphonenumber-js/max';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { catalogue, describeProviderError } from '../../../src-shared/errors-catalogue';
import { providerDescriptors } from '../../../src-shared/providers';
import { calls } from '../../fakes/calls';
import { call, credentialsOf, recipientOf, sendMessage, under } from './simulator-client';

let simulator: TwilioSimulator;
beforeEach(async () => {
  simulator = await startTwilioSimulator({ seed: 3, clockSpeed: 500 });
});
afterEach(() => simulator.close());

const full = credentialsOf('credentials.full');
const from = '+12125550123';
const send = (To: string, more: Record<string, string> = {}, credentials = full) =>
  sendMessage(simulator, credentials, { To, From: from, Body: 'Practice', ...more });

async function finalOf(sid: unknown) {
  const path = under(full.accountSid, `/Messages/${sid}.json`);
  await expect
    .poll(async () => (await call(simulator, 'GET', path, full)).body.status, { interval: 5 })
    .toMatch(/delivered|failed/);
  return (await call(simulator, 'GET', path, full)).body;
}

const twilioEntries = catalogue.filter((entry) => entry.provider === 'twilio');

describe('every code of Twilio’s catalogue', () => {
  it.each(twilioEntries.map((entry) => [entry.code, entry] as const))(
    '%s can be made to happen',
    async (code, entry) => {
      const number = Number(code.replace('twilio.', ''));
      const scenarioId = entry.scenarioId ?? '';
      if (scenarioId.startsWith('recipient.')) {
        const reply = await send(recipientOf(code));
        const found = reply.status === 201 ? (await finalOf(reply.body.sid)).error_code : reply.body.code;
        expect(found).toBe(number);
      } else {
        const credentials = credentialsOf(scenarioId);
        const list = await call(
          simulator,
          'GET',
          under(credentials.accountSid, '/IncomingPhoneNumbers.json'),
          credentials,
        );
        const sent = await send('+14155550199', { From: '+13035550150' }, credentials);
        expect([list.body.code, sent.body.code]).toContain(number);
      }
    },
  );

  it.each([
    ['credentials.us-unregistered', '+13125550150', 30034],
    ['credentials.us-pending', '+15035550150', 30034],
    ['credentials.us-registering', '+12065550150', 30035],
    ['credentials.tollfree-pending', '+18885550150', 30032],
  ])('%s: messages fail because of the sender, whoever they are for', async (id, sender, code) => {
    const credentials = credentialsOf(id);
    const { body } = await send('+14155550199', { From: sender }, credentials);
    const path = under(credentials.accountSid, `/Messages/${body.sid}.json`);
    await expect
      .poll(async () => (await call(simulator, 'GET', path, credentials)).body.error_code, { interval: 5 })
      .toBe(code);
  });
});

test.each<[number, () => Promise<{ body: Record<string, unknown> }>]>([
  [20004, () => call(simulator, 'DELETE', under(full.accountSid, '/Balance.json'), full)],
  [20005, () => send('+14155550199', { From: '+13035550150' }, credentialsOf('credentials.suspended'))],
  [21602, () => send('+14155550199', { Body: '' })],
  [21603, () => send('+14155550199', { From: '' })],
  [21604, () => send('')],
  [21617, () => send('+14155550199', { Body: 'x'.repeat(1601) })],
])('%i: requests that no form of the console makes are refused as Twilio refuses them', async (code, made) => {
  expect((await made()).body.code).toBe(code);
});

describe('the rules for senders and recipients', () => {
  const trial = credentialsOf('credentials.trial');
  it.each([
    ['to itself', from, {}, full, 21211],
    ['to half a number', '+1415', {}, full, 21211],
    ['from letters', '+14155550199', { From: 'CLINIC' }, full, 21212],
    ['from somebody else’s number', '+14155550199', { From: '+14045550150' }, full, 21660],
    ['from a number nobody has', '+14155550199', { From: '+14045550177' }, full, 21659],
    ['from a number for calls only', '+14155550199', { From: '+12125550125' }, full, 21606],
    ['from a trial account to anybody', '+14155550199', { From: '+14045550150' }, trial, 21608],
    ['from a trial account abroad', '+442079460123', { From: '+14045550150' }, trial, 21608],
    ['from a trial account’s other number', '+14155550190', { From: '+14045550151' }, trial, 572002],
    ['from a trial account to a half-verified number', '+14155550192', { From: '+14045550150' }, trial, 572005],
  ])('%s', async (_, to, more, credentials, code) => {
    expect((await send(to, more, credentials)).body.code).toBe(code);
    expect(simulator.control.messages()).toEqual([]);
  });

  it('lets a trial account text a verified number, with Twilio’s notice before the text', async () => {
    const { status, body } = await send('+14155550190', { From: '+14045550150' }, trial);
    expect(status).toBe(201);
    expect(body.body).toBe('Sent from your Twilio trial account - Practice');
  });

  it('accepts a number as people write it', async () => {
    expect((await send('+1 (415) 555-0199')).body.to).toBe('+14155550199');
  });
});

describe('ways a delivery can go', () => {
  const recipient = (label: string) => practiceScenarios().recipients.find((one) => one.label === label)?.number ?? '';
  it.each([
    ['Stays queued for ever', 'queued'],
    ['Accepted by the carrier, never confirmed', 'sent'],
  ])('%s', async (label, status) => {
    let clock = Date.UTC(2026, 0, 5, 10);
    const one = await startTwilioSimulator({ seed: 3, now: () => clock });
    const { body } = await sendMessage(one, full, { To: recipient(label), From: from, Body: 'Practice' });
    const path = under(full.accountSid, `/Messages/${body.sid}.json`);
    const shownIn = async (ms: number) => {
      clock += ms;
      return (await call(one, 'GET', path, full)).body;
    };
    const minute = 60_000;
    expect(await shownIn(minute)).toMatchObject({ status, error_code: null });
    expect(await shownIn(60 * minute)).toMatchObject({ status, error_code: null });
    expect(await shownIn(365 * 24 * 60 * minute)).toMatchObject({ status, error_code: null });
    await one.close();
  });

  it('takes two to three seconds in practice mode, the same for the same seed', async () => {
    let clock = Date.UTC(2026, 0, 5, 10);
    const timed = async () => {
      const one = await startTwilioSimulator({ seed: 11, now: () => clock });
      const { body } = await sendMessage(one, full, { To: '+14155550199', From: from, Body: 'x' });
      const seen: [number, unknown][] = [];
      for (let waited = 0; waited <= 3000; waited += 100) {
        const { status } = (await call(one, 'GET', under(full.accountSid, `/Messages/${body.sid}.json`), full)).body;
        if (seen.at(-1)?.[1] !== status) seen.push([waited, status]);
        clock += 100;
      }
      await one.close();
      return seen;
    };
    const seen = await timed();
    expect(seen.map(([, status]) => status)).toEqual(['queued', 'sending', 'sent', 'delivered']);
    expect(seen.at(-1)?.[0]).toBeGreaterThanOrEqual(2000);
    clock = Date.UTC(2026, 0, 5, 10);
    expect(await timed()).toEqual(seen);
  });

  it('shows a code nobody knows, at sending and on delivery, with Twilio’s words', async () => {
    const refusal = (await send(recipientOf('twilio.21999'))).body;
    const { message, more_info: moreInfo, code } = refusal as { message: string; more_info: string; code: number };
    expect(describeProviderError('twilio', code, { message, moreInfo })).toMatchObject({
      code: 'twilio.21999',
      helpUrl: 'https://www.twilio.com/docs/errors/21999',
    });
    expect((await finalOf((await send(recipientOf('twilio.30999'))).body.sid)).error_code).toBe(30999);
  });

  it('accepts the message though its answer is lost, exactly once', async () => {
    for (const label of ['Accepted, then the connection breaks', 'Accepted, and the answer breaks off half-way']) {
      simulator.control.reset();
      await expect(send(recipient(label))).rejects.toThrow();
      expect(simulator.control.messages()).toHaveLength(1);
    }
    simulator.control.reset();
    await expect(send(recipient('The connection breaks before anything is sent'))).rejects.toThrow();
    expect(simulator.control.messages()).toHaveLength(0);
  });
});

describe('the list of scenarios', () => {
  const { recipients, credentials } = practiceScenarios();

  it('fits the contract', () => {
    calls['practice.scenarios'].response.parse(practiceScenarios());
  });

  it('offers only valid numbers from the block kept free for fiction, each once', () => {
    for (const { number } of recipients) {
      expect(parsePhoneNumber(number).isValid()).toBe(true);
      expect(number).toMatch(/^\+1\d{3}55501\d\d$/);
    }
    expect(new Set(recipients.map((recipient) => recipient.number)).size).toBe(recipients.length);
  });

  it('offers credentials that pass the form’s own checks', () => {
    for (const { methodId, fields, label } of credentials) {
      const method = providerDescriptors.twilio.methods.find((one) => one.id === methodId);
      expect(Object.keys(fields).sort()).toEqual(method?.fields.map((field) => field.id).sort());
      for (const field of method?.fields ?? [])
        expect(field.check(fields[field.id] ?? ''), `${label}: ${field.id}`).toEqual({ value: fields[field.id] });
    }
    expect(new Set(credentials.map((one) => one.id)).size).toBe(credentials.length);
  });

  it('says on every account that it is practice', async () => {
    const { accountSid, ...pair } = full;
    expect((await call(simulator, 'GET', under(accountSid, '.json'), pair)).body.friendly_name).toMatch(/^Practice · /);
  });
});
