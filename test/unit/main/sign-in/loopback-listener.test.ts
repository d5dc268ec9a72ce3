/**
 * Whatever knocks at the loopback port, only the sign-in page's own answer is taken, and nothing else ends or uses up
 * the attempt.
 */
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LoopbackListener, lingerMs, startLoopbackListener } from '../../../../src-main/sign-in/loopback-listener';
import { challengeOf, newSecret } from '../../../../src-main/sign-in/pkce';
import { tokenColours } from '../../../../src-main/token-colours';
import { brandMark } from '../../../../src-shared/brand';
import { setLanguage } from '../../../../src-shared/texts/set-language';

const state = newSecret();
const issuers = ['https://accounts.google.com'];
let listener: LoopbackListener;
let port: number;

beforeEach(async () => {
  listener = await startLoopbackListener({ state, issuers });
  port = Number(new URL(listener.redirectUri).port);
});
afterEach(() => listener.close());

type Shown = { status: number; headers: Record<string, string | string[] | undefined>; body: string };
function knock(
  path: string,
  options: { method?: string; headers?: Record<string, string | string[]>; body?: string } = {},
): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false },
      (response) => {
        let body = '';
        response.on('data', (piece: Buffer) => {
          body += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}
const raw = (text: string) =>
  new Promise<string>((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (piece) => {
      said += piece;
    });
    socket.on('error', () => resolve(said));
    socket.on('close', () => resolve(said));
  });

const issuer = 'https%3A%2F%2Faccounts.google.com';
const good = `/?state=${state}&code=4/good&scope=openid&authuser=0&prompt=consent&iss=${issuer}`;
const isWaiting = async () =>
  (await Promise.race([listener.answer, new Promise((resolve) => setImmediate(resolve, 'waiting'))])) === 'waiting';

test('the browser’s answer is taken; a browser that asks for the address twice gets the same page', async () => {
  const looked = await knock(good, { headers: { 'Sec-Purpose': 'prefetch' } });
  expect(looked.status).toBe(200);
  expect(await listener.answer).toEqual({ kind: 'code', code: '4/good' });
  expect(await knock(good)).toMatchObject({ status: 200, body: looked.body });
});

test('for any other answer it is over', async () => {
  await knock(good);
  expect((await knock(good.replace('4/good', '4/evil'))).status).toBe(400);
  expect((await knock(`/?state=${state}&error=access_denied`)).status).toBe(400);
  expect((await knock(`/?state=${newSecret()}&code=4/good`)).status).toBe(400);
  expect(await listener.answer).toEqual({ kind: 'code', code: '4/good' });
});

test('some seconds after the answer the port is closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await knock(good);
    vi.advanceTimersByTime(lingerMs);
  } finally {
    vi.useRealTimers();
  }
  await expect(knock(good)).rejects.toThrow();
});

