/**
 * What the services may ask of storage. A method that changes something does so in one transaction, its audit row
 * included. `verify` of the audit trail reads in several, and destroyed secrets are taken out of the log and the
 * backups after the transaction, best effort. Methods answer with promises although SQLite answers at once, so that a
 * shared PostgreSQL vault is one more implementation. Times are ISO strings in UTC by the platform's clock; ids are
 * UUIDv7, made by storage.
 */
import type { AuditAction } from '../../src-shared/audit/actions';
import type { AuditEntry, AuditVerification } from '../../src-shared/audit/audit-entry';
import type { AuditFilter, AuditPage } from '../../src-shared/audit/audit-filter';
import type { BackgroundNotice } from '../../src-shared/background/notice';
import type { CameBack, CameBackCredential } from '../../src-shared/credentials/came-back';
import type { ConnectionStatus } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import type { MessageDrafts } from '../../src-shared/messaging/drafts';
import type { RecordedState } from '../../src-shared/organizations/ladder';
import type { NotNeeded, Organization, SetupStep } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import type { Settings } from '../../src-shared/settings/settings';
import type { DeliveryEvent, TestRun, TestStep } from '../../src-shared/tests/test-run';
import type { SealContext } from '../crypto/envelope';
import type { Signature } from '../crypto/keyring';
import type { Slice } from '../slices';
import type { ClinicCopy } from './clinic-copy';
import type { CredentialFields } from './credential-fields';
import type { DatabaseFacts } from './database-facts';
import type { MessageIntent, MessageState } from './message-intent';
import type { RunLocks } from './run-locks';

/** Who did it and how it ended, in words; written in the same transaction as the change itself. */
export type AuditNote = { action: AuditAction; outcome: AuditEntry['outcome']; detail: string; simulated: boolean };

/** A credential without its secret: what may be listed, logged and shown. */
export type CredentialRecord = {
  id: string;
  organizationId: string;
  provider: ProviderId;
  methodId: string;
  status: ConnectionStatus;
  /** The choice: the number in E.164, the calendar's id. */
  choice: string | null;
  /** Public metadata of the provider: account name, type, SIDs. Also `accountKey` and `keyHint`. */
  metadata: Record<string, unknown>;
  accountKey: string;
  keyHint: string;
  /** Obtained from a simulator. Bound to the sealed fields, like `mode`: they don't open as anything else. */
  simulated: boolean;
  /** Test or live, where the provider has both; null elsewhere. */
  mode: string | null;
  /** Raised by one at each write; a write that names an older one is refused. */
  revision: number;
  addedBy: string;
  addedAt: string;
  verifiedAt: string | null;
  /** When it was checked last, whatever came of it; null when that is not known. */
  attemptedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  lastError: AppErrorData | null;
  /** It is not the one that the audit trail left here. Null while that is not known: the vault is locked. */
  cameBack: CameBack | null;
};

/** The newest state of one rung. */
export type ReadinessCheck = {
  provider: ProviderId;
  rung: string;
  state: RecordedState;
  proof: string | null;
  checkedAt: string;
  simulated: boolean;
};

/** What a credential is opened for. */
export type Use = { readonly simulated: boolean };

/** What a credential is saved with. Fields that are left out: `active`, no error, no mode. */
export type NewCredential = Pick<
  CredentialRecord,
  'provider' | 'methodId' | 'choice' | 'metadata' | 'accountKey' | 'keyHint' | 'simulated' | 'verifiedAt' | 'expiresAt'
> &
  Partial<Pick<CredentialRecord, 'status' | 'lastError' | 'mode'>> & {
    /** When the one was added that a person saw and means to replace; null for none. Left out: whatever is there. */
    replaces?: string | null;
  };

