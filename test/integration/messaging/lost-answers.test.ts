/** An SMS is never sent twice: whatever happens to the answer, the server gets one request for each message. */
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { apiOf, quick, runSuite } from './run-suite';
import { from, startTinyTwilio, type TinyTwilio, to } from './tiny-twilio';

let server: TinyTwilio;
afterEach(() => server.close());
const posts = () => server.calls.filter(({ method }) => method === 'POST').length;

type Send = TinyTwilio['routes']['send'];
/** A server that takes the message and then answers as told. */
const taking =
  (then: (answer: ServerResponse) => void): Send =>
  (call, answer, tiny) => {
    tiny.take(call);
    then(answer);
  };
const half = (answer: ServerResponse) => {
  answer.writeHead(201, { 'Content-Length': '400' });
  answer.write('{"sid":"SM');
  setTimeout(() => answer.destroy(), 30);
};
const taken: [string, Send][] = [
  ['accepted, then dropped', taking((answer) => void answer.destroy())],
  ['accepted, then silent', taking(() => undefined)],
  ['accepted, half an answer', taking(half)],
  ['accepted, answered 500', taking((answer) => void answer.writeHead(500).end('<html>'))],
  ['accepted, answered 503', taking((answer) => void answer.writeHead(503, { 'Retry-After': '1' }).end())],
  [
    'accepted, answered with HTML',
    taking(
      (answer) => void answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Welcome to the hotel</h1>'),
    ),
  ],
  [
    'accepted, and a filter answers in Twilio’s place that it is forbidden',
    taking((answer) => void answer.writeHead(403, { 'Content-Type': 'text/html' }).end('<h1>Blocked</h1>')),
  ],
  [
    'accepted, answered without a SID',
    taking((answer) => void answer.writeHead(201, { 'Content-Type': 'application/json' }).end('{"status":"queued"}')),
  ],
];

