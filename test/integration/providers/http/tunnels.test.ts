/**
 * Tunnels through proxies: either the tunnel opens, or the error names the proxy. A request reaches the provider and no
 * other server.
 */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Network } from '../../../../src-main/providers/http/network';
import { direct } from '../../../../src-main/providers/http/route';
import { type Certificate, makeCertificate } from '../../../../src-main/simulator/network/certificates';
import { pace } from '../../../fakes/pace';
import { answering, clientOf, closeServers, get, listen } from './client';
import { startHangingProxy, startHttpProxy, startSocksProxy, through } from './proxies';

const day = 24 * 3_600_000;
const valid = { notBefore: Date.now() - day, notAfter: Date.now() + day };
const issuer = makeCertificate({ commonName: 'Test issuer', ...valid });
const leafOf = (names: string[], by: Certificate = issuer) =>
  makeCertificate({ commonName: 'test', names, ...valid, issuer: by });
const leaf = leafOf(['api.provider.example']);
const ca = [issuer.cert];

let requests: string[];
let provider: number;
beforeEach(async () => {
  requests = [];
  const server = createServer({ key: leaf.key, cert: leaf.cert }, (request, response) => {
    requests.push(`${request.method} ${request.headers.host}${request.url}`);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"a":1}');
  });
  server.on('tlsClientError', () => undefined);
  provider = await listen(server);
});
afterEach(() => {
  closeServers();
  vi.unstubAllEnvs();
});

const send = (network: Network, change: Parameters<typeof get>[0] = {}) =>
  clientOf(null, { network }).send(get(change));
const failed = (network: Network, change: Parameters<typeof get>[0] = {}) =>
  send(network, change).then(
    () => 'succeeded',
    ({ kind, left }: { kind: string; left: boolean }) => ({ kind, left }),
  );
const proxyFailed = { kind: 'proxy', left: false };

describe('CONNECT', () => {
  test('the proxy hears the host and no more; the provider answers over its own TLS', async () => {
    const proxy = await startHttpProxy(provider);
    expect(await send(through([proxy.route], { ca }))).toMatchObject({ status: 200, body: { a: 1 } });
    expect(proxy.asked).toEqual(['api.provider.example:443']);
    expect(requests).toEqual(['GET api.provider.example/things']);
  });

  test('one connection serves several requests; one to be made once goes over its own', async () => {
    const proxy = await startHttpProxy(provider);
    const client = clientOf(null, { network: through([proxy.route], { ca }) });
    await client.send(get());
    await client.send(get());
    expect(proxy.asked).toHaveLength(1);
    await client.send(get({ method: 'POST', once: true }));
    expect(proxy.asked).toHaveLength(2);
  });

  test('a proxy that is spoken to over TLS', async () => {
    const own = leafOf(['proxy.clinic.example']);
    const proxy = await startHttpProxy(provider, { secured: own });
    const named = { ...proxy.route, host: '127.0.0.1' };
    // The certificate names a host, and the proxy is addressed by its IP address: refused.
    expect(await failed(through([named], { ca }))).toEqual(proxyFailed);
    const good = await startHttpProxy(provider, { secured: leafOf(['localhost']) });
    expect(await send(through([{ ...good.route, host: 'localhost' }], { ca }))).toMatchObject({ status: 200 });
  });
});

