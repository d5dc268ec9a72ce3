import { afterEach, describe, expect, test } from 'vitest';
import type { TestStep } from '../../../src-shared/tests/test-run';
import { quick, runSuite } from './run-suite';
import {
  accountSid,
  from,
  json,
  numberResource,
  page,
  refuse,
  startTinyTwilio,
  type TinyTwilio,
  to,
} from './tiny-twilio';

let server: TinyTwilio;
afterEach(() => server.close());

const outcomes = (run: { steps: { id: string; state: string }[] }) =>
  Object.fromEntries(run.steps.map(({ id, state }) => [id, state]));
const posts = () => server.calls.filter(({ method }) => method === 'POST').length;

const isSent = ({ delivery }: TestStep) => delivery.at(-1)?.status === 'sent';

describe('a working account', () => {
  test('passes all four, with SIDs, times and the way of each message', async () => {
    server = await startTinyTwilio();
    const run = await runSuite(server.origin);
    expect(outcomes(run)).toEqual({
      account: 'passed',
      'phone-number': 'passed',
      'test-sms': 'passed',
      'hot-lead-sms': 'passed',
    });
    expect(run.step('account')).toMatchObject({
      reference: accountSid,
      detail: 'Sunrise Dental · Full account · active',
    });
    expect(run.step('phone-number').detail).toContain('SMS, MMS, Voice');
    expect(run.step('test-sms').reference).toMatch(/^SM/);
    expect(run.step('test-sms').delivery.map(({ status }) => status)).toEqual(['queued', 'sent', 'delivered']);
    expect(server.messages.map(({ body }) => body)).toEqual(['Voxanne test. Code 4821.', '🔥 Hot lead #7730']);
  });

  test('follows both messages at the same time, and never shows the account’s token', async () => {
    server = await startTinyTwilio();
    const run = await runSuite(server.origin);
    const looks = server.calls.flatMap(({ path }) => /\/Messages\/SM0*(\d)\.json$/.exec(path)?.[1] ?? []);
    expect(looks.indexOf('2')).toBeLessThan(looks.lastIndexOf('1'));
    expect(looks.indexOf('1')).toBeLessThan(looks.lastIndexOf('2'));
    expect(JSON.stringify(run.seen)).not.toContain('f0f0');
  });

  test('records the intent of each message before the request that sends it', async () => {
    const recorded: number[] = [];
    const intents: string[] = [];
    server = await startTinyTwilio();
    const take = server.routes.send;
    server.routes.send = (call, answer, tiny) => {
      recorded.push(intents.length);
      take(call, answer, tiny);
    };
    const run = await runSuite(server.origin, {
      journal: {
        intend: async (entry) => String(intents.push(entry.step)),
        update: async () => undefined,
        accountedSids: async () => new Set(),
      },
    });
    expect(recorded).toEqual([1, 2]);
    expect(run.step('hot-lead-sms').state).toBe('passed');
  });

  test('sends nothing when the intent cannot be recorded', async () => {
    server = await startTinyTwilio();
    const run = await runSuite(server.origin, {
      journal: {
        intend: () => Promise.reject(new Error('disk full')),
        update: async () => undefined,
        accountedSids: async () => new Set(),
      },
    });
    expect(run.step('test-sms')).toMatchObject({ state: 'failed' });
    expect(posts()).toBe(0);
  });

  test('runs only what was asked for, but never sends from a number it has not looked up', async () => {
    server = await startTinyTwilio({
      numbers: (_call, answer) => json(answer, 200, page('incoming_phone_numbers', [])),
    });
    const run = await runSuite(server.origin, { only: ['test-sms'] });
    expect(outcomes(run)).toEqual({
      account: 'skipped',
      'phone-number': 'skipped',
      'test-sms': 'skipped',
      'hot-lead-sms': 'skipped',
    });
    expect(run.step('test-sms').detail).toBe('Not sent, because the number does not belong to this account.');
    expect(posts()).toBe(0);
  });

  test('a dry run looks up and sends nothing', async () => {
    server = await startTinyTwilio();
    const run = await runSuite(server.origin, { send: false });
    expect(outcomes(run)).toEqual({
      account: 'passed',
      'phone-number': 'passed',
      'test-sms': 'skipped',
      'hot-lead-sms': 'skipped',
    });
    expect(posts()).toBe(0);
  });
});

