/**
 * The door to Google: the calendar package's own HTTP client, loaded on first use, with every request checked on its way out.
 * Unknown hosts are refused, redirects are not followed, answers are bounded, nothing is retried behind our back, and loopback is never sent through a
 * proxy (the package itself sends the real hosts through HTTPS_PROXY, which stays so).
 */
import http from 'node:http';
import https from 'node:https';
import type { calendar_v3 } from '@googleapis/calendar';
import { AppError } from '../../../src-shared/errors';
import { stoppedError } from '../call-error';
import { networkKindOf } from '../network-failure';
import { errorOfNetwork } from './google-errors';
import { targetOf } from './hosts';

/** An answer may be this long, in bytes. */
const maxAnswerBytes = 4 * 1024 * 1024;

/** How many clinics’ clients are kept for the next request. */
const keptCalendars = 32;

export type GoogleAnswer = { status: number; body: unknown; headers: Record<string, string> };

export type CallLimits = { timeoutMs: number; signal: AbortSignal };

/** What of an answer of the package is read. */
type PackageAnswer = { status: number; data: unknown; headers: unknown };
export type CalendarCall = (api: calendar_v3.Calendar, options: { signal: AbortSignal }) => Promise<PackageAnswer>;

export type GoogleTransport = {
  /** One request with or without a form. @throws ProviderCallError `network.*`, AppError `call.stopped` */
  send(request: { method: 'GET' | 'POST'; url: string; form?: Record<string, string>; accessToken?: string } & CallLimits): Promise<GoogleAnswer>;
  /** One request through the calendar package. @throws as above */
  calendar(accessToken: string, limits: CallLimits, call: CalendarCall): Promise<GoogleAnswer>;
  /** Loads the package ahead of its first use. */
  prepare(): void;
  /** Host that the person would recognise in an error. */
  readonly host: string;
};

/** The package answers now with its own kind of headers, now with a plain object. */
function headersOf(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  if (!('forEach' in headers) || typeof headers.forEach !== 'function') return { ...(headers as Record<string, string>) };
  const plain: Record<string, string> = {};
  (headers as Headers).forEach((value, name) => {
    plain[name] = value;
  });
  return plain;
}

async function loadPackage(redirect: string | null) {
  const { auth, calendar } = await import('@googleapis/calendar');
  const options = { useAuthRequestParameters: false };
  const { transporter } = new auth.OAuth2(options);
  const own = redirect === null ? null : redirect.startsWith('https:') ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  // The package's own interceptors can write requests, tokens among them, to a debug log that any environment variable turns on.
  transporter.interceptors.request.clear();
  transporter.interceptors.response.clear();
  transporter.interceptors.request.add({
    resolved: async (config) => {
      config.url = targetOf(config.url, redirect);
      if (own !== null) config.agent = own;
      config.redirect = 'manual';
      config.size = maxAnswerBytes;
      config.responseType = 'json';
      config.validateStatus = () => true;
      config.retry = false;
      delete config.retryConfig;
      return config;
    },
  });
  // Making one costs as much as a short request: one is ready ahead, and the token of a clinic stays the same for an hour.
  const calendars = new Map<string, calendar_v3.Calendar>();
  const make = () => {
    const client = new auth.OAuth2({ ...options, transporter });
    return { client, made: calendar({ version: 'v3', auth: client, universeDomain: 'googleapis.com' }) };
  };
  let spare: ReturnType<typeof make> | null = make();
  const calendarFor = (accessToken: string): calendar_v3.Calendar => {
    const known = calendars.get(accessToken);
    if (known !== undefined) return known;
    const { client, made } = spare ?? make();
    spare = null;
    client.setCredentials({ access_token: accessToken });
    const oldest = calendars.keys().next().value;
    if (calendars.size >= keptCalendars && oldest !== undefined) calendars.delete(oldest);
    calendars.set(accessToken, made);
    // The next one is made while this one waits for its answer.
    setImmediate(() => {
      spare ??= make();
    });
    return made;
  };
  return { transporter, calendarFor };
}

/** @param redirect loopback origin that answers for all of Google's hosts; null for Google itself */
export function createTransport(redirect: string | null): GoogleTransport {
  let loading: ReturnType<typeof loadPackage> | undefined;
  const load = () => {
    loading ??= loadPackage(redirect);
    return loading;
  };
  const host = redirect === null ? 'googleapis.com' : new URL(redirect).host;

  async function bounded({ timeoutMs, signal }: CallLimits, run: (signal: AbortSignal) => Promise<PackageAnswer>): Promise<GoogleAnswer> {
    if (signal.aborted) throw stoppedError();
    // Not AbortSignal.any and .timeout: those leave a timer and a listener behind for each request.
    const ending = new AbortController();
    let isLate = false;
    const timer = setTimeout(
      () => {
        isLate = true;
        ending.abort();
      },
      Math.max(1, Math.ceil(timeoutMs)),
    );
    const stop = () => ending.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const answer = await run(ending.signal);
      return { status: answer.status, body: answer.data, headers: headersOf(answer.headers) };
    } catch (thrown) {
      // The package's errors hold the request with its token: what is needed is read out of them here, and they go no further.
      if (thrown instanceof AppError) throw thrown;
      const { cause } = thrown as { cause?: unknown };
      if (cause instanceof AppError) throw cause;
      if (signal.aborted) throw stoppedError();
      throw errorOfNetwork(isLate ? 'timeout' : networkKindOf(thrown), host);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    host,
    prepare: () => void load().catch(() => undefined),
    async send({ method, url, form, accessToken, ...limits }) {
      const { transporter } = await load();
      return bounded(limits, (signal) =>
        transporter.request({
          method,
          url,
          signal,
          ...(form === undefined ? {} : { data: new URLSearchParams(form) }),
          headers: { Accept: 'application/json', ...(accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }) },
        }),
      );
    },
    async calendar(accessToken, limits, call) {
      const { calendarFor } = await load();
      return bounded(limits, (signal) => call(calendarFor(accessToken), { signal }));
    },
  };
}