describe('a proxy that asks for a name and password', () => {
  const signIn = { username: 'front desk', password: 'p:äss' };

  test('is given what is known for it, and later at once', async () => {
    const proxy = await startHttpProxy(provider, { signIn: 'front desk:p:äss' });
    const client = clientOf(null, { network: through([proxy.route], { ca, signIn }) });
    await client.send(get());
    await client.send(get({ method: 'POST', once: true }));
    expect(proxy.asked).toEqual([
      'api.provider.example:443',
      'api.provider.example:443 front desk:p:äss',
      'api.provider.example:443 front desk:p:äss',
    ]);
  });

  test('is given at once what the setting names', async () => {
    const proxy = await startHttpProxy(provider, { signIn: 'a:b' });
    const route = { ...proxy.route, credentials: { username: 'a', password: 'b' } };
    expect(await send(through([route], { ca }))).toMatchObject({ status: 200 });
    expect(proxy.asked).toEqual(['api.provider.example:443 a:b']);
  });

  test.each([
    ['nothing is known', null, 'Basic realm="x"', 1],
    ['what is known is wrong', { username: 'x', password: 'y' }, 'Basic realm="x"', 2],
    ['it takes no password', signIn, 'Negotiate, NTLM', 1],
  ])('%s: the proxy is named, and asked no more often', async (_name, known, challenge, times) => {
    const proxy = await startHttpProxy(provider, { signIn: 'a:b', challenge });
    expect(await failed(through([proxy.route], { ca, signIn: known }), { method: 'POST', once: true })).toEqual(
      proxyFailed,
    );
    expect(proxy.asked).toHaveLength(times);
    expect(requests).toEqual([]);
  });
});

describe('SOCKS', () => {
  test('version 5 is told the name', async () => {
    const proxy = await startSocksProxy(provider);
    expect(await send(through([proxy.route], { ca }))).toMatchObject({ status: 200 });
    expect(proxy.asked).toEqual(['5 api.provider.example:443']);
  });

  test('version 5 with a name and password', async () => {
    const proxy = await startSocksProxy(provider, 'a:b');
    const route = { ...proxy.route, credentials: { username: 'a', password: 'b' } };
    expect(await send(through([route], { ca }))).toMatchObject({ status: 200 });
    expect(proxy.asked).toEqual(['5 api.provider.example:443 a:b']);
    expect(await failed(through([{ ...route, credentials: { username: 'a', password: 'c' } }], { ca }))).toEqual(
      proxyFailed,
    );
    expect(await failed(through([proxy.route], { ca }))).toEqual(proxyFailed);
  });

  test('version 4 is told the name as well', async () => {
    const proxy = await startSocksProxy(provider);
    expect(await send(through([{ ...proxy.route, protocol: 'socks4' }], { ca }))).toMatchObject({ status: 200 });
    expect(proxy.asked).toEqual(['4 api.provider.example:443']);
  });
});

