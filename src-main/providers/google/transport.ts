/**
 * The door to Google: the HTTP client of its own packages, loaded on first use, with every request checked on its way out, and the calendar's package over it.
 * Unknown hosts are refused, redirects are not followed, answers are bounded, nothing is retried behind our back, and loopback is never sent through a
 * proxy (the package itself sends the real hosts through HTTPS_PROXY, which stays so).
 */
import http from 'node:http';
import https from 'node:https';
import type { calendar_v3 } from '@googleapis/calendar';
import type { Gaxios } from 'gaxios';
import { AppError } from '../../../src-shared/errors';
import { stoppedError } from '../call-error';
import { checkedDetour, type Detour, type Endpoint } from '../endpoints';
import { isPage, networkKindOf, proxyRefusedCode } from '../network-failure';
import { errorOfNetwork } from './google-errors';
import { targetOf } from './hosts';

/** An answer may be this long, in bytes. */
const maxAnswerBytes = 4 * 1024 * 1024;

export type GoogleAnswer = { status: number; body: unknown; headers: Record<string, string> };

export type CallLimits = { timeoutMs: number; signal: AbortSignal };

/** What of an answer of the package is read. */
type PackageAnswer = { status: number; data: unknown; headers: unknown };
export type CallOptions = Pick<calendar_v3.Options, 'adapter'> & { signal: AbortSignal; proxy?: string };
export type CalendarCall = (api: calendar_v3.Calendar, options: CallOptions) => Promise<PackageAnswer>;

export type GoogleTransport = {
  /** One request with or without a form. @throws ProviderCallError `network.*`, AppError `call.stopped` */
  send(
    request: { method: 'GET' | 'POST'; url: string; form?: Record<string, string>; accessToken?: string } & CallLimits,
  ): Promise<GoogleAnswer>;
  /**
   * One request through the calendar package, made ready while its token may still be on the way; the time limit begins when it goes out.
   * @throws as above, and what `accessToken` rejects with
   */
  calendar(accessToken: Promise<string>, limits: CallLimits, call: CalendarCall): Promise<GoogleAnswer>;
  /** Loads the package ahead of its first use. */
  prepare(): void;
  /** Host that the person would recognise in an error. */
  readonly host: string;
};

/** The package answers now with its own kind of headers, now with a plain object. */
function headersOf(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  if (!('forEach' in headers) || typeof headers.forEach !== 'function')
    return { ...(headers as Record<string, string>) };
  const plain: Record<string, string> = {};
  (headers as Headers).forEach((value, name) => {
    plain[name] = value;
  });
  return plain;
}

/** Connections of our own making: those to a loopback address, which no proxy may see. */
type OwnAgents = { http: http.Agent; https: https.Agent };
const ownAgents = (connection: https.AgentOptions): OwnAgents => ({
  http: new http.Agent({ ...connection, keepAlive: true }),
  https: new https.Agent({ ...connection, keepAlive: true }),
});

type ProxyAgent = http.Agent & { proxy: URL };
/** The package makes an agent of its own only for a proxy. */
const isProxyAgent = (agent: unknown): agent is ProxyAgent => agent instanceof http.Agent && 'proxy' in agent;

/** Ends requests to which the proxy opens no way; else its own answer would pass for the provider's. */
function refuseWithProxy(agent: ProxyAgent): void {
  agent.on('proxyConnect', ({ statusCode }: { statusCode: number }, request: http.ClientRequest) => {
    if (statusCode !== 200) request.destroy(Object.assign(new Error('The proxy refused.'), { code: proxyRefusedCode }));
  });
}

/** The HTTP client of Google's packages, with every request checked on its way out. */
async function loadClient(redirect: string | null, currentDetour: () => Detour | null): Promise<Gaxios> {
  const { Gaxios } = await import('gaxios');
  const client = new Gaxios();
  const usual = redirect === null ? null : ownAgents({});
  const watched = new WeakSet<http.Agent>();
  let latest: { detour: Detour; agents: OwnAgents } | null = null;
  const agentsOf = (detour: Detour | null): OwnAgents | null => {
    if (detour === null) return usual;
    if (latest?.detour !== detour) latest = { detour, agents: ownAgents(checkedDetour(detour).connection) };
    return latest.agents;
  };
  client.interceptors.request.add({
    resolved: async (config) => {
      const detour = currentDetour();
      const agents = agentsOf(detour);
      config.url = targetOf(config.url, detour?.origin ?? redirect);
      const isOwnWay = (detour?.proxy ?? null) === null;
      if (agents !== null && isOwnWay) config.agent = config.url.protocol === 'https:' ? agents.https : agents.http;
      else if (isProxyAgent(config.agent) && !watched.has(config.agent)) {
        watched.add(config.agent);
        refuseWithProxy(config.agent);
      }
      config.redirect = 'manual';
      config.size = maxAnswerBytes;
      config.responseType = 'json';
      config.validateStatus = () => true;
      config.retry = false;
      delete config.retryConfig;
      return config;
    },
  });
  return client;
}

