/**
 * The way to the real hosts through a proxy of this network, and what a secure connection that breaks down says about a
 * message. The proxy is on loopback and never resolves the provider's name: nothing leaves this computer.
 */
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect as connectTo } from 'node:net';
import tls, { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGoogleClients } from '../../../src-main/providers/google/google-clients';
import type { Detour } from '../../../src-main/providers/http/endpoint';
import { createDirectNetwork } from '../../../src-main/providers/http/network';
import { direct } from '../../../src-main/providers/http/route';
import { createRouteFinder } from '../../../src-main/providers/http/route-finder';
import { createTwilioApiFactory, twilioCredentials } from '../../../src-main/providers/twilio/twilio-client';
import { makeCertificate } from '../../../src-main/simulator/network/certificates';

const signal = new AbortController().signal;
const accountSid = `AC${'a1'.repeat(16)}`;
const authToken = 'b2'.repeat(16);
const credentials = twilioCredentials('auth-token', { accountSid, authToken });
const client = { clientId: '1-x.apps.googleusercontent.com', clientSecret: 'GOCSPX-of-a-clinic-0000000' };
const message = { from: '+14155550100', to: '+14155550134', body: 'hello' };
const day = 24 * 3_600_000;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
async function portOf(server: Server | ReturnType<typeof createTlsServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** An issuer, trusted or not, and a certificate of its making. */
function issuerAndLeaf(names: string[]) {
  const valid = { notBefore: Date.now() - day, notAfter: Date.now() + day };
  const issuer = makeCertificate({ commonName: 'Test issuer', ...valid });
  return { issuer, leaf: makeCertificate({ commonName: 'test', names, ...valid, issuer }) };
}

/** The environment that the program was started with. */
let env: Record<string, string>;
/** What the proxy was told before it decided, byte for byte. */
let heard: string[];
beforeEach(() => {
  heard = [];
  env = {};
});

/** @param answer to CONNECT; a port to open the tunnel to */
async function startProxy(answer: string | number): Promise<void> {
  const server = createServer((_request, response) => response.writeHead(500).end());
  server.on('connect', (request, socket) => {
    heard.push(`${request.url} ${request.rawHeaders.join(' ')}`);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => heard.push(data.toString('latin1')));
    if (typeof answer === 'string') {
      socket.end(answer);
      return;
    }
    const onward = connectTo(answer, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
  });
  env = { HTTPS_PROXY: `http://127.0.0.1:${await portOf(server)}` };
}

/** A system without proxy settings and without stored passwords. */
const nothing = { routes: [direct], source: 'no proxy', trouble: null };
const real = () => {
  const network = {
    ...createDirectNetwork(),
    route: createRouteFinder({
      env,
      system: { find: async () => nothing },
      signIns: { find: async () => null, remembered: () => null, refused: () => undefined },
    }),
  };
  return {
    twilio: createTwilioApiFactory({ redirect: null, network }),
    google: createGoogleClients({ redirect: null, network }),
  };
};
const failures = async () => {
  const { twilio, google } = real();
  const api = twilio(credentials);
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      () => 'succeeded',
      (thrown: { data?: { code?: string } }) => thrown.data?.code,
    );
  return {
    lookUp: await codeOf(api.fetchAccount(signal)),
    google: await codeOf(google.oauth.probeClient(client, signal)),
    sent: await api.createMessage(message, signal),
  };
};

