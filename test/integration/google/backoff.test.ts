/**
 * Limits, faults and refusals of the calendar, at a server that counts: what passes is waited out, what does not is
 * asked once, and each is told as what it is.
 */
import { describe, expect, test } from 'vitest';
import { lookUpPolicy } from '../../../src-main/providers/http/retry';
import type { GoogleSimulator } from '../../../src-main/simulator/google';
import { codeOf } from '../../unit/main/vault/profile';
import { openConsole } from './clinic';
import { startTinyGoogle, type TinyAnswer, type TinyCall } from './tiny-google';

const api = (status: number, reason: string | null, headers: Record<string, string> = {}): TinyAnswer => ({
  status,
  headers,
  body: {
    error: { code: status, message: 'no', ...(reason === null ? {} : { errors: [{ domain: 'usageLimits', reason }] }) },
  },
});
const isList = ({ path }: TinyCall) => path.endsWith('/calendarList');
const isBusy = ({ path }: TinyCall) => path.endsWith('/freeBusy');

/**
 * A clinic that is connected, with the console's own patience.
 * @returns how it is checked while the server misbehaves
 */
async function connected() {
  const server = await startTinyGoogle();
  const console = await openConsole({
    simulator: { origin: server.origin, close: server.close } as GoogleSimulator,
    retry: lookUpPolicy,
  });
  const clinic = await console.addClinic();
  const started = await console.start(clinic, {
    clientId: '1-a.apps.googleusercontent.com',
    clientSecret: 'a-secret-of-ours',
  });
  if (started.state === 'waiting') await fetch(started.link);
  expect((await console.outcomeOf(clinic)).kind).toBe('signed-in');
  let asked = 0;
  /** @param misbehave what the n-th request of the kind is answered with; null for what is right */
  async function check(kind: (call: TinyCall) => boolean, misbehave: (n: number) => TinyAnswer | null) {
    asked = 0;
    server.options.intercept = (call) => {
      if (!kind(call)) return null;
      asked += 1;
      return misbehave(asked);
    };
    const began = performance.now();
    const code = await codeOf(console.credentials.check(clinic, 'google', console.signal));
    const [connection] = await console.credentials.list(clinic);
    return {
      code,
      asked,
      ms: performance.now() - began,
      connection,
      disproved: connection?.ladder.rungs.filter(({ state }) => state === 'disproved').map(({ id }) => id),
    };
  }
  return { server, console, clinic, check, close: server.close };
}

describe('what passes', () => {
  test.each<[string, TinyAnswer]>([
    ['429', api(429, 'rateLimitExceeded')],
    ['429 without a reason', { status: 429 }],
    ['403 with a limit of the project', api(403, 'rateLimitExceeded')],
    ['403 with a limit of the account', api(403, 'userRateLimitExceeded')],
    ['500', api(500, 'backendError')],
    ['503 with nothing', { status: 503 }],
    ['502 with a page', { status: 502, body: '<html>' }],
  ])('%s twice: waited out', async (_name, answer) => {
    const { check, close } = await connected();
    const result = await check(isList, (n) => (n <= 2 ? answer : null));
    expect(result).toMatchObject({ code: 'no error', asked: 3, connection: { status: 'active', problem: null } });
    expect(result.ms).toBeGreaterThan(250);
    await close();
  });

  test('Retry-After is kept to', async () => {
    const { check, close } = await connected();
    const result = await check(isList, (n) => (n === 1 ? api(429, 'rateLimitExceeded', { 'retry-after': '2' }) : null));
    expect(result).toMatchObject({ code: 'no error', asked: 2 });
    expect(result.ms).toBeGreaterThan(1990);
    await close();
  });

  test('a longer one than anybody waits: told at once, asked once, and nothing is disproved', async () => {
    const { check, close } = await connected();
    const result = await check(isList, () => api(429, 'rateLimitExceeded', { 'retry-after': '600' }));
    expect(result).toMatchObject({
      code: 'google.rateLimitExceeded',
      asked: 1,
      disproved: [],
      connection: { status: 'active' },
    });
    await close();
  });
});

describe('what does not', () => {
  test('a token that is refused before its time is renewed once', async () => {
    const { server, check, close } = await connected();
    const before = server.requests.filter((line) => line === 'POST /token').length;
    expect(await check(isList, (n) => (n === 1 ? { status: 401 } : null))).toMatchObject({
      code: 'no error',
      asked: 2,
    });
    expect(server.requests.filter((line) => line === 'POST /token').length - before).toBe(1);
    await close();
  });

  test('one that is refused each time: two requests, and told', async () => {
    const { check, close } = await connected();
    const result = await check(isList, () => ({ status: 401 }));
    expect(result).toMatchObject({
      code: 'google.http-401',
      asked: 2,
      disproved: ['signed-in'],
      connection: { status: 'needs-attention' },
    });
    await close();
  });

  test.each<[string, TinyAnswer, string]>([
    ['404', { status: 404 }, 'google.http-404'],
    ['404 by name', api(404, 'notFound'), 'google.notFound'],
    ['410', { status: 410 }, 'google.http-410'],
    ['403 by name', api(403, 'forbidden'), 'google.forbidden'],
    ['403 without a name', { status: 403 }, 'google.http-403'],
    ['a reason that nobody knows', api(403, 'somethingNew'), 'google.somethingNew'],
  ])('%s of free/busy: asked once, its rung is red, and the others stay', async (_name, answer, code) => {
    const { check, close } = await connected();
    const result = await check(isBusy, () => answer);
    expect(result).toMatchObject({
      code: 'no error',
      asked: 1,
      disproved: ['free-busy-read'],
      connection: { status: 'needs-attention', problem: { code } },
    });
    expect(result.connection?.problem?.message).toBeTruthy();
    await close();
  });

  test('free/busy that says why it can’t tell', async () => {
    const { check, close } = await connected();
    const result = await check(isBusy, () => ({
      status: 200,
      body: { calendars: { 'front@clinic.example': { errors: [{ reason: 'notFound' }] } } },
    }));
    expect(result).toMatchObject({
      disproved: ['free-busy-read'],
      connection: { problem: { code: 'google.notFound' } },
    });
    await close();
  });
});
