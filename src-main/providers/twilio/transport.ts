/**
 * The door to Twilio: the twilio package's own client, loaded on first use, with every request checked on its way out.
 * Unknown hosts are refused, redirects are not followed, answers are bounded, and loopback is never sent through a proxy (the package itself sends
 * the real hosts through HTTP_PROXY, which stays so).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type RequestClientClass from 'twilio/lib/base/RequestClient.js';
import type Response from 'twilio/lib/http/response.js';
import { AppError } from '../../../src-shared/errors';
import type { NetworkErrorKind } from '../../../src-shared/errors-catalogue';
import { checkedDetour, type Detour, type Endpoint } from '../endpoints';
import { isCertificateRefusal, networkKindOf } from '../network-failure';
import { targetOf, twilioApiOrigin } from './hosts';
import type { TwilioCredentials } from './twilio-api';

/** An answer may be this long, in bytes. */
const maxAnswerBytes = 2 * 1024 * 1024;

export type TransportRequest = {
  method: 'get' | 'post';
  /** Path under the host, with or without a query. */
  path: string;
  /** The host's origin; the API's when left out. */
  origin?: string;
  form?: Record<string, string>;
  /** From the first byte to the last, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
};

export type TransportAnswer = { status: number; body: unknown; headers: Record<string, unknown> };

/**
 * A request that brought no answer. `left`: whether any of it may have reached the other side.
 * The library's own error holds the credentials: only its kind gets out of here.
 */
export class TransportFailure extends Error {
  readonly kind: NetworkErrorKind;
  readonly left: boolean;

  constructor(kind: NetworkErrorKind, left: boolean) {
    super('The request brought no answer.');
    this.kind = kind;
    this.left = left;
  }
}

export type Transport = {
  /** The host that an error names. */
  readonly host: string;
  /** @throws TransportFailure, AppError `twilio.unknown-host` */
  send(credentials: TwilioCredentials, request: TransportRequest): Promise<TransportAnswer>;
};

/** What a single request needs of the hooks below, carried beside the call because the package has no room for it. */
type Scope = { signal: AbortSignal; left: boolean; viaProxy: boolean; isPost: boolean };
const scopes = new AsyncLocalStorage<Scope>();

/**
 * An agent for one request that notes when its connection stands, that is: when bytes may leave.
 * A request to send gets a connection of its own: on a kept one that the server has just closed nobody could tell whether it was read.
 */
function watchedAgent<A extends http.Agent>(agent: A, event: 'connect' | 'secureConnect', scope: Scope): A {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    (socket as Socket | null | undefined)?.once(event, () => {
      scope.left = true;
    });
    return socket;
  };
  return agent;
}

/** Makes something that reads the proxy from the environment, as the package's client does once, when it is made. */
function withProxy<T>(proxy: string | null, make: () => T): T {
  if (proxy === null) return make();
  const before = process.env.HTTP_PROXY;
  process.env.HTTP_PROXY = proxy;
  try {
    return make();
  } finally {
    if (before === undefined) delete process.env.HTTP_PROXY;
    else process.env.HTTP_PROXY = before;
  }
}

