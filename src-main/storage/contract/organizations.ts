/** All data of one clinic, and the list of all. */
import type { CameBackCredential } from '../../../src-shared/credentials/came-back';
import type { MessageDrafts } from '../../../src-shared/messaging/drafts';
import type { NotNeeded, Organization, SetupStep } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import type { TestRun } from '../../../src-shared/tests/test-run';
import type { Slice } from '../../slices';
import type { AuditNote } from './audit';
import type {
  CredentialRecord,
  CredentialRepository,
  ReadinessCheck,
  ReadinessRepository,
  RevocationRepository,
} from './credentials';
import type { MessageRepository, TestRepository } from './tests';

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
