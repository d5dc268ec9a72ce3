/**
 * The interface of a provider: how it is connected, proved and checked. The vault, the IPC layer and the dashboard know
 * no provider by name: they go through this interface and the registry in `index.ts`.
 */
import type { Choice, ChoiceOption, Notice } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import type { ProvedRung } from '../../src-shared/organizations/ladder';
import type { Fact, ProviderId } from '../../src-shared/primitives';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import type { EnvFileFields } from '../../src-shared/providers/env-file';
import type { CredentialFields } from '../storage/credential-fields';
import type { Slot } from './http/slot';
import type { MessageChannel } from './message-channel';
import type { ProofOutlook } from './outlook';

/** What a provider answered about a credential. Everything in it may be shown; nothing in it is a secret. */
export type ProviderProof = {
  headline: string;
  /** Public metadata, stored as JSON beside the sealed secret. */
  metadata: Record<string, unknown>;
  facts: Fact[];
  notices: Notice[];
  choice: Choice | null;
  /** Rungs that this proof changes; the others keep their state. */
  rungs: ProvedRung[];
  /** A failure beside which the rest of the proof still holds. */
  problem: AppErrorData | null;
  /** Display name of the connection where it is not the choice, for example the account's address. */
  resource?: string;
  /** Which of the account's modes it is in, by the descriptor's `modes`. */
  mode?: string;
  /** When the sign-in will end by itself, in this computer's time; absent to keep what is known. */
  expiresAt?: string | null;
  /** What runs out and what ends. */
  outlook?: ProofOutlook;
  /** Only the fields were checked; a sign-in is still needed. */
  needsSignIn?: boolean;
};

/** Metadata of a stored credential, and a way to replace its fields. Absent while nothing is stored. */
export type StoredCredential = {
  verifiedAt: string | null;
  /** By rung, when a test or real use proved it last: those that real use since then renews. */
  provenAt?: ReadonlyMap<string, string>;
  expiresAt: string | null;
  /**
   * Seals secrets that the provider replaced, such as a refresh token, in one transaction with the check that
   * they are still the stored ones.
   * @param change from the fields as they are stored now; null to leave them
   */
  replaceFields(change: (current: CredentialFields) => CredentialFields | null): Promise<void>;
  /**
   * Runs `work`, which refreshes the sign-in, while nobody else does who has it.
   * @param work is told whether the stored secret may be another one by now
   */
  inRefreshTurn?<T>(work: (mayBeOther: boolean) => Promise<T>): Promise<T>;
};

type SignInPage = {
  methodId: string;
  fields: CredentialFields;
  redirectUri: string;
  state: string;
  /** SHA-256 of the verifier, base64url. */
  codeChallenge: string;
  /** The account that is expected, for the page to offer first. */
  accountHint: string | null;
  /** Asks for the account, also where the browser knows one. */
  chooseAccount: boolean;
};

type SignInCode = {
  methodId: string;
  fields: CredentialFields;
  code: string;
  codeVerifier: string;
  redirectUri: string;
  /** The stored fields at a reconnect: a provider may return no new refresh token. */
  stored: CredentialFields | null;
  signal: AbortSignal;
};

export type SignInAccount = { id: string; label: string };

export type SignInResult =
  | { outcome: 'granted'; fields: CredentialFields; account: SignInAccount }
  | { outcome: 'missing-permissions'; missing: { label: string; tickBox: string }[]; account: SignInAccount | null };

/** Connecting by signing in at the provider's own page (OAuth with PKCE on a loopback address). */
export interface ProviderSignIn {
  /** Accepted values of the answer's `iss` parameter (RFC 9207). */
  readonly issuers: readonly string[];
  /** Origin of the sign-in page. The browser is sent to no other. */
  readonly pageOrigin: string;
  pageUrl(page: SignInPage): URL;
  /**
   * Checks an OAuth client that was not used before, so that a wrong one is reported before a browser opens.
   * @throws AppError when it was refused
   */
  checkClient(methodId: string, fields: CredentialFields, signal: AbortSignal): Promise<void>;
  /** Exchanges the code for tokens, compares the granted scopes and looks up the account. @throws AppError */
  redeem(code: SignInCode): Promise<SignInResult>;
  /** What an `error` parameter of the answer means. Both texts are untrusted. */
  refusal(error: string, description: string | null): { kind: 'denied' | 'policy' | 'failed'; error: AppErrorData };
  accountOf(fields: CredentialFields): SignInAccount | null;
  /** True for an error after which only a new sign-in helps. */
  endsSignIn(error: AppErrorData): boolean;
  /** Loads what the exchange needs, while the person is in the browser. */
  prepare(): void;
}

