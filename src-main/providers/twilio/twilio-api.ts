/**
 * The requests to Twilio that the console makes. All results may be shown: the account's auth token is not among them.
 */
import type { Slot } from '../http/slot';
import type { SendOutcome, TextMessage } from '../message-channel';

/** How requests sign in: the Account SID with the auth token, or an API key's SID with its secret. */
export type TwilioCredentials = {
  readonly accountSid: string;
  readonly username: string;
  readonly password: string;
  readonly kind: 'auth-token' | 'api-key';
};

export type TwilioAccount = {
  sid: string | null;
  name: string | null;
  /** `Trial` or `Full`, as Twilio wrote it; null when it did not say. */
  type: string | null;
  /** `active`, `suspended`, `closed`, in lower case; null when it did not say. */
  status: string | null;
  /** When it was made, in milliseconds since 1970; null when Twilio did not say. */
  createdAt: number | null;
};

export type TwilioBalance = { amount: string; currency: string | null };

export type TwilioNumber = {
  sid: string | null;
  e164: string;
  friendlyName: string | null;
  /** Null where Twilio did not say. */
  capabilities: { sms: boolean | null; mms: boolean | null; voice: boolean | null };
};

/** A list walked page by page. `incompleteReason`: why it stopped before its end, in words. */
export type TwilioList<T> = { items: T[]; incompleteReason: string | null };

/**
 * How far a business registration has come: the words are Twilio's, in capitals, null when it did not say. `reasons`:
 * why it was refused.
 */
export type TwilioReview = { status: string | null; reasons: string[] };
export type TwilioCampaign = TwilioReview & { brandSid: string | null };
export type TwilioServiceNumber = {
  sid: string | null;
  e164: string;
  /** When it was added to the service, in milliseconds since 1970; null when Twilio did not say. */
  addedAt: number | null;
};
export type TwilioTollfreeVerification = TwilioReview & {
  numberSid: string | null;
  e164: string | null;
  /** Whether a refused one may be corrected; null when Twilio did not say. */
  editAllowed: boolean | null;
  /** Until when, in milliseconds since 1970; null when Twilio did not say. */
  editUntil: number | null;
};

/**
 * What Twilio tells of registrations. It has no look-up by number: one goes from the services to their numbers and
 * campaigns.
 */
export interface TwilioRegistrationApi {
  /** Service SIDs. */
  listServices(signal: AbortSignal): Promise<TwilioList<string>>;
  /** Ends early when `wanted` is among them. */
  listServiceNumbers(serviceSid: string, wanted: string, signal: AbortSignal): Promise<TwilioList<TwilioServiceNumber>>;
  listCampaigns(serviceSid: string, signal: AbortSignal): Promise<TwilioList<TwilioCampaign>>;
  fetchBrand(brandSid: string, signal: AbortSignal): Promise<TwilioReview>;
  listTollfreeVerifications(numberSid: string, signal: AbortSignal): Promise<TwilioList<TwilioTollfreeVerification>>;
}

/** One account, with one credential. Methods throw {@link TwilioCallError} unless they say otherwise. */
export interface TwilioApi {
  readonly credentials: Pick<TwilioCredentials, 'accountSid' | 'kind'>;
  readonly registration: TwilioRegistrationApi;
  fetchAccount(signal: AbortSignal): Promise<TwilioAccount>;
  fetchBalance(signal: AbortSignal): Promise<TwilioBalance | null>;
  listNumbers(signal: AbortSignal): Promise<TwilioList<TwilioNumber>>;
  /** The account's number with exactly this E.164. `incompleteReason` says why a null is not the last word. */
  findNumber(
    e164: string,
    signal: AbortSignal,
  ): Promise<{ number: TwilioNumber | null; incompleteReason: string | null }>;
  /** Recipients that a trial account may text. */
  listVerifiedRecipients(signal: AbortSignal): Promise<TwilioList<{ e164: string; label: string }>>;
  /**
   * Sends one text: exactly one request, no retries. Never throws. When `signal` ends while the request is on its way,
   * the outcome is `unknown`.
   */
  createMessage(message: { from: string; to: string; body: string }, signal: AbortSignal): Promise<SendOutcome>;
  fetchMessage(sid: string, signal: AbortSignal): Promise<TextMessage>;
  /**
   * Messages between two numbers, newest first as Twilio lists them, back to `since`.
   * `clockOffsetMs` is the server's clock minus this computer's; null when its answer did not tell the time.
   */
  listMessages(
    filter: { from: string; to: string; since: Date },
    signal: AbortSignal,
  ): Promise<TwilioList<TextMessage> & { clockOffsetMs: number | null }>;
  /**
   * When the newest text left that Twilio lists as delivered from this number, in milliseconds since 1970 by Twilio's
   * clock; null when there is none among the newest. One page, of which no text and no recipient is read.
   */
  newestDelivery(from: string, signal: AbortSignal): Promise<number | null>;
  /** How far Twilio's clock is ahead of this computer's, by its last answer; null when it did not say. */
  clockAheadMs(): number | null;
}

/**
 * Makes the client for one credential. Tests and practice mode pass their own.
 * @param slot of the bulk work that asks
 */
export type TwilioApiFactory = (credentials: TwilioCredentials, slot?: Slot) => TwilioApi;
