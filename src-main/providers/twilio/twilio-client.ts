/** {@link TwilioApi} over HTTP: look-ups are retried while that can help, a request to send is made once. */
import type { AppError } from '../../../src-shared/errors';
import { clockAheadMs } from '../clock-notice';
import { hideSecrets, stoppedError } from '../http/call-error';
import type { ClientOptions } from '../http/client-options';
import { createHttpClient, type HttpAnswer, HttpFailure } from '../http/http-client';
import { createDirectNetwork } from '../http/network';
import { isPage } from '../http/network-errors';
import { lookUpPolicy, withRetry } from '../http/retry';
import type { Slot } from '../http/slot';
import type { SendOutcome, TextMessage } from '../message-channel';
import { asObject, readAccount, readBalance, readCallerId, readDelivery, readMessage, readNumber } from './answers';
import { twilioApiOrigin, twilioHosts, twilioMessagingOrigin } from './hosts';
import { walkList } from './lists';
import { createPackageRequests, type PackageRequests } from './package-requests';
import type { AskedFor } from './permissions';
import { createRegistrationClient } from './registration-client';
import type { TwilioApi, TwilioApiFactory, TwilioCredentials, TwilioNumber } from './twilio-api';
import { errorOfAnswer, errorOfNetwork, errorOfThrown, type TwilioCallError } from './twilio-errors';

export type TwilioClientOptions = ClientOptions & {
  /** For one look-up, in milliseconds. */
  lookUpTimeoutMs?: number;
  /** For a request to send, in milliseconds: long, because giving up early leaves its outcome unknown. */
  sendTimeoutMs?: number;
};

/** All forms of the secret that must not appear in a text: plain, URL-encoded and in Basic authorization. */
const secretsOf = ({ username, password }: TwilioCredentials): readonly string[] => {
  const basic = Buffer.from(`${username}:${password}`);
  return [basic.toString('base64'), basic.toString('base64url'), encodeURIComponent(password), password];
};

const isSuccess = (status: number) => status >= 200 && status < 300;

/**
 * True when a message was certainly not accepted. 408 and HTML pages come from something in between, which may have
 * passed the request on. 407 comes from a proxy, which passes nothing on before a sign-in.
 */
const wasNotTaken = ({ status, body }: HttpAnswer) =>
  status >= 400 && status < 500 && status !== 408 && (status === 407 || !isPage(body));