export interface CredentialRepository {
  list(): Promise<CredentialRecord[]>;
  find(provider: ProviderId): Promise<CredentialRecord | null>;
  /**
   * Seals and stores a credential, replacing in place an earlier one of the same provider (same row, next revision; its
   * old ciphertext is gone). Rungs that were proven with another account or another choice are forgotten; `checks` are
   * the new ones. Revocations of the same account that still wait, of any clinic, are dropped: they would end the new
   * connection.
   * @param pending the replaced access is still to be revoked: its fields move, sealed, to the pending revocations
   * @throws AppError `credentials.changed` when another one was saved meanwhile; `vault.*` when there is no key.
   * Nothing is written then
   */
  save(
    credential: NewCredential,
    fields: CredentialFields,
    checks: ReadinessCheck[],
    note: AuditNote,
    pending?: QueuedRevocation,
  ): Promise<CredentialRecord>;
  /**
   * Opens the sealed fields.
   * @param use the endpoint that they are opened for; without it they go nowhere
   * @throws AppError `vault.sealed-data-invalid` and its kin when they do not open; the ciphertext stays.
   * `credentials.real-for-simulated` and the reverse for an endpoint of the other kind
   */
  open(provider: ProviderId, use?: Use): Promise<{ record: CredentialRecord; fields: CredentialFields }>;
  /**
   * Records what a later check found: status, metadata, error, rungs. The sealed secret is not touched.
   * A change of `choice` forgets the rungs of the old one first.
   * @throws AppError `credentials.changed` when `revision` is given and is no longer the stored one: the check was of
   * something else
   */
  recordCheck(
    provider: ProviderId,
    change: Partial<
      Pick<
        CredentialRecord,
        'revision' | 'status' | 'choice' | 'metadata' | 'verifiedAt' | 'attemptedAt' | 'expiresAt' | 'lastError'
      >
    >,
    checks: ReadinessCheck[],
    note: AuditNote | null,
  ): Promise<CredentialRecord>;
  /**
   * Seals changed fields in place of the stored ones, in one transaction with reading those: a replaced secret is not
   * lost and does not overwrite a newer one. Nothing else of the record changes.
   * @param change from the fields as they are stored now; null to leave them
   * @returns the record after it; null when nothing was changed
   */
  replaceFields(
    provider: ProviderId,
    change: (current: CredentialFields) => CredentialFields | null,
    note: AuditNote,
  ): Promise<CredentialRecord | null>;
  /**
   * Runs `work`, which refreshes the sign-in, while no other console and no machine does so.
   * @param work is told whether the stored secret may be another one by now
   */
  alone<T>(provider: ProviderId, work: (mayBeOther: boolean) => Promise<T>): Promise<T>;
  /**
   * Destroys the ciphertext and keeps the record, with its status `revoked`; its rungs are forgotten.
   * @param pending the provider could not be told: its fields move, sealed, to the pending revocations, in the same
   * transaction
   */
  revoke(provider: ProviderId, note: AuditNote, pending?: QueuedRevocation): Promise<CredentialRecord>;
  /**
   * Records that a person wants to use a credential that has come back with an earlier database. One that has not is
   * left as it is.
   */
  confirm(provider: ProviderId, note: AuditNote): Promise<CredentialRecord>;
}

/** A revocation to queue: the account's display name, and why its provider could not be told. */
export type QueuedRevocation = { account: string; problem: AppErrorData };

export interface ReadinessRepository {
  list(): Promise<ReadinessCheck[]>;
  record(checks: ReadinessCheck[], note: AuditNote | null): Promise<void>;
}

export type MessageRecord = MessageIntent & {
  id: string;
  state: MessageState;
  sid: string | null;
  /** The provider's last status: `queued`, `delivered`, … */
  status: string | null;
  providerCode: string | null;
  delivery: DeliveryEvent[];
  intendedAt: string;
  confirmedByCodeAt: string | null;
};