const page = '<html>blocked</html>';
const refusal = (status: string) =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n${page}`;

describe('a proxy that lets nothing through', () => {
  test.each([
    '407 Proxy Authentication Required',
    '403 Forbidden',
    '502 Bad Gateway',
    '503 Service Unavailable',
    '401 Unauthorized',
  ])('%s: the proxy is named, nothing was sent, and it learned the host’s name and no more', async (status) => {
    await startProxy(refusal(status));
    expect(await failures()).toMatchObject({
      lookUp: 'network.proxy',
      google: 'network.proxy',
      sent: { outcome: 'not-sent', error: { code: 'network.proxy', message: expect.any(String) } },
    });
    expect(heard.every((said) => /^(api\.twilio\.com|oauth2\.googleapis\.com):443 /.test(said))).toBe(true);
    for (const secret of ['Authorization', authToken, client.clientSecret]) expect(heard.join()).not.toContain(secret);
  });

  test('one that is not there', async () => {
    env = { HTTPS_PROXY: 'http://127.0.0.1:1' };
    expect(await failures()).toMatchObject({
      lookUp: 'network.proxy',
      google: 'network.proxy',
      sent: { outcome: 'not-sent' },
    });
  });

  test('one whose address makes no sense', async () => {
    env = { HTTPS_PROXY: 'no address at all' };
    await expect(real().google.oauth.probeClient(client, signal)).rejects.toMatchObject({
      data: { code: 'network.proxy' },
    });
  });
});

test('a proxy that opens secure connections: refused before a byte of the request was sent', async () => {
  const { leaf } = issuerAndLeaf(['api.twilio.com', 'oauth2.googleapis.com']);
  const read: Buffer[] = [];
  const server = createTlsServer({ key: leaf.key, cert: leaf.cert }, (socket) =>
    socket.on('data', (data: Buffer) => read.push(data)).on('error', () => undefined),
  );
  server.on('tlsClientError', () => undefined);
  await startProxy(await portOf(server));
  expect(await failures()).toMatchObject({
    lookUp: 'network.tls-intercepted',
    google: 'network.tls-intercepted',
    sent: { outcome: 'not-sent', error: { code: 'network.tls-intercepted' } },
  });
  expect(Buffer.concat(read).toString()).toBe('');
});

test('a working proxy changes nothing: look-ups and messages arrive, and it learns only the host’s name', async () => {
  const { issuer, leaf } = issuerAndLeaf(['api.twilio.com']);
  const usual = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...usual, issuer.cert]);
  closing.push(() => tls.setDefaultCACertificates(usual));
  const asked: string[] = [];
  const server = createSecureServer({ key: leaf.key, cert: leaf.cert }, (request, response) => {
    asked.push(`${request.method} ${request.headers.authorization?.split(' ')[0]}`);
    response.writeHead(request.method === 'POST' ? 201 : 200, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify({ sid: request.method === 'POST' ? `SM${'1'.repeat(32)}` : accountSid, status: 'active' }),
    );
  });
  await startProxy(await portOf(server));
  const api = real().twilio(credentials);
  expect(await api.fetchAccount(signal)).toMatchObject({ sid: accountSid });
  expect(await api.createMessage(message, signal)).toMatchObject({
    outcome: 'accepted',
    message: { sid: `SM${'1'.repeat(32)}` },
  });
  expect(asked).toEqual(['GET Basic', 'POST Basic']);
  expect(heard.filter((said) => said.startsWith('api.twilio.com:443 '))).toHaveLength(2);
  expect(heard.join()).not.toContain(authToken);
});

describe('a secure connection that breaks down', () => {
  /** A trusted server that breaks the connection in a given way after it has read a request. */
  async function trusted(after: (socket: TLSSocket) => void): Promise<{ detour: Detour; requests: () => number }> {
    const { issuer, leaf } = issuerAndLeaf(['api.twilio.com']);
    let requests = 0;
    const server = createTlsServer({ key: leaf.key, cert: leaf.cert }, (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        requests += 1;
        after(socket);
      });
    });
    const origin = `https://127.0.0.1:${await portOf(server)}`;
    return {
      detour: { origin, connection: { ca: issuer.cert, servername: 'api.twilio.com' }, proxy: null, hasNetwork: true },
      requests: () => requests,
    };
  }

  test('after the message was read: its fate is unknown, whatever the failure is called', async () => {
    const { detour, requests } = await trusted((socket) => {
      // Plain text in a TLS connection, as some firewalls send before they cut it.
      const raw = (socket as unknown as { _parent?: { write(data: string): void } })._parent;
      raw?.write('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    const api = createTwilioApiFactory({ redirect: 'http://127.0.0.1:1', detour: () => detour, sendTimeoutMs: 3000 })(
      credentials,
    );
    const sent = await api.createMessage(message, signal);
    expect(requests()).toBe(1);
    expect(sent).toMatchObject({ outcome: 'unknown', error: { code: 'network.tls' } });
  });
});

test('a detour that leads off this computer is refused, with the request unsent', async () => {
  for (const change of [{ origin: 'https://evil.example' }, { proxy: 'http://10.0.0.1:8080' }]) {
    const detour: Detour = { origin: 'http://127.0.0.1:1', connection: {}, proxy: null, hasNetwork: true, ...change };
    const options = { redirect: 'http://127.0.0.1:1', detour: () => detour };
    await expect(createTwilioApiFactory(options)(credentials).fetchAccount(signal)).rejects.toMatchObject({
      data: { code: 'endpoint.not-loopback' },
    });
    await expect(createGoogleClients(options).oauth.probeClient(client, signal)).rejects.toMatchObject({
      data: { code: 'endpoint.not-loopback' },
    });
  }
});