describe('accounts and numbers that can’t send', () => {
  test.each(['suspended', 'closed'])(
    'a %s account fails, and both sends are skipped with the reason',
    async (status) => {
      server = await startTinyTwilio({
        account: (_call, answer) => json(answer, 200, { sid: accountSid, friendly_name: 'X', type: 'Full', status }),
      });
      const run = await runSuite(server.origin);
      expect(run.step('account')).toMatchObject({ state: 'failed', error: { code: `twilio.account-${status}` } });
      expect(run.step('phone-number').state).toBe('passed');
      expect(run.step('hot-lead-sms')).toMatchObject({
        state: 'skipped',
        detail: `Not sent, because the account is ${status}.`,
      });
      expect(posts()).toBe(0);
    },
  );

  test('a wrong token fails both look-ups by name', async () => {
    server = await startTinyTwilio({
      account: (_c, answer) => refuse(answer, 401, 20003, 'Authenticate'),
      numbers: (_c, answer) => refuse(answer, 401, 20003, 'Authenticate'),
    });
    const run = await runSuite(server.origin);
    expect(run.step('account').error).toMatchObject({ code: 'twilio.20003', providerCode: '20003' });
    expect(run.step('phone-number').error).toMatchObject({ code: 'twilio.20003' });
    expect(run.step('test-sms').state).toBe('skipped');
  });

  test('a number without SMS is told apart from one of another account', async () => {
    server = await startTinyTwilio({
      numbers: (_c, answer) => json(answer, 200, page('incoming_phone_numbers', [numberResource(from, false)])),
    });
    expect((await runSuite(server.origin)).step('phone-number').error?.code).toBe('twilio.number-not-sms-capable');
    server.routes.numbers = (_c, answer) =>
      json(answer, 200, page('incoming_phone_numbers', [numberResource('+14155550199')]));
    const run = await runSuite(server.origin);
    expect(run.step('phone-number').error?.code).toBe('twilio.number-not-owned');
    expect(posts()).toBe(0);
  });

  test('a server that says nothing of status or capabilities is given the benefit of the doubt', async () => {
    server = await startTinyTwilio({
      account: (_c, answer) => json(answer, 200, { sid: null, something: 'new' }),
      numbers: (_c, answer) =>
        json(answer, 200, page('incoming_phone_numbers', [null, 'odd', {}, numberResource(from, null)])),
    });
    expect(outcomes(await runSuite(server.origin))).toMatchObject({
      account: 'passed',
      'phone-number': 'passed',
      'test-sms': 'passed',
    });
  });

  test('a trial account does not text an unverified recipient', async () => {
    server = await startTinyTwilio({
      account: (_c, answer) =>
        json(answer, 200, { sid: accountSid, friendly_name: 'T', type: 'Trial', status: 'active' }),
      callerIds: (_c, answer) =>
        json(answer, 200, page('outgoing_caller_ids', [{ phone_number: '+14155550177', friendly_name: 'Other' }])),
    });
    const run = await runSuite(server.origin);
    expect(run.step('test-sms')).toMatchObject({ state: 'failed', error: { code: 'twilio.21608' } });
    expect(run.step('test-sms').error?.providerCode).toBeUndefined();
    expect(posts()).toBe(0);
    server.routes.callerIds = (_c, answer) =>
      json(answer, 200, page('outgoing_caller_ids', [{ phone_number: to, friendly_name: 'Me' }]));
    expect((await runSuite(server.origin)).step('test-sms').state).toBe('passed');
  });

  test('test credentials are recognised, and nothing is called a failure of the account', async () => {
    const refused = (_c: unknown, answer: Parameters<typeof json>[0]) =>
      refuse(answer, 403, 20008, 'Resource not accessible with Test Account Credentials');
    server = await startTinyTwilio({ account: refused, numbers: refused, message: refused });
    const run = await runSuite(server.origin);
    expect(outcomes(run)).toEqual({
      account: 'skipped',
      'phone-number': 'skipped',
      'test-sms': 'unconfirmed',
      'hot-lead-sms': 'unconfirmed',
    });
    expect(run.step('account').detail).toContain('Test credentials');
  });
});