describe('an answer that got lost', () => {
  test.each(taken)('%s: found at Twilio, followed, sent once', async (_name, send) => {
    server = await startTinyTwilio({ send });
    const run = await runSuite(server.origin);
    expect(run.step('test-sms')).toMatchObject({ state: 'passed', reference: expect.stringMatching(/^SM/) });
    expect(run.step('hot-lead-sms').state).toBe('passed');
    expect([posts(), server.messages.length]).toEqual([2, 2]);
  });

  test('not taken and dropped: unknown, says what to do, and is not repeated', async () => {
    server = await startTinyTwilio({ send: (_call, answer) => void answer.destroy() });
    const run = await runSuite(server.origin);
    expect(run.step('test-sms')).toMatchObject({
      state: 'unconfirmed',
      reference: null,
      error: { code: 'sms.outcome-unknown' },
    });
    expect(run.step('test-sms').delivery.at(-1)?.status).toBe('unknown');
    expect([...run.journal.entries.values()].map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect(posts()).toBe(2);
  }, 120_000);

  test('an older message with the same text is not mistaken for it', async () => {
    server = await startTinyTwilio({ send: (_call, answer) => void answer.destroy() });
    const old = {
      sid: `SM${'9'.repeat(32)}`,
      to,
      from,
      body: '🔥 Hot lead #7730',
      status: 'delivered',
      error_code: null,
      looks: 0,
    };
    server.messages.push({ ...old, date_created: new Date(Date.now() - 3_600_000).toUTCString() });
    expect((await runSuite(server.origin, { only: ['hot-lead-sms'] })).step('hot-lead-sms').error?.code).toBe(
      'sms.outcome-unknown',
    );
  }, 120_000);

  test('is found although the server’s clock is a day off', async () => {
    const day = 86_400_000;
    server = await startTinyTwilio({
      send: (call, answer, tiny) => {
        tiny.take(call).date_created = new Date(Date.now() + day).toUTCString();
        answer.destroy();
      },
    });
    const ordinary = server.routes.list;
    server.routes.list = (call, answer, tiny) => {
      answer.setHeader('Date', new Date(Date.now() + day).toUTCString());
      ordinary(call, answer, tiny);
    };
    expect((await runSuite(server.origin)).step('test-sms').state).toBe('passed');
  });
});

describe('a refusal is not a lost answer', () => {
  test.each([400, 401, 403, 404, 422, 429])('HTTP %i: failed, not sent, not repeated', async (status) => {
    server = await startTinyTwilio({
      send: (_call, answer) => void answer.writeHead(status, { 'Retry-After': '0' }).end('no'),
    });
    const run = await runSuite(server.origin, { only: ['test-sms'] });
    expect(run.step('test-sms')).toMatchObject({ state: 'failed', reference: null });
    expect([...run.journal.entries.values()].map(({ state }) => state)).toEqual(['refused']);
    expect(posts()).toBe(1);
  });
});

describe('a request to send that Twilio is too busy for', () => {
  const busy = (headers: Record<string, string>): Send => {
    const body = JSON.stringify({ code: 20429, message: 'Too Many Requests', status: 429 });
    return (_call, answer) => void answer.writeHead(429, { 'Content-Type': 'application/json', ...headers }).end(body);
  };
  test.each([
    [{ 'Retry-After': '45' }, /^Twilio asks to wait 45 seconds before the next try\. If it keeps happening/],
    [{ 'Retry-After': '600' }, /^Twilio asks to wait 10 minutes before the next try/],
    [
      { 'Retry-After': new Date(Date.now() + 7_200_000).toUTCString() },
      /^Twilio asks to wait 2 hours before the next try/,
    ],
    [{}, /^Wait a minute/],
    [{ 'Retry-After': 'soon' }, /^Wait a minute/],
  ] as [Record<string, string>, RegExp][])(
    '%o: refused, not repeated, and the time to wait is told',
    async (headers, fix) => {
      server = await startTinyTwilio({ send: busy(headers) });
      const run = await runSuite(server.origin, { only: ['test-sms'] });
      expect(run.step('test-sms')).toMatchObject({
        state: 'failed',
        error: { code: 'twilio.20429', retryable: true, fix: expect.stringMatching(fix) },
      });
      expect([...run.journal.entries.values()].map(({ state }) => state)).toEqual(['refused']);
      expect(posts()).toBe(1);
    },
  );
});

test('408 is the word of something on the way: the message is looked for', async () => {
  server = await startTinyTwilio({ send: taking((answer) => void answer.writeHead(408).end()) });
  expect((await runSuite(server.origin, { only: ['test-sms'] })).step('test-sms').state).toBe('passed');
  expect([posts(), server.messages.length]).toEqual([1, 1]);
});

describe('a message that Twilio does not list', () => {
  const times = { pausesMs: [0, 150, 300], absenceProvesAfterMs: 350 };
  const hotel: Send = (_call, answer) => void answer.writeHead(200).end('{"welcome":"to the hotel"}');
  const broken: Send = (_call, answer) => void answer.destroy();

  test('was not sent, once the list was read late enough', async () => {
    server = await startTinyTwilio({ send: (_call, answer) => void answer.destroy() });
    const run = await runSuite(server.origin, { only: ['test-sms'], reconcile: times });
    expect(run.step('test-sms')).toMatchObject({ state: 'failed', reference: null, error: { code: 'sms.not-taken' } });
    expect([...run.journal.entries.values()].map(({ state }) => state)).toEqual(['not-sent']);
    expect(posts()).toBe(1);
  });

  test.each<[string, (tiny: TinyTwilio) => unknown]>([
    [
      'the list is longer than is read',
      (tiny) => {
        let page = 0;
        tiny.routes.list = (call, answer) => {
          page += 1;
          const other = {
            sid: `SM${String(page).padStart(32, '0')}`,
            to,
            from,
            body: 'Other',
            status: 'delivered',
            date_created: new Date().toUTCString(),
          };
          const next_page_uri = `${call.path}?Page=${page}`;
          answer
            .writeHead(200, { 'Content-Type': 'application/json' })
            .end(JSON.stringify({ messages: [other], next_page_uri }));
        };
      },
    ],
    [
      'the server does not tell its clock',
      (tiny) => {
        tiny.routes.list = (_call, answer) => {
          answer.sendDate = false;
          answer
            .writeHead(200, { 'Content-Type': 'application/json' })
            .end(JSON.stringify({ messages: [], next_page_uri: null }));
        };
      },
    ],
    ['the answer is no list', (tiny) => Object.assign(tiny.routes, { list: hotel })],
    ['the list can’t be read', (tiny) => Object.assign(tiny.routes, { list: broken })],
  ])(
    'stays in doubt when %s',
    async (_name, spoil) => {
      server = await startTinyTwilio({ send: (_call, answer) => void answer.destroy() });
      spoil(server);
      const run = await runSuite(server.origin, { only: ['test-sms'], reconcile: times });
      expect(run.step('test-sms')).toMatchObject({ state: 'unconfirmed', error: { code: 'sms.outcome-unknown' } });
    },
    60_000,
  );
});

test('a computer that sleeps between two look-ups has proved nothing: the message may still arrive', async () => {
  let slept = 0;
  server = await startTinyTwilio({ send: (_call, answer) => void answer.destroy() });
  const ordinary = server.routes.list;
  server.routes.list = (call, answer, tiny) => {
    slept = 3_600_000;
    ordinary(call, answer, tiny);
  };
  const run = await runSuite(server.origin, {
    only: ['test-sms'],
    reconcile: { pausesMs: [0, 20], absenceProvesAfterMs: 120_000 },
    now: () => new Date(Date.now() + slept),
  });
  expect(run.step('test-sms')).toMatchObject({ state: 'unconfirmed', error: { code: 'sms.outcome-unknown' } });
  expect([...run.journal.entries.values()].map(({ state }) => state)).toEqual(['unknown']);
});

describe('no byte left', () => {
  test('a refused connection is known not to have sent anything', async () => {
    server = await startTinyTwilio();
    const { origin } = server;
    await server.close();
    const sent = await apiOf(origin, quick).createMessage({ from, to, body: 'x' }, new AbortController().signal);
    expect(sent).toMatchObject({ outcome: 'not-sent', error: { code: 'network.refused' } });
  });

  test('a stop before the request leaves is no unknown outcome', async () => {
    server = await startTinyTwilio();
    const sent = await apiOf(server.origin, quick).createMessage({ from, to, body: 'x' }, AbortSignal.abort());
    expect(sent.outcome).toBe('not-sent');
    expect(posts()).toBe(0);
  });
});