function createApi(
  credentials: TwilioCredentials,
  requests: PackageRequests,
  options: TwilioClientOptions,
  slot: Slot | undefined,
): TwilioApi {
  const accountPath = `/2010-04-01/Accounts/${credentials.accountSid}`;
  const secrets = secretsOf(credentials);
  /** A reader whose result never contains the credentials of the request. */
  const without =
    <T>(read: (body: unknown) => T) =>
    (body: unknown): T =>
      hideSecrets(read(body), secrets);
  const retry = options.retry ?? lookUpPolicy;
  const lookUpTimeoutMs = options.lookUpTimeoutMs ?? 10_000;
  const now = options.now ?? Date.now;
  let aheadMs: number | null = null;

  const failureOf = (thrown: unknown): AppError =>
    thrown instanceof HttpFailure ? errorOfNetwork(thrown.kind, requests.host) : errorOfThrown(thrown, requests.host);
  const refusalOf = (answer: HttpAnswer, asked: AskedFor): TwilioCallError =>
    errorOfAnswer({ ...answer, host: requests.host, secrets, asked }, now());

  /** One look-up, retried. @throws TwilioCallError, or AppError `call.stopped` when the signal ended */
  const get = (path: string, signal: AbortSignal, origin?: string): Promise<HttpAnswer> =>
    withRetry(
      async (remainingMs) => {
        let answer: HttpAnswer;
        try {
          const timeoutMs = Math.min(lookUpTimeoutMs, remainingMs);
          answer = await requests.get(credentials, path, { timeoutMs, signal, slot }, origin);
        } catch (thrown) {
          throw signal.aborted ? stoppedError() : failureOf(thrown);
        }
        if (!isSuccess(answer.status)) throw refusalOf(answer, { method: 'get', path });
        aheadMs = clockAheadMs(answer.headers, now());
        if (asObject(answer.body) === null) throw errorOfNetwork('unreadable-answer', requests.host, answer.status);
        return answer;
      },
      retry,
      signal,
      slot,
    );

  const unreadable = (): TwilioCallError => errorOfNetwork('unreadable-answer', requests.host, 200);
  const getObject = async <T>(path: string, signal: AbortSignal, read: (body: unknown) => T | null): Promise<T> => {
    const found = read((await get(path, signal)).body);
    if (found === null) throw unreadable();
    return found;
  };
  const walk = { under: accountPath, redirect: options.redirect };
  const pages = (signal: AbortSignal) => async (path: string) => (await get(path, signal)).body;
  const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

  return {
    credentials: { accountSid: credentials.accountSid, kind: credentials.kind },

    registration: createRegistrationClient({
      get: async (path, signal) => (await get(path, signal, twilioMessagingOrigin)).body,
      redirect: options.redirect,
      without,
      unreadable,
    }),

    fetchAccount: (signal) => getObject(`${accountPath}.json`, signal, without(readAccount)),

    fetchBalance: async (signal) => without(readBalance)((await get(`${accountPath}/Balance.json`, signal)).body),

    listNumbers: (signal) =>
      walkList({
        ...walk,
        get: pages(signal),
        // That the list can be read is what proves an API key.
        unreadable,
        firstPath: `${accountPath}/IncomingPhoneNumbers.json?${query({ PageSize: '200' })}`,
        key: 'incoming_phone_numbers',
        read: without(readNumber),
        identity: (number) => number.sid ?? number.e164,
      }),

    async findNumber(e164, signal) {
      const list = await walkList<TwilioNumber>({
        ...walk,
        get: pages(signal),
        // That the list can be read is what proves an API key.
        unreadable,
        firstPath: `${accountPath}/IncomingPhoneNumbers.json?${query({ PhoneNumber: e164, PageSize: '50' })}`,
        key: 'incoming_phone_numbers',
        read: without(readNumber),
        identity: (number) => number.sid ?? number.e164,
        // Twilio also finds numbers that only contain these digits, and a server may ignore the filter altogether.
        enough: (numbers) => numbers.some((number) => number.e164 === e164),
      });
      const number = list.items.find((item) => item.e164 === e164) ?? null;
      return { number, incompleteReason: number === null ? list.incompleteReason : null };
    },

    listVerifiedRecipients: (signal) =>
      walkList({
        ...walk,
        get: pages(signal),
        firstPath: `${accountPath}/OutgoingCallerIds.json?${query({ PageSize: '200' })}`,
        key: 'outgoing_caller_ids',
        read: without(readCallerId),
        identity: (recipient) => recipient.e164,
      }),

    async createMessage({ from, to, body }, signal): Promise<SendOutcome> {
      const sending = { method: 'post', path: `${accountPath}/Messages.json` } as const;
      let answer: HttpAnswer;
      try {
        const form = { To: to, From: from, Body: body };
        const timeoutMs = options.sendTimeoutMs ?? 20_000;
        answer = await requests.post(credentials, sending.path, form, { timeoutMs, signal });
      } catch (thrown) {
        // Failures other than the network's (an unknown host, a package that does not load) happen before anything is
        // sent.
        const left = thrown instanceof HttpFailure && thrown.left;
        return {
          outcome: left ? 'unknown' : 'not-sent',
          error: (signal.aborted && !left ? stoppedError() : failureOf(thrown)).data,
        };
      }
      if (!isSuccess(answer.status))
        return { outcome: wasNotTaken(answer) ? 'refused' : 'unknown', error: refusalOf(answer, sending).data };
      const message = without(readMessage)(answer.body);
      if (message?.sid == null) return { outcome: 'unknown', error: unreadable().data };
      return { outcome: 'accepted', message: { ...message, sid: message.sid } };
    },

    fetchMessage: (sid, signal) =>
      getObject(`${accountPath}/Messages/${encodeURIComponent(sid)}.json`, signal, without(readMessage)),

    async listMessages({ from, to, since }, signal) {
      let clockOffsetMs: number | null = null;
      const sinceMs = since.getTime();
      const list = await walkList<TextMessage>({
        ...walk,
        get: async (path) => {
          const answer = await get(path, signal);
          clockOffsetMs = clockAheadMs(answer.headers, now()) ?? clockOffsetMs;
          return answer.body;
        },
        // No filter by date: Twilio filters by the time of sending, which a message still in the queue does not have.
        firstPath: `${accountPath}/Messages.json?${query({ To: to, From: from, PageSize: '50' })}`,
        key: 'messages',
        read: without(readMessage),
        identity: (message) => message.sid ?? `${message.createdAt}${message.body}`,
        // Twilio lists the newest first: pages beyond the window are not needed.
        enough: (messages) => {
          const [newest, oldest] = [messages[0]?.createdAt, messages.at(-1)?.createdAt];
          return newest != null && oldest != null && newest > oldest && oldest < sinceMs + (clockOffsetMs ?? 0);
        },
        bounds: { pages: 10, items: 500 },
      });
      return { ...list, clockOffsetMs };
    },

    async newestDelivery(from, signal) {
      const path = `${accountPath}/Messages.json?${query({ From: from, PageSize: '50' })}`;
      const listed = asObject((await get(path, signal)).body)?.messages;
      const times = (Array.isArray(listed) ? listed : []).map((item) => readDelivery(item, from));
      return times.reduce<number | null>((newest, at) => (at !== null && at > (newest ?? 0) ? at : newest), null);
    },

    clockAheadMs: () => aheadMs,
  };
}

/** The factory for one set of endpoints. All credentials share its connections. */
export function createTwilioApiFactory(options: TwilioClientOptions): TwilioApiFactory {
  const requests = createPackageRequests(
    createHttpClient({
      hosts: twilioHosts,
      apiOrigin: twilioApiOrigin,
      endpoint: { origin: options.redirect, ...(options.detour === undefined ? {} : { detour: options.detour }) },
      network: options.network ?? createDirectNetwork(),
    }),
  );
  return (credentials, slot) => createApi(credentials, requests, options, slot);
}

/** The sign-in of a stored or typed credential. */
export function twilioCredentials(methodId: string, fields: Readonly<Record<string, string>>): TwilioCredentials {
  const accountSid = fields.accountSid ?? '';
  return methodId === 'api-key'
    ? { kind: 'api-key', accountSid, username: fields.apiKeySid ?? '', password: fields.apiKeySecret ?? '' }
    : { kind: 'auth-token', accountSid, username: accountSid, password: fields.authToken ?? '' };
}