/** The calendar's own package over that client. It signs nothing: a request is given its clinic's token on its way out, so that one serves all clinics. */
async function loadCalendar(client: Gaxios): Promise<calendar_v3.Calendar> {
  const { auth, calendar } = await import('@googleapis/calendar');
  const unsigned = Object.assign(new auth.OAuth2(), { request: client.request.bind(client) });
  return calendar({ version: 'v3', auth: unsigned, universeDomain: 'googleapis.com' });
}

/** @param endpoint where requests go: `origin` answers for all of Google's hosts, null is Google itself */
export function createTransport({ origin, detour }: Pick<Endpoint, 'origin' | 'detour'>): GoogleTransport {
  const currentDetour = () => detour?.() ?? null;
  let client: Promise<Gaxios> | undefined;
  const theClient = () => {
    client ??= loadClient(origin, currentDetour);
    return client;
  };
  let api: Promise<calendar_v3.Calendar> | undefined;
  const theCalendar = () => {
    api ??= theClient().then(loadCalendar);
    return api;
  };
  // On a bad network that is practised with, errors read as they do on a real one.
  const hostNow = () => (origin === null || currentDetour() !== null ? 'googleapis.com' : new URL(origin).host);

  async function bounded(
    { timeoutMs, signal }: CallLimits,
    accessToken: string | Promise<string> | undefined,
    run: (options: CallOptions) => Promise<PackageAnswer>,
  ): Promise<GoogleAnswer> {
    if (signal.aborted) throw stoppedError();
    // Not AbortSignal.any and .timeout: those leave a timer and a listener behind for each request.
    const ending = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const endLate = () => {
      isLate = true;
      ending.abort();
    };
    const stop = () => ending.abort();
    const way = currentDetour();
    const proxy = way?.proxy ?? null;
    const adapter: CallOptions['adapter'] = async (config, send) => {
      if (accessToken !== undefined) config.headers.set('authorization', `Bearer ${await accessToken}`);
      timer = setTimeout(endLate, Math.max(1, Math.ceil(timeoutMs)));
      return send(config);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const answer = await run({ signal: ending.signal, adapter, ...(proxy === null ? {} : { proxy }) });
      // A page is no answer of Google's, whatever its status: else a guest Wi-Fi's sign-in page would pass for “revoked” or “removed”.
      if (answer.status >= 200 && answer.status < 300 && isPage(answer.data))
        throw errorOfNetwork('unreadable-answer', hostNow(), answer.status);
      return { status: answer.status, body: answer.data, headers: headersOf(answer.headers) };
    } catch (thrown) {
      // The package's errors hold the request with its token: what is needed is read out of them here, and they go no further.
      if (thrown instanceof AppError) throw thrown;
      const { cause, config } = thrown as { cause?: unknown; config?: unknown };
      if (cause instanceof AppError) throw cause;
      if (signal.aborted) throw stoppedError();
      const kind = networkKindOf(thrown, {
        viaProxy: isProxyAgent((config as { agent?: unknown } | undefined)?.agent),
        ...(way === null ? {} : { hasNetwork: way.hasNetwork }),
      });
      throw errorOfNetwork(isLate ? 'timeout' : kind, hostNow());
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    get host() {
      return hostNow();
    },
    prepare: () => void theCalendar().catch(() => undefined),
    async send({ method, url, form, accessToken, ...limits }) {
      const gaxios = await theClient();
      return bounded(limits, accessToken, (options) =>
        gaxios.request({
          ...options,
          method,
          url,
          ...(form === undefined ? {} : { data: new URLSearchParams(form) }),
          headers: { Accept: 'application/json' },
        }),
      );
    },
    async calendar(accessToken, limits, call) {
      // Whoever waits for the token hears why there is none; a request that fails sooner does not come to that.
      accessToken.catch(() => undefined);
      const calendar = await theCalendar();
      return bounded(limits, accessToken, (options) => call(calendar, options));
    },
  };
}
