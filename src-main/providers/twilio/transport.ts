/**
 * The door to Twilio: the twilio package's own client, loaded on first use, with every request checked on its way out.
 * Unknown hosts are refused, redirects are not followed, answers are bounded, and loopback is never sent through a proxy (the package itself sends
 * the real hosts through HTTP_PROXY, which stays so).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type RequestClientClass from 'twilio/lib/base/RequestClient.js';
import type Response from 'twilio/lib/http/response.js';
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

/** A request that brought no answer. `left`: whether any of it may have reached the other side. */
export class TransportFailure extends Error {
  readonly left: boolean;
  readonly timedOut: boolean;
  /** The library's error: to be classified, never to be shown or logged. */
  readonly reason: unknown;

  constructor(reason: unknown, left: boolean, timedOut: boolean) {
    super('The request brought no answer.');
    this.reason = reason;
    this.left = left;
    this.timedOut = timedOut;
  }
}

export type Transport = (credentials: TwilioCredentials, request: TransportRequest) => Promise<TransportAnswer>;

/** What a single request needs of the hooks below, carried beside the call because the package has no room for it. */
type Scope = { signal: AbortSignal; left: boolean; isPost: boolean };
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

async function loadPackage(redirect: string | null) {
  const [{ default: RequestClient }, { default: Base }] = await Promise.all([
    import('twilio/lib/base/RequestClient.js') as Promise<{ default: typeof RequestClientClass }>,
    import('twilio/lib/base/BaseTwilio.js'),
  ]);

  class GuardedClient extends RequestClient {
    constructor() {
      // Room for a check of many clinics at once; the package's own limit of 20 connections would be the bottleneck.
      super({ keepAlive: true, maxSockets: 64, maxTotalSockets: 128 });
      const own = redirect === null ? null : { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
      const packageAgent: unknown = this.axios.defaults.httpsAgent;
      this.axios.defaults.maxContentLength = maxAnswerBytes;
      this.axios.defaults.proxy = false;
      this.axios.interceptors.request.use((config) => {
        const scope = scopes.getStore();
        if (own !== null) {
          config.httpAgent = own.http;
          config.httpsAgent = own.https;
        }
        if (scope === undefined) return config;
        config.signal = scope.signal;
        if (!scope.isPost) return config;
        if (redirect !== null) {
          config.httpAgent = watchedAgent(new http.Agent(), 'connect', scope);
          config.httpsAgent = watchedAgent(new https.Agent(), 'secureConnect', scope);
        } else if (packageAgent instanceof https.Agent) {
          // Not a proxy's agent: the same options (a CA bundle among them) without the kept connections.
          config.httpsAgent = watchedAgent(new https.Agent({ ...packageAgent.options, keepAlive: false }), 'secureConnect', scope);
        } else {
          // Through a proxy nothing can be watched: whatever goes wrong, the request may have left.
          scope.left = true;
        }
        return config;
      });
    }

    override request<T>(options: RequestClientClass.RequestOptions<T>): Promise<Response<T>> {
      const uri = targetOf(options.uri, redirect).href;
      // Never the package's debug log: it writes to stdout.
      return super.request({ ...options, uri, allowRedirects: false, logLevel: '' });
    }
  }

  const httpClient = new GuardedClient();
  return (credentials: TwilioCredentials) =>
    new Base.Client(credentials.username, credentials.password, {
      accountSid: credentials.accountSid,
      httpClient,
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
function endingWith(signal: AbortSignal, ms: number): { signal: AbortSignal; timedOut: () => boolean; release: () => void } {
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
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL']);

/**
 * Makes the transport.
 * @param redirect loopback origin that answers for all of Twilio's hosts; null for Twilio itself
 */
export function createTransport(redirect: string | null): Transport {
  let loading: ReturnType<typeof loadPackage> | undefined;
  return async (credentials, request) => {
    loading ??= loadPackage(redirect);
    const client = (await loading)(credentials);
    const timeoutMs = Math.max(1, Math.ceil(request.timeoutMs));
    const ending = endingWith(request.signal, timeoutMs);
    const isPost = request.method === 'post';
    const scope: Scope = { signal: ending.signal, left: false, isPost };
    try {
      const answer = await scopes.run(scope, () =>
        client.request({
          method: request.method,
          uri: (request.origin ?? twilioApiOrigin) + request.path,
          timeout: timeoutMs,
          ...(request.form === undefined ? {} : { data: request.form }),
          ...(isPost ? { headers: { Connection: 'close' } } : {}),
        }),
      );
      return { status: answer.statusCode, body: answer.body, headers: { ...(answer.headers as Record<string, unknown>) } };
    } catch (thrown) {
      const code = (thrown as { code?: unknown } | null)?.code;
      const left = scope.left && !(typeof code === 'string' && neverConnected.has(code));
      throw new TransportFailure(thrown, left, ending.timedOut());
    } finally {
      ending.release();
    }
  };
}
