/**
 * The twilio package, loaded on first use, over the console's own HTTP client: through `httpClient`, the option that the package documents
 * for this. The package signs and names the request; connections, limits and failures are the client's.
 */
import type Twilio from 'twilio';
import type { HttpAnswer, HttpClient } from '../http/http-client';
import { twilioApiOrigin } from './hosts';
import type { TwilioCredentials } from './twilio-api';

export type TwilioRequest = {
  method: 'get' | 'post';
  /** Path under the host, with or without a query. */
  path: string;
  /** The host's origin; the API's when left out. */
  origin?: string;
  form?: Record<string, string>;
  timeoutMs: number;
  signal: AbortSignal;
};

type PackageRequest = Parameters<Twilio.RequestClient['request']>[0];
/** What the package asks of an HTTP client. Its type is a class, with an axios inside that nobody but the class looks at. */
type PackageClient = {
  request(request: PackageRequest): Promise<{ statusCode: number; body: unknown; headers: unknown }>;
};

const methods = { get: 'GET', post: 'POST' } as const;

export function createPackageRequests(http: HttpClient) {
  let loading: Promise<typeof Twilio> | undefined;
  const load = () => {
    loading ??= import('twilio').then((loaded) => loaded.default);
    return loading;
  };

  return {
    get host() {
      return http.host;
    },

    /** One request. A POST is made once. @throws HttpFailure, AppError: as {@link HttpClient.send} */
    async send(credentials: TwilioCredentials, request: TwilioRequest): Promise<HttpAnswer> {
      const { method, path, origin = twilioApiOrigin, form, timeoutMs, signal } = request;
      const { Twilio: Client } = await load();
      let answer: HttpAnswer | undefined;
      const httpClient: PackageClient = {
        async request({ uri, username, password, headers, data }) {
          answer = await http.send({
            method: methods[method],
            url: uri,
            headers: {
              ...(headers as Record<string, string>),
              Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
            },
            ...(data === undefined ? {} : { body: new URLSearchParams(data as Record<string, string>).toString() }),
            timeoutMs,
            signal,
            once: method === 'post',
          });
          return { statusCode: answer.status, body: answer.body, headers: answer.headers };
        },
      };
      const client = new Client(credentials.username, credentials.password, {
        accountSid: credentials.accountSid,
        httpClient: httpClient as unknown as Twilio.RequestClient,
        // Empty, not absent: else TWILIO_REGION and TWILIO_EDGE of the environment would silently move the requests.
        region: '',
        edge: '',
        userAgentExtensions: ['voxanne-console'],
      });
      await client.request({ method, uri: origin + path, ...(form === undefined ? {} : { data: form }) });
      if (answer === undefined) throw new Error('The twilio package made no request.');
      return answer;
    },
  };
}

export type PackageRequests = ReturnType<typeof createPackageRequests>;
