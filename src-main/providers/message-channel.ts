/** The interface of a provider of text messages. The SMS test sends, follows and looks up messages through it alone. */
import type { AppErrorData } from '../../src-shared/errors';
import type { ProvedRung } from '../../src-shared/organizations/ladder';
import type { ProviderId } from '../../src-shared/primitives';
import type { StepOutcome, TestRun } from '../../src-shared/tests/test-run';

export type TextMessage = {
  /** The provider's id of it; null when its answer had none. */
  sid: string | null;
  /**
   * `queued`, `sending`, `sent`, `delivered`, `undelivered`, `failed`, … in lower case; null when the provider did not
   * say.
   */
  status: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  from: string | null;
  to: string | null;
  body: string | null;
  /** `inbound`, `outbound-api`, … */
  direction: string | null;
  /** When the provider made it, in milliseconds since 1970, to the second; null when it did not say. */
  createdAt: number | null;
};
export type SentMessage = TextMessage & { sid: string };

/**
 * What became of a request to send.
 * - `accepted`: the provider took it and gave an id.
 * - `refused`: the provider answered that it did not take it.
 * - `not-sent`: no byte of the request left this computer.
 * - `unknown`: it may or may not have been taken. Never to be sent again without looking.
 */
export type SendOutcome =
  | { outcome: 'accepted'; message: SentMessage }
  | { outcome: 'refused' | 'not-sent' | 'unknown'; error: AppErrorData };

/**
 * `incompleteReason`: why the list stops before its end. `clockOffsetMs`: the provider's clock minus this computer's;
 * null when it did not tell.
 */
type MessageList = { items: TextMessage[]; incompleteReason: string | null; clockOffsetMs: number | null };

export type LookUp = {
  outcome: StepOutcome;
  detail: string;
  reference: string | null;
  error: AppErrorData | null;
  /** Why nothing may be sent, in words; null when this look-up does not prevent sending. */
  blocks: string | null;
  /** The account reaches verified recipients only. */
  isLimited?: boolean;
  /** Test credentials: the provider simulates sending, and nothing is delivered. */
  isRehearsal?: boolean;
};

export type LookUpStep = {
  /** The step of the test that shows it. */
  step: string;
  /** Shown while it runs. */
  asking: string;
  /** Never rejects. */
  found: Promise<LookUp>;
};

/** Recipients of an account that reaches verified ones only; `verified` is null where they can't be listed. */
type LimitedRecipients = { limited: boolean; verified: { number: string; label: string }[] | null };

/** One account, with one credential. Methods throw `AppError` unless they say otherwise. */
export interface MessageAccount {
  readonly channel: MessageChannel;
  /**
   * Starts the look-ups that a test makes before it sends, all at once.
   * @param from the number to send from, in E.164
   */
  lookUps(from: string, signal: AbortSignal): LookUpStep[];
  recipients(signal: AbortSignal): Promise<LimitedRecipients>;
  /** Why a limited account can't reach this number; null when it can, or when that is unknown. Never throws. */
  recipientProblem(to: string, signal: AbortSignal): Promise<AppErrorData | null>;
  /**
   * Sends one text, exactly one request, without retries. Never throws. When `signal` ends while the request is on its
   * way, the outcome is `unknown`.
   */
  send(message: { from: string; to: string; body: string }, signal: AbortSignal): Promise<SendOutcome>;
  fetch(sid: string, signal: AbortSignal): Promise<TextMessage>;
  /** Messages between two numbers, newest first, back to `since`. */
  list(filter: { from: string; to: string; since: Date }, signal: AbortSignal): Promise<MessageList>;
}

export interface MessageChannel {
  readonly provider: ProviderId;
  /** The company's name in sentences. */
  readonly company: string;
  /** Where a person finds the messages of the account: `in the … Console under …`. */
  readonly logPlace: string;
  open(methodId: string, fields: Readonly<Record<string, string>>): MessageAccount;
  /** The error for a provider's code. */
  refusal(code: string | null, message?: string | null): AppErrorData;
  /** A refusal whose reason is that the credentials are a rehearsal's, with what helps then; others as they are. */
  rehearsalRefusal(error: AppErrorData): AppErrorData;
  /** Why a message did not arrive, as far as the provider says. */
  lossOf(message: Pick<TextMessage, 'status' | 'errorCode' | 'errorMessage'>): AppErrorData;
  /** Rungs that an ended run proves or disproves; empty for none. */
  rungsOf(run: Pick<TestRun, 'steps' | 'subject' | 'recipient'>): ProvedRung[];
}
