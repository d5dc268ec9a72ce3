/** Look-ups against servers that follow the published API badly, or not at all. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { apiOf, quick } from './run-suite';
import {
  accountSid,
  authToken,
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
afterEach(() => {
  vi.unstubAllEnvs();
  return server.close();
});
const signal = () => new AbortController().signal;
const gets = (part: string) => server.calls.filter(({ path }) => path.includes(part)).length;
const next = (query: string) => `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?${query}`;
const nth = (n: number) => ({
  ...numberResource(`+1415${String(5_550_000 + n)}`),
  sid: `PN${String(n).padStart(32, '0')}`,
});

describe('lists', () => {
  test('all pages are read, by the server’s own links', async () => {
    server = await startTinyTwilio({
      numbers: (call, answer) => {
        const at = Number(call.query.get('Page') ?? '0');
        json(
          answer,
          200,
          page('incoming_phone_numbers', [nth(at)], at < 4 ? next(`Page=${at + 1}&PageToken=PA${at}`) : null),
        );
      },
    });
    const list = await apiOf(server.origin).listNumbers(signal());
    expect([list.items.length, list.incompleteReason]).toEqual([5, null]);
  });

  test('a list that pages for ever ends, with the reason', async () => {
    let pages = 0;
    server = await startTinyTwilio({
      numbers: (_c, answer) => json(answer, 200, page('incoming_phone_numbers', [nth(pages)], next(`Page=${++pages}`))),
    });
    const list = await apiOf(server.origin).listNumbers(signal());
    expect(list.items.length).toBe(50);
    expect(list.incompleteReason).toBe('The list does not end after 50 pages. The first 50 are shown.');
    expect(pages).toBe(50);
  });

  test('a list that repeats itself under new addresses ends at once', async () => {
    let pages = 0;
    server = await startTinyTwilio({
      numbers: (_c, answer) => json(answer, 200, page('incoming_phone_numbers', [nth(1)], next(`Page=${++pages}`))),
    });
    expect((await apiOf(server.origin).listNumbers(signal())).incompleteReason).toContain('repeats itself');
    expect(pages).toBe(2);
  });

  test.each([
    'https://evil.example/2010-04-01/Accounts/x/IncomingPhoneNumbers.json',
    '//evil.example/2010-04-01/',
    'https://api.twilio.com.evil.example/',
    `https://user:pass@api.twilio.com/2010-04-01/Accounts/${accountSid}/x`,
    '/2010-04-01/Accounts/AC00000000000000000000000000000000/IncomingPhoneNumbers.json',
    `/2010-04-01/Accounts/${accountSid}/../../../elsewhere`,
    'http://127.0.0.1:1/',
  ])('a next page at %s is not fetched', async (uri) => {
    server = await startTinyTwilio({
      numbers: (_c, answer) => json(answer, 200, page('incoming_phone_numbers', [nth(1)], uri)),
    });
    expect((await apiOf(server.origin).listNumbers(signal())).incompleteReason).toContain('somewhere else');
    expect(server.calls.length).toBe(1);
  });

  test('the wanted number is found on a later page of a server that ignores the filter', async () => {
    server = await startTinyTwilio({
      numbers: (call, answer) => {
        const at = Number(call.query.get('Page') ?? '0');
        json(
          answer,
          200,
          page('incoming_phone_numbers', at === 3 ? [numberResource(from)] : [nth(at)], next(`Page=${at + 1}`)),
        );
      },
    });
    expect((await apiOf(server.origin).findNumber(from, signal())).number?.e164).toBe(from);
    expect(gets('Incoming')).toBe(4);
  });
});

describe('answers that are none', () => {
  test('an object that is no list proves no key', async () => {
    server = await startTinyTwilio({ numbers: (_c, answer) => json(answer, 200, { ok: true }) });
    await expect(apiOf(server.origin).listNumbers(signal())).rejects.toMatchObject({
      data: { code: 'network.unreadable-answer' },
    });
    await expect(apiOf(server.origin).findNumber(from, signal())).rejects.toMatchObject({
      data: { code: 'network.unreadable-answer' },
    });
  });

  test('a list that stops being one keeps what was read', async () => {
    server = await startTinyTwilio({
      numbers: (call, answer) =>
        json(
          answer,
          200,
          call.query.has('Page') ? { ok: true } : page('incoming_phone_numbers', [nth(1)], next('Page=1')),
        ),
    });
    expect(await apiOf(server.origin).listNumbers(signal())).toMatchObject({
      items: [{}],
      incompleteReason: expect.stringContaining('held no list'),
    });
  });

  test.each<[string, number, string, string]>([
    ['an HTML page', 200, '<html>Sign in to HotelWifi</html>', 'network.unreadable-answer'],
    ['an empty body', 200, '', 'network.unreadable-answer'],
    ['a list', 200, '[]', 'network.unreadable-answer'],
    ['half a JSON', 200, '{"sid":"AC', 'network.unreadable-answer'],
    ['an HTML 502', 502, '<html>Bad gateway</html>', 'network.http'],
    ['an empty 401', 401, '', 'twilio.http-401'],
    ['a text 403', 403, 'Forbidden', 'twilio.http-403'],
    ['a 400 that is a JSON string', 400, '"no"', 'twilio.http-400'],
    ['a code as a string', 401, '{"code":"20003","message":"Authenticate"}', 'twilio.20003'],
    ['a proxy that wants a password', 407, '', 'network.proxy'],
  ])('%s has a name', async (_name, status, body, code) => {
    server = await startTinyTwilio({
      account: (_c, answer) => void answer.writeHead(status, { 'Content-Type': 'text/html' }).end(body),
    });
    await expect(apiOf(server.origin).fetchAccount(signal())).rejects.toMatchObject({ data: { code } });
  });

  test('more than 2 MiB is thrown away', async () => {
    server = await startTinyTwilio({
      account: (_c, answer) =>
        void answer.writeHead(200, { 'Content-Type': 'application/json' }).end(`{"sid":"${'x'.repeat(3_000_000)}"}`),
    });
    await expect(apiOf(server.origin).fetchAccount(signal())).rejects.toMatchObject({
      data: { code: 'network.too-large' },
    });
  });

  test('an answer that drips without end is given up in time', async () => {
    server = await startTinyTwilio({
      account: (_c, answer) => {
        answer.writeHead(200, { 'Content-Type': 'application/json' });
        const drip = setInterval(() => answer.write(' '), 50);
        answer.on('close', () => clearInterval(drip));
      },
    });
    const api = apiOf(server.origin, {
      ...quick,
      lookUpTimeoutMs: 300,
      retry: { attempts: 2, pauseMs: 10, maxPauseMs: 10, deadlineMs: 1000 },
    });
    await expect(api.fetchAccount(signal())).rejects.toMatchObject({ data: { code: 'network.timeout' } });
  });

  test('what a server echoes of the credentials is not repeated', async () => {
    const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    server = await startTinyTwilio({
      account: (_c, answer) => refuse(answer, 400, 99999, `you sent ${authToken} as Basic ${basic}`),
    });
    const failure = await apiOf(server.origin)
      .fetchAccount(signal())
      .catch((thrown: unknown) => thrown);
    const shown = JSON.stringify(failure) + String(failure) + JSON.stringify((failure as { data?: unknown }).data);
    expect(shown).not.toContain(authToken);
    expect(shown).not.toContain(basic);
    expect((failure as Error).cause).toBeUndefined();
  });
});

describe('redirects', () => {
  test('are not followed, and credentials go nowhere else', async () => {
    const seen: http.IncomingHttpHeaders[] = [];
    const elsewhere = http.createServer((request, answer) => {
      seen.push(request.headers);
      answer.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/2010-04-01/Accounts/${accountSid}.json`;
    const away = (_c: unknown, answer: http.ServerResponse) => void answer.writeHead(307, { Location: location }).end();
    server = await startTinyTwilio({ account: away, send: away });
    await expect(apiOf(server.origin).fetchAccount(signal())).rejects.toMatchObject({
      data: { code: 'network.redirect' },
    });
    expect(await apiOf(server.origin).createMessage({ from, to, body: 'x' }, signal())).toMatchObject({
      outcome: 'unknown',
      error: { code: 'network.redirect' },
    });
    expect(seen).toEqual([]);
    elsewhere.close();
  });
});

describe('retries of look-ups', () => {
  test('a busy server is asked again after the time that it named', async () => {
    let asked = 0;
    server = await startTinyTwilio();
    const ordinary = server.routes.account;
    server.routes.account = (call, answer, tiny) =>
      ++asked === 1
        ? refuse(answer, 429, 20429, 'Too Many Requests', { 'Retry-After': '1' })
        : ordinary(call, answer, tiny);
    const began = performance.now();
    expect((await apiOf(server.origin).fetchAccount(signal())).name).toBe('Sunrise Dental');
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(asked).toBe(2);
  });

  test('a server that asks for more time than there is gets no second request', async () => {
    server = await startTinyTwilio({
      account: (_c, answer) => refuse(answer, 429, 20429, 'Too Many Requests', { 'Retry-After': '600' }),
    });
    await expect(apiOf(server.origin).fetchAccount(signal())).rejects.toMatchObject({
      data: { code: 'twilio.20429', retryable: true },
    });
    expect(server.calls.length).toBe(1);
  });

  test('a lasting fault ends after a few tries; a refusal after one', async () => {
    server = await startTinyTwilio({ account: (_c, answer) => void answer.writeHead(500).end() });
    await expect(apiOf(server.origin).fetchAccount(signal())).rejects.toMatchObject({ status: 500 });
    expect(server.calls.length).toBe(3);
    server.calls.length = 0;
    server.routes.account = (_c, answer) => refuse(answer, 401, 20003, 'Authenticate');
    await expect(apiOf(server.origin).fetchAccount(signal())).rejects.toMatchObject({ status: 401 });
    expect(server.calls.length).toBe(1);
  });

  test('all of them together end at the deadline, also when each answer comes late', async () => {
    server = await startTinyTwilio({
      account: (_c, answer) => void setTimeout(() => answer.writeHead(500).end(), 250),
    });
    const api = apiOf(server.origin, {
      ...quick,
      retry: { attempts: 50, pauseMs: 10, maxPauseMs: 20, deadlineMs: 900 },
    });
    await expect(api.fetchAccount(signal())).rejects.toMatchObject({
      data: { code: expect.stringMatching(/^(network\.timeout|network\.http)$/) },
    });
    expect(server.calls.length).toBeLessThanOrEqual(5);
  });

  test('a stop ends a look-up that is waiting for its answer', async () => {
    const stop = new AbortController();
    server = await startTinyTwilio({ account: () => stop.abort() });
    await expect(apiOf(server.origin).fetchAccount(stop.signal)).rejects.toMatchObject({
      data: { code: 'call.stopped' },
    });
  });

  test('a stop ends the waiting at once', async () => {
    const stop = new AbortController();
    server = await startTinyTwilio({
      account: (_c, answer) => {
        answer.on('close', () => stop.abort());
        refuse(answer, 429, 20429, 'Too Many Requests', { 'Retry-After': '600' });
      },
    });
    await expect(apiOf(server.origin).fetchAccount(stop.signal)).rejects.toMatchObject({
      data: { code: 'call.stopped' },
    });
  });
});

test('a proxy of the environment is not asked for loopback addresses', async () => {
  server = await startTinyTwilio();
  vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
  expect((await apiOf(server.origin).fetchAccount(signal())).name).toBe('Sunrise Dental');
  expect((await apiOf(server.origin).createMessage({ from, to, body: 'x' }, signal())).outcome).toBe('accepted');
});
