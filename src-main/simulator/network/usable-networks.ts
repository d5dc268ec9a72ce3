/** Networks over which requests succeed, but slowly or after a person's action. */
import type { IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProviderId } from '../../../src-shared/primitives';
import { forEachProvider, providerDescriptors } from '../../../src-shared/providers';
import { providerIds } from '../../../src-shared/providers/ids';
import type { Detour } from '../../providers/http/endpoint';
import { createForwarder, give, type Received, readAll } from '../forwarder';
import { makeCertificate } from './certificates';
import { day, detourTo, listen, nothing, type StartNetwork, startHttp } from './parts';

/** A network that lets requests through, with a server for each provider. */
const through =
  (open: (simulator: string, provider: ProviderId) => Promise<{ detour: Detour; close: () => void }>): StartNetwork =>
  async (simulators) => {
    const opened = await Promise.all(providerIds.map(async (id) => ({ id, ...(await open(simulators[id], id)) })));
    const of = (provider: ProviderId) => {
      const found = opened.find(({ id }) => id === provider);
      if (found === undefined) throw new Error(`No network for ${provider}.`);
      return found.detour;
    };
    return {
      detours: forEachProvider(of),
      close: () => {
        for (const { close } of opened) close();
      },
    };
  };

const portOf = (origin: string) => Number(new URL(origin).port);

/** Forwards each request to the simulator by way of `relay`, which may wait or change the answer. */
const forwarding = (relay: (forward: () => Promise<Received>) => Promise<Received>): StartNetwork =>
  through(async (simulator) => {
    const forwarder = createForwarder(simulator);
    const { origin, close } = await startHttp(async (request, response) => {
      try {
        const body = await readAll(request);
        give(response, await relay(() => forwarder.forward(request, body)));
      } catch {
        request.socket.destroy();
      }
    });
    return {
      detour: detourTo(origin),
      close: () => {
        close();
        forwarder.close();
      },
    };
  });

/** One way by satellite, in milliseconds. */
const satelliteMs = 300;

export const satellite = forwarding(async (forward) => {
  await wait(satelliteMs);
  const answer = await forward();
  await wait(satelliteMs);
  return answer;
});

/** The provider's clock is 26 hours ahead. */
export const skewed = forwarding(async (forward) => {
  const answer = await forward();
  return { ...answer, headers: { ...answer.headers, date: new Date(Date.now() + 26 * 3_600_000).toUTCString() } };
});

const practiceSignIn = `Basic ${Buffer.from('practice:practice').toString('base64')}`;

/** A proxy with a password that opens tunnels to the simulators only. */
export const askingProxy: StartNetwork = async (simulators) => {
  const allowed = new Set(providerIds.map((id) => new URL(simulators[id]).host));
  const tunnels = new Set<Duplex>();
  const { server, origin, close } = await startHttp((_request, response) => response.writeHead(501).end());
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', nothing);
    if (request.headers['proxy-authorization'] !== practiceSignIn) {
      const head = 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Practice proxy"';
      socket.end(`${head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    if (!allowed.has(request.url ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const onward = connect(portOf(`http://${request.url}`), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    tunnels.add(socket);
    socket.once('close', () => {
      tunnels.delete(socket);
      onward.destroy();
    });
  });
  return {
    detours: forEachProvider((provider) => detourTo(simulators[provider], { proxy: origin })),
    close: () => {
      close();
      for (const tunnel of tunnels) tunnel.destroy();
    },
  };
};

/** A company that inspects TLS, with its root certificate in this computer's store. */
export const inspected = through(async (simulator, provider) => {
  const now = Date.now();
  const valid = { notBefore: now - day, notAfter: now + 30 * day };
  const company = makeCertificate({ commonName: 'Practice company', ...valid });
  const names = providerDescriptors[provider].network.hosts;
  const leaf = makeCertificate({ commonName: 'practice', names, ...valid, issuer: company });
  const forwarder = createForwarder(simulator);
  const server = createSecureServer({ key: leaf.key, cert: leaf.cert }, async (request, response) => {
    try {
      give(response, await forwarder.forward(request, await readAll(request)));
    } catch {
      request.socket.destroy();
    }
  });
  server.on('tlsClientError', nothing);
  const origin = `https://${await listen(server)}`;
  return {
    detour: detourTo(origin, { connection: { computerCa: company.cert, servername: names[0] ?? '' } }),
    close: () => {
      server.close();
      server.closeAllConnections();
      forwarder.close();
    },
  };
});