/** The runs of a clinic's tests, of every provider. */
export interface TestRepository {
  begin(
    run: Pick<TestRun, 'provider' | 'simulated' | 'startedAt' | 'startedBy' | 'subject' | 'recipient' | 'steps'>,
    note: AuditNote,
  ): Promise<TestRun>;
  updateStep(runId: string, step: TestStep): Promise<void>;
  /** A run ends once: later calls change nothing. */
  finish(
    runId: string,
    state: 'finished' | 'stopped' | 'interrupted',
    finishedAt: string,
    note: AuditNote,
  ): Promise<TestRun>;
  get(runId: string): Promise<TestRun | null>;
  /** Newest first. */
  history(provider: ProviderId, limit: number): Promise<TestRun[]>;
  /** Runs that have not ended. */
  unfinished(provider: ProviderId): Promise<TestRun[]>;
  /** Recipients of earlier runs, newest first, without repeats. */
  recentRecipients(provider: ProviderId, limit: number): Promise<string[]>;
}

/** The messages of a clinic's tests. */
export interface MessageRepository {
  /** Records the intent to send. Once it returns, the message is on disk (synchronous=FULL). */
  intend(intent: MessageIntent): Promise<MessageRecord>;
  update(
    id: string,
    change: Partial<
      Pick<MessageRecord, 'state' | 'sid' | 'status' | 'providerCode' | 'delivery' | 'confirmedByCodeAt'>
    >,
  ): Promise<MessageRecord>;
  ofRun(runId: string): Promise<MessageRecord[]>;
}

/** A revocation that still has to reach the provider. */
export type PendingRevocation = {
  id: string;
  organizationId: string;
  provider: ProviderId;
  accountKey: string;
  /** Display name of the access. */
  account: string;
  simulated: boolean;
  queuedAt: string;
  lastTriedAt: string;
  problem: AppErrorData;
};

export interface RevocationRepository {
  /** Oldest first. */
  list(): Promise<PendingRevocation[]>;
  /** Null when it is no longer pending. @throws AppError `vault.*`, as for credentials */
  open(
    id: string,
    use?: (provider: ProviderId) => Use,
  ): Promise<{ revocation: PendingRevocation; fields: CredentialFields } | null>;
  /** Records another failed attempt. */
  failed(id: string, problem: AppErrorData): Promise<void>;
  /** Destroys the sealed fields: the access was revoked, or need not be. */
  finish(id: string, note: AuditNote): Promise<void>;
}

/** All data of one clinic. */
export interface OrganizationScope {
  readonly organizationId: string;
  readonly credentials: CredentialRepository;
  readonly readiness: ReadinessRepository;
  readonly tests: TestRepository;
  readonly messages: MessageRepository;
  readonly revocations: RevocationRepository;
  drafts(): Promise<MessageDrafts | null>;
  saveDrafts(drafts: MessageDrafts): Promise<void>;
  audit(note: AuditNote): Promise<void>;
}

/** One clinic as the dashboard needs it, without anything sealed. */
export type OrganizationOverview = {
  organization: Organization;
  credentials: (Pick<
    CredentialRecord,
    | 'provider'
    | 'status'
    | 'choice'
    | 'metadata'
    | 'accountKey'
    | 'verifiedAt'
    | 'attemptedAt'
    | 'expiresAt'
    | 'lastError'
    | 'addedAt'
  > &
    Partial<Pick<CredentialRecord, 'cameBack'>>)[];
  checks: ReadinessCheck[];
  /** Providers with pending revocations. */
  pendingRevocations: ProviderId[];
  /** The newest runs of tests that left something unconfirmed, newest first; left out where there are none. */
  runs?: TestRun[];
  /** How many receptionists of a shared vault have its credentials; left out where none has. */
  machines?: number;
};

/** A connection as bulk checks know it; `name` is its clinic's. */
export type ListedConnection = { organizationId: string; name: string; provider: ProviderId; accountKey: string };

