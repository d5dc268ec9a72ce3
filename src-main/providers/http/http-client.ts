/** Sends one request to a provider and reads its answer. Never retries, never follows a redirect. */
import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import { AppError } from '../../../src-shared/errors';
import { stoppedError } from './call-error';
import { createConnector, type Way } from './connect';
import { KeptConnections, type WayOptions } from './connections';
import { createDeadline, type Deadline } from './deadline';
import { checkedDetour, type Detour, type Endpoint } from './endpoint';
import { HttpFailure } from './http-failure';
import type { Network } from './network';
import { networkKindOf } from './network-errors';
import { acceptedEncodings, type HttpAnswer, readAnswer } from './read-answer';
import { breakOff } from './secure';
import { type Slot, withSlotWhileFast } from './slot';
import { targetOf } from './target';

export { HttpFailure } from './http-failure';
export type { HttpAnswer } from './read-answer';

type HttpMethod = 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT';

export type HttpRequest = {
  method: HttpMethod;
  /** At the provider's own host, also where `endpoint` sends it elsewhere. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** For everything from finding the route to the answer's last byte, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /**
   * For requests that must not be repeated: uses a connection of its own, and a failure says whether bytes may have
   * left.
   */
  once?: boolean;
  /** The slot of the bulk work that the request belongs to. */
  slot?: Slot | undefined;
};

export interface HttpClient {
  /** Host name for error messages. */
  readonly host: string;
  /**
   * @throws HttpFailure when no answer came; AppError `call.stopped` when the signal ended (of a request to be made
   * once: only if nothing left before), `provider.unknown-host` for an address that is not the provider's,
   * `endpoint.not-loopback` for a detour that leaves this computer
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

export type HttpClientOptions = {
  /** Exactly the hosts that may be asked. */
  hosts: ReadonlySet<string>;
  /** Origin whose host appears in error messages. */
  apiOrigin: string;
  endpoint: Pick<Endpoint, 'origin' | 'detour'>;
  network: Network;
  /** 2 MB when left out. */
  maxAnswerBytes?: number;
};

/** Key of the connection pool. Node prints it when debugging, so it holds no password. */
const nameOf = ({ target, routes }: Way): string =>
  [
    target.origin,
    ...routes.map((route) => (route.kind === 'proxy' ? `${route.protocol} ${route.host}:${route.port}` : route.kind)),
  ].join(' ');

/** How far a request has come. */
type Progress = { left: boolean };

export function createHttpClient({
  hosts,
  apiOrigin,
  endpoint,
  network,
  maxAnswerBytes = 2 * 1024 * 1024,
}: HttpClientOptions): HttpClient {
  const connector = createConnector(network);
  const currentDetour = (): Detour | null => endpoint.detour?.() ?? null;

  let kept: { detour: Detour | null; ca: Network['trust']['ca']; connections: KeptConnections } | undefined;
  /** Connections made with other certificates, or on another practice network, are not reused. */
  function connectionsFor({ target, detour }: Way): KeptConnections {
    // Read only when needed: loading this computer's certificates is slow.
    const ca = target.protocol === 'https:' && detour === null ? network.trust.ca : undefined;
    if (kept === undefined || kept.detour !== detour || kept.ca !== ca) {
      kept?.connections.retire();
      kept = { detour, ca, connections: new KeptConnections() };
    }
    return kept.connections;
  }

  async function start(
    request: HttpRequest,
    way: Way,
    deadline: Pick<Deadline, 'signal'>,
    sleptThrough: () => boolean,
    progress: Progress,
  ): Promise<ClientRequest> {
    const { target } = way;
    const open = () => connector.open(way, request.timeoutMs, deadline.signal);
    const common = {
      method: request.method,
      path: target.pathname + target.search,
      setHost: false,
      signal: deadline.signal,
    };
    if (request.once !== true) {
      const options: WayOptions = {
        ...common,
        agent: connectionsFor(way),
        way: nameOf(way),
        open,
      };
      return startRequest(options).once('socket', () => {
        progress.left = true;
      });
    }
    // On a reused connection that the server has just closed, it would be unknown whether the request was read.
    const connection = await open();
    // A timer stands still while the computer sleeps: what was to be sent long ago is not sent now. Nothing is waited
    // for between this look at the clock and the first byte.
    if (sleptThrough()) {
      breakOff(connection);
      throw new HttpFailure('timeout', false);
    }
    progress.left = true;
    // Reset rather than closed: a closed connection still delivers what the system has buffered, possibly minutes
    // later, after a sleep.
    deadline.signal.addEventListener('abort', () => breakOff(connection), { once: true });
    return startRequest({ ...common, createConnection: () => connection });
  }

  /** Sends the request and waits for the head of its answer. */
  const answerTo = (started: ClientRequest, { target }: Way, { headers = {}, body }: HttpRequest) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      // Set here rather than in the options, which Node prints when debugging.
      started.setHeader('Host', target.host);
      started.setHeader('Accept', 'application/json');
      started.setHeader('Accept-Encoding', acceptedEncodings);
      started.setHeader('User-Agent', 'voxanne-console');
      for (const [name, value] of Object.entries(headers)) started.setHeader(name, value);
      started.once('response', resolve);
      started.on('error', reject);
      started.end(body);
    });

  function failureOf(
    thrown: unknown,
    request: HttpRequest,
    way: Detour | null,
    deadline: Deadline,
    left: boolean,
  ): Error {
    if (thrown instanceof AppError) return thrown;
    if (request.signal.aborted && !(request.once === true && left)) return stoppedError();
    if (thrown instanceof HttpFailure) return new HttpFailure(thrown.kind, left && thrown.left);
    if (deadline.isOver) return new HttpFailure('timeout', left);
    return new HttpFailure(networkKindOf(thrown, way === null ? {} : { hasNetwork: way.hasNetwork }), left);
  }

  return {
    get host() {
      // On a practice network, errors name the provider's host.
      return new URL(endpoint.origin === null || currentDetour() !== null ? apiOrigin : endpoint.origin).host;
    },

    async send(request) {
      const detour = currentDetour();
      if (detour !== null) checkedDetour(detour);
      const target = targetOf(request.url, hosts, detour?.origin ?? endpoint.origin);
      if (request.signal.aborted) throw stoppedError();
      const deadline = createDeadline(request.signal, request.timeoutMs);
      const beganAt = Date.now();
      const sleptThrough = () => Date.now() - beganAt > request.timeoutMs;
      const progress: Progress = { left: false };
      try {
        const way = await connector.findWay(target, detour, deadline.signal);
        return await withSlotWhileFast(request.slot, async () => {
          const started = await start(request, way, deadline, sleptThrough, progress);
          return readAnswer(await answerTo(started, way, request), maxAnswerBytes);
        });
      } catch (thrown) {
        // Node's error may hold the request, so it is not passed on.
        throw failureOf(thrown, request, detour, deadline, progress.left);
      } finally {
        deadline.release();
      }
    },
  };
}