/** Receives the progress of a provider's test. */
export type TestProgress = {
  begin(step: string): void;
  end(
    step: string,
    outcome: 'passed' | 'failed' | 'skipped' | 'unconfirmed',
    detail: string,
    error?: AppErrorData,
    /** The provider's id of the object that the step is about, and its page there. */
    more?: { reference?: string; link?: string },
  ): void;
};

export type ProviderTest = {
  /** Display name of what is tested, from the connection's public metadata; the choice where absent. */
  subject?(metadata: Record<string, unknown>, choice: string | null): string | null;
  /**
   * Runs the steps of the descriptor in their order, and undoes what it did even when it is stopped. Never throws for a
   * step that failed.
   */
  run(request: {
    methodId: string;
    fields: CredentialFields;
    /** Null only for a provider with nothing to pick. */
    choice: string | null;
    stored: StoredCredential;
    organization: { name: string; timeZone: string };
    /** The previous run may have left a test object behind, possibly at an earlier choice. */
    afterUncleanRun: boolean;
    progress: TestProgress;
    signal: AbortSignal;
  }): Promise<ProvedRung[]>;
};

type BusyCalendar = {
  /** @param from and to in milliseconds since 1970. @throws AppError */
  busy(request: {
    fields: CredentialFields;
    stored: StoredCredential;
    choice: string;
    from: number;
    to: number;
    timeZone: string;
    signal: AbortSignal;
  }): Promise<readonly { start: number; end: number }[]>;
  /** Display names of the calendar and its account, from the connection's public metadata. */
  describe(metadata: Record<string, unknown>, choice: string): { calendar: string; account: string };
};

export interface Provider {
  readonly id: ProviderId;
  readonly descriptor: ProviderDescriptor;
  /**
   * Cleans and checks a form. Throws `AppError` `credentials.invalid-field` naming the first field that cannot be
   * right.
   */
  parseFields(methodId: string, fields: Record<string, string>): CredentialFields;
  /**
   * Asks the provider. Sends nothing to anybody and changes nothing.
   * @param choice what was picked (a phone number), so that its rungs can be proved too; null before anything is picked
   * @param stored where the credential is stored already
   * @param slot of the bulk work that asks
   * @throws AppError when the credential was refused or the provider could not be reached
   */
  prove(
    methodId: string,
    fields: CredentialFields,
    choice: string | null,
    signal: AbortSignal,
    stored?: StoredCredential,
    slot?: Slot,
  ): Promise<ProviderProof>;
  /** `Auth token ending in 4f2a`: at most the last four characters of a secret. */
  keyHint(methodId: string, fields: CredentialFields): string;
  /** The account's mode by the fields alone, for a provider with modes: also where it did not answer. */
  modeOf?(fields: CredentialFields): string;
  /** Identifies the account, so that clinics that share one can be found; for example the Account SID. */
  accountKey(fields: CredentialFields): string;
  /**
   * Adds stored fields that remain valid to newly entered ones: the sign-in, say, when only the client's secret was
   * renewed.
   */
  carryOver?(entered: CredentialFields, stored: CredentialFields): CredentialFields;
  /**
   * The account that a proof is about, from its public metadata; null where that is not known. Credentials of another
   * one replace those of a clinic only when a person says that it is meant.
   */
  account(metadata: Record<string, unknown>): SignInAccount | null;
  /** A notice when entered fields would replace a connection of another project or mode; null for none. */
  replacing?(entered: CredentialFields, stored: Record<string, unknown>): Notice | null;
  /**
   * Notices about differences between the account and the clinic, such as their time zones.
   * @param stored the metadata of the newest proof
   */
  disagreements?(stored: Record<string, unknown>, organization: { timeZone: string }): Notice[];
  /** What to think of before this option of the choice is picked for the clinic. */
  cautions?(option: ChoiceOption, organization: { timeZone: string }): string[];
  /** Reads a file of its own kind. @throws AppError `import.*` that says what the file is instead */
  readFile?(text: string, name: string): Pick<EnvFileFields, 'methodId' | 'fields' | 'taken' | 'ignored'>;
  /**
   * Ends the access at the provider. Succeeds when it had ended already.
   * @throws AppError when the provider could not be told
   */
  withdraw?(fields: CredentialFields, signal: AbortSignal): Promise<void>;
  /** The rung that a failed check disproves; null for the lowest. */
  rungOf?(error: AppErrorData): string | null;
  /**
   * What another clinic's connection shares with this one, from their public metadata; null for nothing. Where absent,
   * connections share an account when their account keys are equal.
   */
  sharing?(own: Record<string, unknown>, other: Record<string, unknown>): { reason: string; breaks: boolean } | null;
  readonly signIn?: ProviderSignIn;
  readonly test?: ProviderTest;
  /** For a provider of calendars: free and busy times. */
  readonly busyCalendar?: BusyCalendar;
  /** For a provider of text messages. Its test is the SMS test. */
  readonly messages?: MessageChannel;
}