export interface OrganizationRepository {
  /**
   * Makes the clinic and its data key together.
   * @param organization without `setupStep`: at the wizard's first
   * @throws AppError `vault.*` when no key is at hand
   */
  add(
    organization: Pick<Organization, 'name' | 'timeZone' | 'country'> & Partial<Pick<Organization, 'setupStep'>>,
    note: AuditNote,
  ): Promise<Organization>;
  get(organizationId: string): Promise<Organization | null>;
  /** By id, or by name in any case; two clinics of one name are an AppError `organization.ambiguous`. */
  find(idOrName: string): Promise<Organization | null>;
  update(
    organizationId: string,
    change: Partial<{ name: string; timeZone: string; country: string; setupStep: SetupStep | null }>,
    note: AuditNote | null,
  ): Promise<Organization>;
  /**
   * Records the decision that the clinic does not need a provider; null takes it back. A repeated decision changes
   * nothing and is not recorded again.
   */
  decideNeed(
    organizationId: string,
    provider: ProviderId,
    decision: Omit<NotNeeded, 'provider'> | null,
    note: AuditNote,
  ): Promise<Organization>;
  /** Removes the clinic with all its rows and destroys its data key. The audit trail keeps its entries. */
  remove(organizationId: string, note: AuditNote): Promise<void>;
  overviews(): Promise<OrganizationOverview[]>;
  overview(organizationId: string): Promise<OrganizationOverview | null>;
  /** The rows of those clinics that there are. */
  overviewsOf(organizationIds: readonly string[]): Promise<OrganizationOverview[]>;
  /** A slice of all clinics, by their ids. @param organizationId the last one of the slice before; empty at first */
  overviewsAfter(organizationId: string, limit: number): Promise<OrganizationOverview[]>;
  /**
   * The connections of a slice of all clinics, by the clinics' ids.
   * @param after the `next` of the slice before; empty at first
   * @param limit how many clinics
   */
  connectionsAfter(after: string, limit: number): Promise<Slice<ListedConnection>>;
  /** The same with what is known of the connections of one provider. */
  metadataAfter(
    provider: ProviderId,
    after: string,
    limit: number,
  ): Promise<Slice<{ organizationId: string; name: string; metadata: CredentialRecord['metadata'] }>>;
  /** The first clinics by name. */
  firstOverviews(limit: number): Promise<OrganizationOverview[]>;
  count(): Promise<number>;
  /** Changes when another program has written to the database. */
  otherWrites(): Promise<string>;
  /** All credentials that wait to be confirmed, by clinic. Waits until the trail was compared with its anchor. */
  cameBack(): Promise<CameBackCredential[]>;
  /** Clinics whose stored credential has this account key. */
  sharingAccount(provider: ProviderId, accountKey: string): Promise<(Organization & { choice: string | null })[]>;
  /** Runs still marked running from an earlier start, by clinic. */
  unfinishedRuns(): Promise<{ organizationId: string; provider: ProviderId; runId: string }[]>;
  /** Clinics and providers with a run that has an unconfirmed step. */
  unconfirmedRuns(): Promise<{ organizationId: string; provider: ProviderId }[]>;
  /** Pending revocations by clinic, oldest first. */
  pendingRevocations(): Promise<
    { organizationId: string; id: string; provider: ProviderId; accountKey: string; queuedAt: string }[]
  >;
}

export interface AuditRepository {
  /**
   * One page of what a filter finds, newest first. `indexed` tells how much of the trail the search index holds; left
   * out where none is needed. What is found is complete without it too.
   * @param isReplaceable the next such question makes this one void, while it waits or is answered
   * @throws AppError `audit.replaced` for a void one
   */
  list(
    question: AuditFilter & AuditPage,
    isReplaceable?: boolean,
  ): Promise<{ entries: AuditEntry[]; more: boolean; indexed?: number }>;
  /** Has the search index made in the background, where the trail is long. */
  prepareSearch(): void;
  verify(): Promise<AuditVerification>;
  /** Signs an export. @throws AppError `vault.*` when there is no key */
  sign(bytes: Buffer): Signature;
  append(note: AuditNote & { organizationId: string | null }): Promise<void>;
}

/** When a connection was tried. */
export type KnownAttempt = {
  organizationId: string;
  provider: ProviderId;
  accountKey: string;
  attemptedAt: string | null;
  /** The last attempt proved nothing, neither for the connection nor against it. */
  isOpen: boolean;
};

