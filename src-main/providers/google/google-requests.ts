/**
 * Requests to Google over the console's own HTTP client: plain ones, and those of Google's calendar package, through
 * `adapter`, the option that the package documents for this. The package builds a request; it is authorized and sent
 * here.
 */
import type { calendar_v3 } from '@googleapis/calendar';
import { type HttpAnswer, type HttpClient, HttpFailure, type HttpRequest } from '../http/http-client';
import { isPage } from '../http/network-errors';
import { errorOfNetwork } from './google-errors';

export type CallLimits = Pick<HttpRequest, 'timeoutMs' | 'signal' | 'slot'>;

type CallOptions = Pick<calendar_v3.Options, 'adapter' | 'noProxy' | 'responseType' | 'retry' | 'validateStatus'>;
export type CalendarCall = (api: calendar_v3.Calendar, options: CallOptions) => Promise<unknown>;
type Adapter = NonNullable<CallOptions['adapter']>;

type PlainRequest = { method: 'GET' | 'POST'; url: string; form?: Record<string, string>; accessToken?: string };

export type GoogleRequests = ReturnType<typeof createGoogleRequests>;

export function createGoogleRequests(http: HttpClient) {
  let loading: Promise<calendar_v3.Calendar> | undefined;
  /** Without `auth`: it signs nothing, so that one serves all clinics. */
  const loadCalendar = () => {
    loading ??= import('@googleapis/calendar').then(({ calendar }) =>
      calendar({ version: 'v3', universeDomain: 'googleapis.com' }),
    );
    return loading;
  };

  async function send(request: Parameters<HttpClient['send']>[0]): Promise<HttpAnswer> {
    let answer: HttpAnswer;
    try {
      answer = await http.send(request);
    } catch (thrown) {
      throw thrown instanceof HttpFailure ? errorOfNetwork(thrown.kind, http.host) : thrown;
    }
    // An HTML page is never Google's answer: otherwise a guest Wi-Fi's sign-in page would count as “revoked” or
    // “removed”.
    if (answer.status >= 200 && answer.status < 300 && isPage(answer.body))
      throw errorOfNetwork('unreadable-answer', http.host, answer.status);
    return answer;
  }

  return {
    /** The host that an error names. */
    get host() {
      return http.host;
    },

    /** Loads the calendar package ahead of its first use. */
    prepare: () => void loadCalendar().catch(() => undefined),

    /** One request with or without a form. @throws ProviderCallError `network.*`, AppError `call.stopped` */
    send({ method, url, form, accessToken, ...limits }: PlainRequest & CallLimits): Promise<HttpAnswer> {
      return send({
        ...limits,
        method,
        url,
        headers: {
          ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
          ...(accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }),
        },
        ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
      });
    },

    /**
     * One request through the calendar package, made ready while its token may still be on the way; the time limit
     * begins when it goes out.
     * @throws as above, and what `accessToken` rejects with
     */
    async calendar(accessToken: Promise<string>, limits: CallLimits, call: CalendarCall): Promise<HttpAnswer> {
      // Handled below; a request that fails earlier never awaits it.
      accessToken.catch(() => undefined);
      const api = await loadCalendar();
      let outcome: Promise<HttpAnswer> | undefined;
      const adapter: Adapter = async (config) => {
        const { method = 'GET', url, headers, body } = config;
        const signed = async () => {
          headers.set('authorization', `Bearer ${await accessToken}`);
          return send({
            ...limits,
            method: method as Parameters<HttpClient['send']>[0]['method'],
            url: String(url),
            headers: Object.fromEntries(headers),
            ...(typeof body === 'string' ? { body } : {}),
          });
        };
        outcome = signed();
        await outcome;
        // The package must not interpret the answer.
        return Object.assign(new Response(null), { config, data: undefined as never });
      };
      // Keeps the package from using the environment's proxy.
      const options: CallOptions = { adapter, noProxy: [/^/], retry: false, validateStatus: () => true };
      // The package's own errors hold the request with its token.
      await call(api, options).catch(() => undefined);
      if (outcome === undefined) throw new Error('The calendar package made no request.');
      return outcome;
    },
  };
}