test('what the browser shows is static: no echo, no script, nothing kept, nothing passed on', async () => {
  const shown = await knock(`${good}&extra=${encodeURIComponent('<script>alert(1)</script>')}`);
  expect(shown.body).not.toMatch(/script|4\/good|alert/);
  expect(shown.body).not.toContain(state);
  expect(shown.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
});

test('a code is said as a sign-in and as no more, in either language', async () => {
  const { body } = await knock(good);
  expect(body).toContain('<h1>Signed in. Return to Voxanne Console.</h1>');
  expect(body).toContain('Whether the console may now use the account is shown there.');
  await setLanguage('es');
  try {
    expect((await knock(good)).body).toContain('<h1>Sesión iniciada. Vuelva a Voxanne Console.</h1>');
  } finally {
    await setLanguage('en');
  }
});

test('the page of a refusal does not say that anybody signed in', async () => {
  const { body } = await knock(`/?state=${state}&error=access_denied`);
  expect(body).toContain('<h1>Return to Voxanne Console</h1>');
  expect(body).not.toContain('Signed in');
});

test('the page has the mark and the window’s colours in both themes, and loads nothing', async () => {
  const { body, headers } = await knock(good);
  expect(body).toContain(`fill="${brandMark.ground}"`);
  const style = /<style>(.*)<\/style>/.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  expect(headers['content-security-policy']).toContain(`'sha256-${hash}'`);
  expect(body).not.toMatch(/https?:|url\(|@import|<link|<img|style=/);
  const [bright = '', dark = ''] = style.split('@media (prefers-color-scheme:dark)');
  for (const [name, colour] of Object.entries(tokenColours.light)) expect(bright).toContain(`--vx-${name}:${colour};`);
  for (const [name, colour] of Object.entries(tokenColours.dark)) expect(dark).toContain(`--vx-${name}:${colour};`);
});

test('a refusal of the page is an answer too, and closes the port', async () => {
  await knock(`/?state=${state}&error=access_denied&error_description=${encodeURIComponent('Why? Because.')}`);
  expect(await listener.answer).toEqual({ kind: 'error', error: 'access_denied', description: 'Why? Because.' });
  await expect(knock(good)).rejects.toThrow();
});

test('it listens on the literal loopback address and on no other', async () => {
  expect(listener.redirectUri).toBe(`http://127.0.0.1:${port}`);
  await expect(
    new Promise((resolve, reject) => {
      const socket = connect(port, '::1', () => resolve('connected'));
      socket.on('error', reject);
    }),
  ).rejects.toThrow();
});

const host = () => `127.0.0.1:${port}`;
const attacks: [string, () => Promise<unknown>][] = [
  ['another state', () => knock(`/?state=${newSecret()}&code=4/evil`)],
  ['no state', () => knock('/?code=4/evil')],
  ['an empty state', () => knock('/?state=&code=4/evil')],
  ['a state that only begins like ours', () => knock(`/?state=${state.slice(0, -1)}&code=4/evil`)],
  ['a state that goes on', () => knock(`/?state=${state}x&code=4/evil`)],
  ['another path', () => knock(good.replace('/?', '/callback?'))],
  ['a doubled slash', () => knock(good.replace('/?', '//?'))],
  ['a path that a parser would tidy', () => knock(good.replace('/?', '/./?'))],
  ['a path above', () => knock(good.replace('/?', '/x/..?'))],
  ['an encoded path', () => knock(good.replace('/?', '/%2e?'))],
  [
    'a whole address in the request line',
    () => raw(`GET http://127.0.0.1:${port}${good} HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`),
  ],
  ['no parameters', () => knock('/')],
  ['the icon', () => knock('/favicon.ico')],
  [
    'POST',
    () =>
      knock(good, {
        method: 'POST',
        body: good.slice(2),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      }),
  ],
  ['HEAD', () => knock(good, { method: 'HEAD' })],
  [
    'OPTIONS',
    () =>
      knock(good, {
        method: 'OPTIONS',
        headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' },
      }),
  ],
  ['localhost as host', () => knock(good, { headers: { Host: `localhost:${port}` } })],
  ['a rebound name as host', () => knock(good, { headers: { Host: `evil.example:${port}` } })],
  ['the host without its port', () => knock(good, { headers: { Host: '127.0.0.1' } })],
  ['the host in another spelling', () => knock(good, { headers: { Host: `127.1:${port}` } })],
  [
    'two hosts',
    () => raw(`GET ${good} HTTP/1.1\r\nHost: ${host()}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`),
  ],
  ['no host', () => raw(`GET ${good} HTTP/1.0\r\n\r\n`)],
  ['the state twice', () => knock(`${good}&state=${state}`)],
  ['the code twice', () => knock(`${good}&code=4/evil`)],
  ['any parameter twice', () => knock(`${good}&prompt=none`)],
  ['a code and an error', () => knock(`${good}&error=access_denied`)],
  ['neither code nor error', () => knock(`/?state=${state}`)],
  ['an empty code', () => knock(`/?state=${state}&code=`)],
  ['an empty error', () => knock(`/?state=${state}&error=`)],
  ['another issuer', () => knock(`/?state=${state}&code=4/evil&iss=https%3A%2F%2Fevil.example`)],
  ['an empty issuer', () => knock(`/?state=${state}&code=4/evil&iss=`)],
  [
    'a page that fetches it',
    () =>
      knock(good, {
        headers: {
          'Sec-Fetch-Mode': 'cors',
          'Sec-Fetch-Dest': 'empty',
          'Sec-Fetch-Site': 'cross-site',
          Origin: 'https://evil.example',
        },
      }),
  ],
  [
    'a frame',
    () =>
      knock(good, {
        headers: { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'cross-site' },
      }),
  ],
  ['a picture', () => knock(good, { headers: { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' } })],
  ['an address of 9 KB', () => knock(`${good}&x=${'x'.repeat(9000)}`).catch(() => undefined)],
  ['headers of 20 KB', () => knock(good, { headers: { X: 'x'.repeat(20_000) } }).catch(() => undefined)],
  ['no HTTP at all', () => raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n')],
];

describe('does not end or use up the attempt:', () => {
  test.each(attacks)('%s', async (_name, attack) => {
    const shown = await attack();
    if (typeof shown === 'object' && shown !== null && 'status' in shown)
      expect(shown.status).toBeGreaterThanOrEqual(400);
    expect(await isWaiting()).toBe(true);
    await knock(good);
    expect(await listener.answer).toEqual({ kind: 'code', code: '4/good' });
  });

  test('1,000 garbage requests, 20 at a time, while the real one comes', async () => {
    let sent = 0;
    const worker = async () => {
      while (sent < 1000) {
        sent += 1;
        const [, attack] = attacks[sent % attacks.length] ?? [];
        await attack?.().catch(() => undefined);
      }
    };
    const garbage = Promise.all(Array.from({ length: 20 }, worker));
    await expect.poll(() => sent, { interval: 2, timeout: 60_000 }).toBeGreaterThan(500);
    expect(await isWaiting()).toBe(true);
    await knock(good);
    expect(await listener.answer).toEqual({ kind: 'code', code: '4/good' });
    await garbage;
  });

  test('connections that say nothing', async () => {
    const silent = Array.from({ length: 100 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    await knock(good);
    expect(await listener.answer).toMatchObject({ kind: 'code' });
    for (const socket of silent) socket.destroy();
  });
});

test('another process that knows the port gets nothing without the state; the first true answer wins', async () => {
  const racers = Array.from({ length: 50 }, (_, index) => knock(`/?state=${newSecret()}&code=4/racer${index}`));
  const [mine] = await Promise.all([knock(good), ...racers.map((racer) => racer.catch(() => undefined))]);
  expect(mine.status).toBe(200);
  expect(await listener.answer).toEqual({ kind: 'code', code: '4/good' });
});

test('the same answer twice at once counts once', async () => {
  const both = await Promise.allSettled([knock(good), knock(good.replace('4/good', '4/second'))]);
  expect(both.filter((one) => one.status === 'fulfilled' && one.value.status === 200)).toHaveLength(1);
});

test('closing cuts every connection at once', async () => {
  const open = connect(port, '127.0.0.1');
  await new Promise((resolve) => open.once('connect', resolve));
  const closed = new Promise((resolve) => open.once('close', resolve));
  open.on('error', () => undefined);
  listener.close();
  await closed;
  await expect(knock(good)).rejects.toThrow();
});

test('secrets are 32 bytes of their own, and the challenge is the one of RFC 7636', () => {
  expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32);
  expect(new Set(Array.from({ length: 100 }, newSecret)).size).toBe(100);
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});
