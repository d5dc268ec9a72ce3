/**
 * A bad network between the console and a provider: a loopback proxy that injects faults by a seeded plan, so that a
 * run can be replayed. Its log and the simulator's count show whether a message was sent twice.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createForwarder, give, type Received, readAll } from '../../src-main/simulator/forwarder';
import { chanceOf } from '../../src-main/simulator/twilio/ids';

export const faultModes = [
  'pass',
  /** Passed on later than the client may like. */
  'slow',
  /**
   * Carried out by the provider; the client gets no answer, a broken connection, half an answer, or a fault that is not
   * one.
   */
  'accepted-then-dropped',
  'accepted-then-stalled',
  'half-answer',
  'accepted-then-500',
  /** Never reaches the provider. */
  'reset',
  'stalled',
  '429',
  '500',
  '503',
  'html',
] as const;
export type FaultMode = (typeof faultModes)[number];

export type ProxiedRequest = {
  method: string;
  /** Path without its query. */
  path: string;
  /** How many requests of this method and kind of path came before. */
  occurrence: number;
};
export type ProxyLogEntry = ProxiedRequest & { mode: FaultMode; forwarded: boolean };

export type FaultProxyOptions = {
  /** Origin of the provider, usually the simulator's. */
  target: string;
  seed: number;
  /** Chooses the fault; undefined leaves it to the seed. */
  plan?: (request: ProxiedRequest) => FaultMode | undefined;
  /** Probability of a fault, from 0 to 1; 0.5 when left out. */
  faultRate?: number;
  slowMs?: number;
};

export type FaultProxy = {
  origin: string;
  log: readonly ProxyLogEntry[];
  /**
   * Resolves when every client is gone, as those of a killed program are, and all that they wrote was read: what was
   * passed on has been answered by the provider or refused.
   */
  abandoned(): Promise<void>;
  /** Breaks all connections. Resolves when what was passed on has been answered by the provider or refused. */
  close(): Promise<void>;
};

/** SIDs differ from run to run; what kind of request it is does not. */
const kindOf = (path: string) => path.replace(/[A-Z]{2}[0-9a-f]{32}/g, '*');

const refusal = (status: number, code: number, message: string, headers: Record<string, string> = {}): Received => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })),
});

const canned: Partial<Record<FaultMode, Received>> = {
  '429': refusal(429, 20429, 'Too Many Requests', { 'retry-after': '0' }),
  '500': refusal(500, 20500, 'An internal server error has occurred'),
  'accepted-then-500': refusal(500, 20500, 'An internal server error has occurred'),
  '503': refusal(503, 20503, 'Service Unavailable'),
  html: {
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from('<html><body><h1>502 Bad Gateway</h1></body></html>'),
  },
};

/**
 * Starts the proxy on 127.0.0.1. The same seed and the same requests, in whatever order between kinds, give the same
 * faults.
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { forward, close } = createForwarder(options.target);
  const log: ProxyLogEntry[] = [];
  const seen = new Map<string, number>();
  const spoiled = faultModes.filter((mode) => mode !== 'pass');

  function decide(method: string, path: string): ProxyLogEntry {
    const kind = `${method} ${kindOf(path)}`;
    const occurrence = seen.get(kind) ?? 0;
    seen.set(kind, occurrence + 1);
    const request = { method, path, occurrence };
    const drawn = (): FaultMode => {
      if (chanceOf(options.seed, kind, occurrence, 'whether') >= (options.faultRate ?? 0.5)) return 'pass';
      return spoiled[Math.floor(chanceOf(options.seed, kind, occurrence, 'which') * spoiled.length)] ?? 'pass';
    };
    const mode = options.plan?.(request) ?? drawn();
    const entry = { ...request, mode, forwarded: false };
    log.push(entry);
    return entry;
  }

  async function handle(from: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(from);
    const entry = decide(from.method ?? 'GET', (from.url ?? '/').split('?')[0] ?? '/');
    const passOn = () => {
      entry.forwarded = true;
      return forward(from, body);
    };
    switch (entry.mode) {
      case 'pass':
        give(response, await passOn());
        return;
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, options.slowMs ?? 200));
        give(response, await passOn());
        return;
      case 'accepted-then-dropped':
        await passOn();
        from.socket.resetAndDestroy();
        return;
      case 'accepted-then-stalled':
        await passOn();
        return;
      case 'half-answer': {
        const answer = await passOn();
        response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': answer.body.length });
        response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => from.socket.destroy());
        return;
      }
      case 'accepted-then-500':
        await passOn();
        give(response, canned['accepted-then-500'] ?? refusal(500, 20500, ''));
        return;
      case 'reset':
        from.socket.resetAndDestroy();
        return;
      case 'stalled':
        return;
      default:
        give(response, canned[entry.mode] ?? refusal(500, 20500, ''));
    }
  }

  const handled = new Set<Promise<void>>();
  const server = createServer((from, response) => {
    // Any failure here is a broken connection for the client.
    const done = handle(from, response)
      .catch(() => void from.socket.destroy())
      .finally(() => handled.delete(done));
    handled.add(done);
  });
  const clients = new Set<Socket>();
  server.on('connection', (socket) => {
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    log,
    abandoned: async () => {
      // Two turns, so that one poll is whole: connections that the system holds for the proxy are taken in.
      await nextTurn();
      await nextTurn();
      while (clients.size > 0) await Promise.all([...clients].map((socket) => once(socket, 'close')));
      await Promise.all(handled);
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.all(handled);
      close();
    },
  };
}