describe('refusals and deliveries', () => {
  test('a refused test SMS does not hide what becomes of the hot-lead SMS', async () => {
    server = await startTinyTwilio({
      send: (call, answer, tiny) =>
        (call.form.get('Body') ?? '').startsWith('Voxanne')
          ? refuse(answer, 400, 21610, 'Attempt to send to unsubscribed recipient')
          : json(answer, 201, { ...tiny.take(call) }),
    });
    const run = await runSuite(server.origin);
    expect(run.step('test-sms')).toMatchObject({
      state: 'failed',
      error: { code: 'twilio.21610', providerCode: '21610' },
    });
    expect(run.step('hot-lead-sms').state).toBe('passed');
    expect(posts()).toBe(2);
  });

  test('an unknown code is shown honestly, with Twilio’s own words', async () => {
    server = await startTinyTwilio({ send: (_c, answer) => refuse(answer, 400, 98765, 'Flux capacitor missing') });
    expect((await runSuite(server.origin)).step('test-sms').error).toMatchObject({
      providerCode: '98765',
      message: expect.stringContaining('Flux capacitor missing'),
    });
  });

  test('undelivered fails with the carrier’s reason', async () => {
    server = await startTinyTwilio({
      message: (_c, answer) => json(answer, 200, { sid: 'SM1', status: 'undelivered', error_code: '30034' }),
    });
    expect((await runSuite(server.origin)).step('test-sms')).toMatchObject({
      state: 'failed',
      error: { code: 'twilio.30034' },
    });
  });

  test.each([
    ['sent', 'Accepted by the carrier, unconfirmed: no delivery receipt after'],
    ['queued', 'Accepted by Twilio, still queued: no final status after'],
    ['levitating', 'Accepted by Twilio, last status “levitating”: no final status after'],
  ])('a message that stays %s is unconfirmed, never passed', async (status, detail) => {
    server = await startTinyTwilio({ message: (_c, answer) => json(answer, 200, { sid: 'SM1', status }) });
    const run = await runSuite(server.origin, { deliveryTimeoutMs: 700 });
    expect(run.step('test-sms')).toMatchObject({ state: 'unconfirmed', error: null });
    expect(run.step('test-sms').detail).toContain(detail);
  });

  test('trouble while asking for the status is not trouble with the message', async () => {
    let asked = 0;
    server = await startTinyTwilio();
    const ordinary = server.routes.message;
    server.routes.message = (call, answer, tiny) => {
      asked += 1;
      if (asked % 3 === 1) return void answer.writeHead(500, { 'Content-Type': 'text/html' }).end('<h1>Oops</h1>');
      if (asked % 3 === 2) return void answer.destroy();
      ordinary(call, answer, tiny);
    };
    expect((await runSuite(server.origin)).step('test-sms').state).toBe('passed');
  });

  test('with a timeout of 0 nothing is waited for', async () => {
    server = await startTinyTwilio();
    const run = await runSuite(server.origin, { deliveryTimeoutMs: 0 });
    expect(run.step('test-sms')).toMatchObject({
      state: 'unconfirmed',
      detail: 'Accepted by Twilio, still queued: its delivery was not followed.',
    });
    expect(server.calls.filter(({ path }) => path.includes('/Messages/SM'))).toEqual([]);
  });

  test('the code from the phone proves arrival while the message hangs at sent', async () => {
    server = await startTinyTwilio({ message: (_c, answer) => json(answer, 200, { sid: 'SM1', status: 'sent' }) });
    const confirmed = new AbortController();
    const run = await runSuite(
      server.origin,
      {
        deliveryTimeoutMs: 1500,
        confirmed: (step) => (step === 'test-sms' ? confirmed.signal : new AbortController().signal),
      },
      quick,
      (step) => {
        if (isSent(step)) confirmed.abort();
      },
    );
    expect(run.step('test-sms').state).toBe('passed');
    expect(run.step('test-sms').delivery.at(-1)?.status).toBe('confirmed-by-code');
    expect(run.step('hot-lead-sms').state).toBe('unconfirmed');
  });
});

describe('Stop', () => {
  test('before the sends: nothing is sent, and the rest says so', async () => {
    const stop = new AbortController();
    server = await startTinyTwilio({ account: () => stop.abort() });
    const run = await runSuite(server.origin, { signal: stop.signal });
    expect(run.stopped).toBe(true);
    expect(run.step('test-sms')).toMatchObject({ state: 'skipped', detail: 'Stopped before it was sent.' });
    expect(posts()).toBe(0);
  });

  test('while following: the sent message is unconfirmed, with its SID', async () => {
    server = await startTinyTwilio({ message: (_c, answer) => json(answer, 200, { sid: 'SM1', status: 'sent' }) });
    const stop = new AbortController();
    const sent = new Set<string>();
    const run = await runSuite(server.origin, { signal: stop.signal, deliveryTimeoutMs: 10_000 }, quick, (step) => {
      if (isSent(step)) sent.add(step.id);
      if (sent.size === 2) stop.abort();
    });
    expect(run.step('test-sms')).toMatchObject({ state: 'unconfirmed', reference: expect.stringMatching(/^SM/) });
    expect(run.step('test-sms').detail).toContain('stopped before its delivery was known');
  });
});
