/**
 * Sets up each bad network with a loopback server, a certificate or an address over which the console's connections
 * really fail. Everything is closed once another network is chosen.
 */
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ProviderId } from '../../../src-shared/primitives';
import { allProviders, forEachProvider, providerDescriptors } from '../../../src-shared/providers';
import { type Fault, sendFaulty } from '../faults';
import { type CertificateRequest, makeCertificate } from './certificates';
import type { ConditionId } from './conditions';
import { day, detourTo, forAll, listen, nothing, type StartNetwork, startHttp } from './parts';
import { askingProxy, inspected, satellite, skewed } from './usable-networks';

/** Nothing listens on port 1, which needs root. */
const nowhere = 'http://127.0.0.1:1';

/** A server that answers every request with one fault. */
const answering =
  (fault: Fault): StartNetwork =>
  async () => {
    const { origin, close } = await startHttp((request, response) =>
      sendFaulty(fault, request, response, () => ({ status: 503, body: {} })),
    );
    return forAll(detourTo(origin), close);
  };

/** The name that the console asks for. */
const hostOf = (provider: ProviderId): string => providerDescriptors[provider].network.hosts[0] ?? '';

/**
 * A server with a certificate that the console must refuse.
 * @param request what is wrong with it; `unknownIssuer` is one that is not trusted
 */
const presenting =
  (
    change: (now: number) => Partial<CertificateRequest> & { unknownIssuer?: boolean; selfSigned?: boolean },
  ): StartNetwork =>
  async () => {
    const now = Date.now();
    const { unknownIssuer = false, selfSigned = false, ...request } = change(now);
    const valid = { notBefore: now - day, notAfter: now + 30 * day };
    const trusted = makeCertificate({ commonName: 'Practice certificates', ...valid });
    const issuer = unknownIssuer ? makeCertificate({ commonName: 'Practice web filter', ...valid }) : trusted;
    const leaf = makeCertificate({
      commonName: 'practice',
      names: allProviders.flatMap(({ network }) => [...network.hosts]),
      ...valid,
      ...(selfSigned ? {} : { issuer }),
      ...request,
    });
    const server = createTlsServer({ key: leaf.key, cert: leaf.cert }, (socket) => socket.destroy());
    server.on('tlsClientError', nothing);
    const origin = `https://${await listen(server)}`;
    const detour = (provider: ProviderId) =>
      detourTo(origin, { connection: { ca: trusted.cert, servername: hostOf(provider) } });
    return { detours: forEachProvider(detour), close: () => void server.close() };
  };

/** A proxy that lets nothing through. @param head its answer's first lines */
const refusingProxy =
  (head: string, page: string): StartNetwork =>
  async () => {
    const { server, origin, close } = await startHttp((_request, response) => response.writeHead(501).end());
    server.on('connect', (_request, socket) => {
      socket.on('error', nothing);
      socket.end(
        `HTTP/1.1 ${head}\r\nContent-Type: text/html\r\nContent-Length: ${Buffer.byteLength(page)}\r\nConnection: ` +
          `close\r\n\r\n${page}`,
      );
    });
    // Only https requests use a proxy; this address itself is never reached.
    return forAll(detourTo('https://127.0.0.1:1', { proxy: origin }), close);
  };

/** A name server that knows no name, and a look-up that asks it. */
const nameless: StartNetwork = async () => {
  const server = createSocket('udp4');
  server.on('message', (question, { port, address }) => {
    const answer = Buffer.from(question);
    // Response, recursion available, NXDOMAIN; the question is echoed.
    answer.writeUInt16BE(0x8183, 2);
    server.send(answer, port, address);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.bind(0, '127.0.0.1', resolve);
  });
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  const detour = (provider: ProviderId) => {
    const lookup: LookupFunction = (_name, _options, done) =>
      resolver.resolve4(hostOf(provider), (error, addresses) =>
        done(error, addresses?.[0] ?? '', error === null ? 4 : undefined),
      );
    // A name rather than an address, so that it is looked up.
    return detourTo('http://localhost:1', { connection: { lookup } });
  };
  return { detours: forEachProvider(detour), close: () => server.close() };
};

const signInPage = '<!DOCTYPE html><title>Practice proxy</title><h1>Sign in to use the web</h1>';
const blockPage = '<!DOCTYPE html><title>Practice proxy</title><h1>This address is blocked</h1>';

export const startNetwork: Readonly<Record<ConditionId, StartNetwork>> = {
  // An address of the reserved class E, as if the computer had lost its own.
  offline: async () => forAll(detourTo(nowhere, { connection: { localAddress: '240.0.0.1' }, hasNetwork: false })),
  dns: nameless,
  refused: async () => forAll(detourTo(nowhere)),
  timeout: answering({ kind: 'stall' }),
  reset: answering({ kind: 'reset' }),
  tls: presenting(() => ({ commonName: 'login.guest-network.example', names: ['login.guest-network.example'] })),
  'tls-intercepted': presenting(() => ({ unknownIssuer: true })),
  'tls-self-signed': presenting(() => ({ selfSigned: true })),
  clock: presenting((now) => ({ notBefore: now - 90 * day, notAfter: now - 2 * day })),
  'clock-behind': presenting((now) => ({ notBefore: now + 2 * day, notAfter: now + 90 * day })),
  'clock-skew': skewed,
  proxy: refusingProxy('407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="practice"', signInPage),
  'proxy-blocked': refusingProxy('403 Forbidden', blockPage),
  'proxy-gone': async () => forAll(detourTo('https://127.0.0.1:1', { proxy: nowhere })),
  'proxy-password': askingProxy,
  inspected,
  satellite,
  http: answering({ kind: 'html', status: 503 }),
  'unreadable-answer': answering({ kind: 'html', status: 200 }),
  'too-large': answering({ kind: 'too-large' }),
  redirect: answering({ kind: 'redirect', location: 'https://login.guest-network.invalid/' }),
};
