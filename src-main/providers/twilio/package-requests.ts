/**
 * Requests to Twilio over the console's own HTTP client: look-ups directly, and changes through the twilio package,
 * whose documented option `httpClient` is this client. The package builds, signs and names a request; connections,
 * limits and failures are the client's. Loading it takes longer than a look-up, so that it is done while the first one
 * is under way.
 */
import type Twilio from 'twilio';
import type { HttpAnswer, HttpClient, HttpRequest } from '../http/http-client';
import { twilioApiOrigin } from './hosts';
import type { TwilioCredentials } from './twilio-api';

export type CallLimits = Pick<HttpRequest, 'timeoutMs' | 'signal' | 'slot'>;

type PackageRequest = Parameters<Twilio.RequestClient['request']>[0];
/** What the package needs of an HTTP client. Its own type is a class with a private axios instance. */
type PackageClient = {
  request(request: PackageRequest): Promise<{ statusCode: number; body: unknown; headers: unknown }>;
};

const authorization = (username: string | undefined, password: string | undefined) => ({
  Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});

export type PackageRequests = ReturnType<typeof createPackageRequests>;

export function createPackageRequests(http: HttpClient) {
  let loading: Promise<typeof Twilio> | undefined;
  const load = () => {
    loading ??= import('twilio').then((loaded) => loaded.default);
    return loading;
  };
  const prepare = () => void load().catch(() => undefined);

  return {
    /** The host that an error names. */
    get host() {
      return http.host;
    },

    /** One look-up. @param path under the origin, with or without a query. @throws as {@link HttpClient.send} */
    get(
      { username, password }: TwilioCredentials,
      path: string,
      limits: CallLimits,
      origin = twilioApiOrigin,
    ): Promise<HttpAnswer> {
      const headers = authorization(username, password);
      const answer = http.send({ method: 'GET', url: origin + path, headers, ...limits });
      // Once the request has gone out.
      if (loading === undefined) setImmediate(prepare);
      return answer;
    },

    /**
     * Sends one request that changes something, exactly once.
     * @throws HttpFailure, AppError: as {@link HttpClient.send}
     */
    async post(
      credentials: TwilioCredentials,
      path: string,
      form: Record<string, string>,
      limits: CallLimits,
    ): Promise<HttpAnswer> {
      const { Twilio: Client } = await load();
      let answer: HttpAnswer | undefined;
      const httpClient: PackageClient = {
        async request({ uri, username, password, headers, data }) {
          answer = await http.send({
            method: 'POST',
            url: uri,
            headers: { ...(headers as Record<string, string>), ...authorization(username, password) },
            body: new URLSearchParams(data as Record<string, string>).toString(),
            once: true,
            ...limits,
          });
          return { statusCode: answer.status, body: answer.body, headers: answer.headers };
        },
      };
      const client = new Client(credentials.username, credentials.password, {
        accountSid: credentials.accountSid,
        httpClient: httpClient as unknown as Twilio.RequestClient,
        // Empty, not absent: otherwise TWILIO_REGION and TWILIO_EDGE of the environment would change the host.
        region: '',
        edge: '',
        userAgentExtensions: ['voxanne-console'],
      });
      await client.request({ method: 'post', uri: twilioApiOrigin + path, data: form });
      if (answer === undefined) throw new Error('The twilio package made no request.');
      return answer;
    },
  };
}
