/**
 * Ways to talk to the simulator: plain fetch, and the twilio package with its hosts mapped to the simulator's origin.
 */
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';
import { practiceScenarios, type TwilioSimulator } from '../../../src-main/simulator/twilio';

export type Credentials = { user: string; password: string; accountSid: string };

/** The credentials of a practice scenario, for example `credentials.full`. */
export function credentialsOf(id: string): Credentials {
  const fields = practiceScenarios().credentials.find((scenario) => scenario.id === id)?.fields;
  if (fields?.accountSid === undefined) throw new Error(`No practice credentials ${id}`);
  const { accountSid, authToken = '', apiKeySid, apiKeySecret = '' } = fields;
  return apiKeySid === undefined
    ? { user: accountSid, password: authToken, accountSid }
    : { user: apiKeySid, password: apiKeySecret, accountSid };
}

/** The practice recipient that makes `code` happen, for example `twilio.21211`. */
export function recipientOf(code: string): string {
  const found = practiceScenarios().recipients.find((recipient) => recipient.code === code);
  if (found === undefined) throw new Error(`No practice recipient for ${code}`);
  return found.number;
}

export const basic = ({ user, password }: Pick<Credentials, 'user' | 'password'>) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export type Reply = { status: number; body: Record<string, unknown>; headers: Headers };

export async function call(
  simulator: Pick<TwilioSimulator, 'origin'>,
  method: string,
  path: string,
  credentials: Pick<Credentials, 'user' | 'password'> | null,
  form?: Record<string, string>,
): Promise<Reply> {
  const response = await fetch(simulator.origin + path, {
    method,
    headers: credentials === null ? {} : { Authorization: basic(credentials) },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    headers: response.headers,
  };
}

export const under = (accountSid: string, rest: string) => `/2010-04-01/Accounts/${accountSid}${rest}`;

/** Sends a message and gives back Twilio's answer. */
export const sendMessage = (simulator: TwilioSimulator, credentials: Credentials, form: Record<string, string>) =>
  call(simulator, 'POST', under(credentials.accountSid, '/Messages.json'), credentials, form);

/** The real client, its hosts mapped to the simulator. It throws on any host that is not Twilio's. */
export function twilioClient(simulator: TwilioSimulator, { user, password, accountSid }: Credentials) {
  class MappedClient extends twilio.RequestClient {
    override request<TData>(options: RequestClient.RequestOptions<TData>): Promise<Response<TData>> {
      const uri = new URL(options.uri);
      if (!/^(api|messaging|accounts)\.twilio\.com$/.test(uri.hostname))
        throw new Error(`Unknown host ${uri.hostname}`);
      return super.request<TData>({ ...options, uri: simulator.origin + uri.pathname + uri.search });
    }
  }
  return twilio(user, password, { accountSid, httpClient: new MappedClient() });
}