describe('a proxy that opens no way', () => {
  test('accepts and never answers: the request ends in its time, and so does the connection', async () => {
    const proxy = await startHangingProxy();
    for (const protocol of ['http', 'https', 'socks5', 'socks4'] as const)
      expect(await failed(through([{ ...proxy.route, protocol }], { ca }), { timeoutMs: 300, once: true })).toEqual(
        proxyFailed,
      );
    await expect.poll(() => proxy.open.size).toBe(0);
  });

  test('stopped by the person while it hangs', async () => {
    const proxy = await startHangingProxy();
    const stop = new AbortController();
    const call = send(through([proxy.route], { ca }), { signal: stop.signal });
    await expect.poll(() => proxy.open.size).toBe(1);
    stop.abort();
    await expect(call).rejects.toMatchObject({ data: { code: 'call.stopped' } });
    await expect.poll(() => proxy.open.size).toBe(0);
  });

  test('says what is no HTTP, or more than anybody reads', async () => {
    const { server } = await answering(() => undefined);
    for (const said of ['SSH-2.0-OpenSSH_9.2\r\n', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`]) {
      server
        .removeAllListeners('connect')
        .on('connect', (_request, socket) => socket.on('error', () => undefined).end(said));
      const { port } = server.address() as { port: number };
      const { route } = await startHangingProxy();
      expect(await failed(through([{ ...route, port }], { ca }))).toEqual(proxyFailed);
    }
  });

  test('a setting that can’t be followed: nothing is sent past it', async () => {
    expect(await failed(through([{ kind: 'unusable' }], { ca }))).toEqual(proxyFailed);
  });
});

describe('several routes', () => {
  test('the next one where a proxy is gone, refuses or hangs', async () => {
    const good = await startHttpProxy(provider);
    const hanging = await startHangingProxy();
    const refusing = await startHttpProxy(provider, { signIn: 'a:b' });
    const gone = { ...good.route, port: 1 };
    for (const first of [gone, refusing.route, hanging.route])
      expect(await send(through([first, good.route], { ca }), { timeoutMs: 3000 * pace })).toMatchObject({
        status: 200,
      });
  });

  test('all fail: the first is what is told', async () => {
    const gone = { ...(await startHangingProxy()).route, port: 1 };
    expect(await failed(through([gone, { kind: 'unusable' }], { ca }))).toEqual(proxyFailed);
  });
});

test('this computer is never reached through a proxy', async () => {
  const proxy = await startHttpProxy(provider);
  const { origin } = await answering((_request, response) => response.writeHead(200).end('{}'));
  const network = through([proxy.route], { ca });
  expect(await clientOf(origin, { network }).send(get())).toMatchObject({ status: 200 });
  expect(proxy.asked).toEqual([]);
});

describe('certificates', () => {
  test('whoever vouches for the connection is told, the whole chain of it', async () => {
    const noticed: { host: string; subjects: string[] }[] = [];
    const proxy = await startHttpProxy(provider);
    const network = through([proxy.route], {
      ca,
      noticed: (host, chain) => noticed.push({ host, subjects: chain.map((der) => new X509Certificate(der).subject) }),
    });
    await send(network);
    expect(noticed).toEqual([{ host: 'api.provider.example', subjects: ['CN=test', 'CN=Test issuer'] }]);
  });

  test.each([undefined, '0'])('are verified with NODE_TLS_REJECT_UNAUTHORIZED=%s, the proxy’s too', async (value) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
    const stranger = makeCertificate({ commonName: 'Stranger', ...valid });
    const plain = await startHttpProxy(provider);
    for (const once of [false, true])
      expect(await failed(through([plain.route], { ca: [stranger.cert] }), { once })).toEqual({
        kind: 'tls-intercepted',
        left: false,
      });
    const secured = await startHttpProxy(provider, { secured: leafOf(['localhost'], stranger) });
    expect(await failed(through([{ ...secured.route, host: 'localhost' }], { ca }))).toEqual(proxyFailed);
    expect(secured.asked).toEqual([]);
    expect(requests).toEqual([]);
    // Counter-proof: a connection without `rejectUnauthorized` follows the variable.
    const leftToNode = connectTls({ port: provider, host: '127.0.0.1' });
    const [event] = await Promise.race([
      once(leftToNode, 'secureConnect').then(() => ['connected']),
      once(leftToNode, 'close').then(() => ['refused']),
    ]).catch(() => ['refused']);
    leftToNode.destroy();
    expect(event).toBe(value === '0' ? 'connected' : 'refused');
  });

  test('of another name are refused', async () => {
    const elsewhere = leafOf(['other.example']);
    const server = createServer({ key: elsewhere.key, cert: elsewhere.cert }, (_request, response) => response.end());
    const proxy = await startHttpProxy(await listen(server));
    expect(await failed(through([proxy.route, direct], { ca }))).toEqual({ kind: 'tls', left: false });
  });

  test('a connection that was made under other certificates is not used again', async () => {
    const proxy = await startHttpProxy(provider);
    const network = through([proxy.route], { ca });
    let trusted: readonly string[] = ca;
    const changing: Network = {
      ...network,
      trust: {
        get ca() {
          return trusted;
        },
        noticed: () => undefined,
      },
    };
    const client = clientOf(null, { network: changing });
    await client.send(get());
    trusted = [makeCertificate({ commonName: 'Stranger', ...valid }).cert];
    await expect(client.send(get())).rejects.toMatchObject({ kind: 'tls-intercepted' });
  });
});