/** What background checks know and told, across clinics. */
export interface WatchRepository {
  /**
   * Every connection that was not revoked, of a slice of all clinics by their ids.
   * @param after the `next` of the slice before; empty at first
   * @param limit how many clinics
   */
  attemptsAfter(after: string, limit: number): Promise<Slice<KnownAttempt>>;
  /** The same: clinics with a connection that may be broken; the rule of readiness says whether it is. */
  doubtfulAfter(after: string, limit: number): Promise<Slice<string>>;
  /** What was told, by subject. */
  marks(): Promise<Map<string, string>>;
  /** Keeps marks and notices, all or none of them. @returns the notices as they are stored */
  record(change: {
    set: readonly (readonly [subject: string, value: string])[];
    remove: readonly string[];
    notices: readonly Omit<BackgroundNotice, 'id' | 'at'>[];
  }): Promise<BackgroundNotice[]>;
  /** When a recovery kit was saved last, and since when there are credentials; null for never. */
  kit(): Promise<{ savedAt: string | null; since: string | null }>;
  /** When each kept notice was told, the oldest first. */
  toldAt(): Promise<string[]>;
  /** Notices that nobody has seen, the newest first. */
  unseen(limit: number): Promise<BackgroundNotice[]>;
  /** A person saw a notice; all of them for null. */
  see(id: string | null): Promise<void>;
}

export interface SettingsRepository {
  get(): Promise<Settings>;
  update(change: Partial<Settings>): Promise<Settings>;
}

export type ComputerSecrets = {
  /** @throws AppError `vault.*` when there is no key */
  seal(context: SealContext, plain: Buffer): Buffer;
  /** @returns null when it does not open. @throws AppError `vault.*` when there is no key */
  open(context: SealContext, sealed: Buffer): Buffer | null;
};

export type MoveMark = { state: 'begun' | 'moved'; vaultId: string };

/** The clinics of this computer on their way to a shared vault. */
export interface ClinicMoves {
  /** All clinics of this computer, by name. */
  list(): Promise<{ organizationId: string; name: string; mark: MoveMark | null }[]>;
  mark(organizationId: string): Promise<MoveMark | null>;
  /** How far each connection of a clinic has come here. */
  revisions(organizationId: string): Promise<{ provider: ProviderId; revision: number; sealedRevision: number }[]>;
  /**
   * From here on the clinic is only read.
   * @throws AppError `shared-vault.move-unsettled`, `credentials.came-back`, `vault.*`: then nothing has begun
   */
  begin(organizationId: string, vaultId: string): Promise<ClinicCopy>;
  /** Nothing came of it. */
  abandon(organizationId: string): Promise<void>;
  /** It was opened in the shared vault. */
  finish(organizationId: string, note: AuditNote): Promise<void>;
  /** Destroys what is left here of a clinic that was moved. */
  forget(organizationId: string, note: AuditNote): Promise<void>;
}

/** What this computer saw last of its shared vault, by subject. */
export interface PinRepository {
  read(subject: string): Promise<string | null>;
  startingWith(prefix: string): Promise<Map<string, string>>;
  /** @param to from what is kept now */
  change(subject: string, to: (before: string | null) => string): Promise<void>;
}

export type Storage = {
  readonly organizations: OrganizationRepository;
  readonly audit: AuditRepository;
  readonly settings: SettingsRepository;
  readonly watch: WatchRepository;
  /** Who uses the console, as it is shown: the name that the person chose, or the system's. */
  actor(): string;
  /** Seals secrets of this computer; the caller stores them. */
  readonly computerSecrets: ComputerSecrets;
  /** Who runs a test, in a store that several computers share; null where the profile itself keeps that. */
  readonly runLocks: RunLocks | null;
  /** Its clinics on their way to a shared vault; null in a shared one. */
  readonly moves: ClinicMoves | null;
  readonly pins: PinRepository;
  /** Facts for support, without contents. Reads the whole database. */
  facts(): Promise<DatabaseFacts>;
  /** @throws AppError `organization.unknown`, at once or, where that takes a server, at the first change */
  forOrganization(organizationId: string): OrganizationScope;
  /** Checkpoints and closes. Safe to call twice. */
  close(): void;
};