async function loadPackage(redirect: string | null) {
  const [{ default: RequestClient }, { default: Base }] = await Promise.all([
    import('twilio/lib/base/RequestClient.js') as Promise<{ default: typeof RequestClientClass }>,
    import('twilio/lib/base/BaseTwilio.js'),
  ]);

  class GuardedClient extends RequestClient {
    readonly target: string | null;

    constructor(detour: Detour | null) {
      // Room for a check of many clinics at once; the package's own limit of 20 connections would be the bottleneck.
      super({ keepAlive: true, maxSockets: 64, maxTotalSockets: 128 });
      this.target = detour?.origin ?? redirect;
      this.axios.defaults.maxContentLength = maxAnswerBytes;
      this.axios.defaults.proxy = false;
      const packageAgent: unknown = this.axios.defaults.httpsAgent;
      const isOwnWay = this.target !== null && (detour?.proxy ?? null) === null;
      /** How connections are made; null when a proxy makes them. Not a proxy's agent: the package's options, a CA bundle among them. */
      const connection = isOwnWay
        ? (detour?.connection ?? {})
        : packageAgent instanceof https.Agent
          ? packageAgent.options
          : null;
      const kept = isOwnWay
        ? {
            http: new http.Agent({ ...connection, keepAlive: true }),
            https: new https.Agent({ ...connection, keepAlive: true }),
          }
        : null;
      this.axios.interceptors.request.use((config) => {
        if (kept !== null) {
          config.httpAgent = kept.http;
          config.httpsAgent = kept.https;
        }
        const scope = scopes.getStore();
        if (scope === undefined) return config;
        config.signal = scope.signal;
        scope.viaProxy = connection === null;
        if (!scope.isPost) return config;
        // Through a proxy nothing can be watched: whatever goes wrong, the request may have left.
        if (connection === null) scope.left = true;
        else {
          config.httpAgent = watchedAgent(new http.Agent({ ...connection, keepAlive: false }), 'connect', scope);
          config.httpsAgent = watchedAgent(
            new https.Agent({ ...connection, keepAlive: false }),
            'secureConnect',
            scope,
          );
        }
        return config;
      });
      this.axios.interceptors.response.use((response) => {
        // An answer to a secure request over an open connection is the proxy's own: it refused the tunnel, and nothing was sent.
        const { socket } = response.request as { socket?: unknown };
        if (connection === null && socket instanceof Socket && !(socket instanceof TLSSocket))
          throw new TransportFailure('proxy', false);
        return response;
      });
    }

    override request<T>(options: RequestClientClass.RequestOptions<T>): Promise<Response<T>> {
      const uri = targetOf(options.uri, this.target).href;
      // Never the package's debug log: it writes to stdout.
      return super.request({ ...options, uri, allowRedirects: false, logLevel: '' });
    }
  }

  const usual = new GuardedClient(null);
  let latest: { detour: Detour; client: GuardedClient } | null = null;
  const clientOf = (detour: Detour | null): GuardedClient => {
    if (detour === null) return usual;
    if (latest?.detour !== detour)
      latest = { detour, client: withProxy(detour.proxy, () => new GuardedClient(checkedDetour(detour))) };
    return latest.client;
  };

  return (credentials: TwilioCredentials, detour: Detour | null) =>
    new Base.Client(credentials.username, credentials.password, {
      accountSid: credentials.accountSid,
      httpClient: clientOf(detour),
      // Empty, not absent: else TWILIO_REGION and TWILIO_EDGE of the environment would silently move the requests.
      region: '',
      edge: '',
      userAgentExtensions: ['voxanne-console'],
    });
}

/**
 * A signal that ends with `signal` or after `ms`. Made by hand and released: `AbortSignal.any` on a signal that lives as long as the program
 * keeps something of every request that ever used it.
 */
function endingWith(
  signal: AbortSignal,
  ms: number,
): { signal: AbortSignal; timedOut: () => boolean; release: () => void } {
  const controller = new AbortController();
  let timedOut = false;
  const stop = () => controller.abort();
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, ms);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const release = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  };
  return { signal: controller.signal, timedOut: () => timedOut, release };
}

/** Errors of connections that never stood. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
]);

/**
 * Makes the transport.
 * @param endpoint where requests go: `origin` answers for all of Twilio's hosts, null is Twilio itself
 */
export function createTransport({ origin, detour }: Pick<Endpoint, 'origin' | 'detour'>): Transport {
  let loading: ReturnType<typeof loadPackage> | undefined;
  const currentDetour = () => detour?.() ?? null;
  return {
    get host() {
      // On a bad network that is practised with, errors read as they do on a real one.
      return new URL(origin === null || currentDetour() !== null ? twilioApiOrigin : origin).host;
    },
    async send(credentials, request) {
      loading ??= loadPackage(origin);
      const makeClient = await loading;
      const way = currentDetour();
      const timeoutMs = Math.max(1, Math.ceil(request.timeoutMs));
      const ending = endingWith(request.signal, timeoutMs);
      const isPost = request.method === 'post';
      const scope: Scope = { signal: ending.signal, left: false, viaProxy: false, isPost };
      try {
        const answer = await scopes.run(scope, () =>
          makeClient(credentials, way).request({
            method: request.method,
            uri: (request.origin ?? twilioApiOrigin) + request.path,
            timeout: timeoutMs,
            ...(request.form === undefined ? {} : { data: request.form }),
            ...(isPost ? { headers: { Connection: 'close' } } : {}),
          }),
        );
        const headers = { ...(answer.headers as Record<string, unknown>) };
        return { status: answer.statusCode, body: answer.body, headers };
      } catch (thrown) {
        if (thrown instanceof AppError || thrown instanceof TransportFailure) throw thrown;
        const code = (thrown as { code?: unknown } | null)?.code;
        const neverLeft = (typeof code === 'string' && neverConnected.has(code)) || isCertificateRefusal(thrown);
        const { viaProxy } = scope;
        const kind = networkKindOf(thrown, { viaProxy, ...(way === null ? {} : { hasNetwork: way.hasNetwork }) });
        throw new TransportFailure(ending.timedOut() ? 'timeout' : kind, scope.left && !neverLeft);
      } finally {
        ending.release();
      }
    },
  };
}
