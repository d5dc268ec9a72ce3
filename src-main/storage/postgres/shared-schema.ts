/** The tables of a shared vault as the query builder sees them. Values have the forms of SQLite's: see `driver.ts`. */
import type { ProviderId } from '../../../src-shared/primitives';
import type {
  AuditTable,
  CredentialTable,
  Flag,
  MessageDraftTable,
  OrganizationTable,
  PendingRevocationTable,
  ReadinessTable,
  SmsMessageTable,
  TestRunTable,
} from '../schema';

export type SharedCredentialTable = CredentialTable & {
  /** Rises with each delivery to machines, and with each tombstone. */
  delivery_revision: number;
  /** A code over the row that only members of the clinic can make. */
  code: string;
};

export type ClinicKeyTable = {
  organization_id: string;
  version: number;
  member_id: string;
  wrapped: Buffer;
  signer: string;
  head_sequence: number;
  head_hash: string;
  signature: string;
};

export type DeliveryTable = {
  organization_id: string;
  machine_id: string;
  provider: ProviderId;
  credential_id: string;
  revision: number;
  head_sequence: number;
  head_hash: string;
  signer: string;
  sealed: Buffer | null;
  signature: string;
  delivered_at: string;
};

export type SharedAuditTable = Omit<AuditTable, 'subject' | 'subject_state' | 'mac' | 'sequence'> & {
  /** The clinic's id, or `vault`. */
  chain: string;
  /** In its chain, from 1. */
  sequence: number;
  /** Orders the entries of all chains by time. */
  position: number;
  actor_id: string;
  signature: string;
};

type InvitationTable = {
  id: string;
  name: string;
  clinics: string;
  invited_by: string;
  invited_at: string;
  request: string | null;
};

type MembershipLogTable = {
  sequence: number;
  body: string;
  signer: string;
  hash: string;
  signature: string;
};

type LoginTable = {
  login_role: string;
  kind: 'member' | 'machine';
  subject_id: string;
  is_admitted: Flag;
  is_administrator: Flag;
};

export type SharedSchema = {
  schema_meta: { id: number; version: number; min_client: number };
  logins: LoginTable;
  scopes: { subject_id: string; organization_id: string };
  membership_log: MembershipLogTable;
  invitations: InvitationTable;
  audit_log: SharedAuditTable;
  organizations: OrganizationTable;
  clinic_keys: ClinicKeyTable;
  organization_api_credentials: SharedCredentialTable;
  readiness_checks: ReadinessTable;
  test_runs: TestRunTable;
  sms_messages: SmsMessageTable;
  run_leases: { organization_id: string; provider: string; token: string; held_until: string };
  presence: { organization_id: string; member_id: string; doing: string; held_until: string };
  refresh_leases: { organization_id: string; provider: ProviderId; holder: string; token: string; held_until: string };
  replaced_tokens: {
    organization_id: string;
    machine_id: string;
    provider: ProviderId;
    id: string;
    member_id: string;
    revision: number;
    sealed: Buffer;
    signature: string;
    reported_at: string;
  };
  message_drafts: MessageDraftTable;
  pending_revocations: PendingRevocationTable;
  deliveries: DeliveryTable;
  delivery_heads: {
    machine_id: string;
    member_id: string;
    head_sequence: number;
    head_hash: string;
    digest: string;
    signed_at: string;
    signature: string;
  };
  receipts: { organization_id: string; machine_id: string; provider: ProviderId; revision: number; loaded_at: string };
  usage: {
    organization_id: string;
    machine_id: string;
    provider: ProviderId;
    id: string;
    uses: number;
    last_used_at: string;
  };
  failures: {
    organization_id: string;
    machine_id: string;
    provider: ProviderId;
    id: string;
    revision: number;
    code: string;
    failed_at: string;
  };
};
