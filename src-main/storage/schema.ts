/**
 * The tables and views as the query builder sees them. Booleans are 0 and 1, objects are JSON text: SQLite has no such
 * types.
 */
import type { BackgroundNotice } from '../../src-shared/background/notice';
import type { ConnectionStatus } from '../../src-shared/credentials/connection';
import type { RecordedState } from '../../src-shared/organizations/ladder';
import type { ProviderId } from '../../src-shared/primitives';
import type { TestRun } from '../../src-shared/tests/test-run';
import type { MessageIntent, MessageState } from './message-intent';

export type Flag = 0 | 1;

export type VaultKeyTable = {
  id: 1;
  key_id: string;
  mode: 'keychain' | 'passphrase';
  check_value: Buffer | null;
  wrapped_key: Buffer | null;
  kdf: string | null;
  created_at: string;
};

export type OrganizationTable = {
  id: string;
  name: string;
  /** The name as it is looked up: one form for all spellings that differ only in case. */
  name_key: string;
  time_zone: string;
  country: string;
  created_at: string;
  setup_step: string | null;
  /** A list of decisions, as JSON. */
  not_needed: string;
  /** The contact, as JSON. */
  contact: string;
};

export type OrganizationKeyTable = {
  organization_id: string;
  version: number;
  wrapped_key: Buffer;
  created_at: string;
};

export type CredentialTable = {
  id: string;
  organization_id: string;
  provider: ProviderId;
  method_id: string;
  status: ConnectionStatus;
  choice: string | null;
  metadata: string;
  account_key: string;
  key_hint: string;
  simulated: Flag;
  /** Null once revoked. */
  sealed: Buffer | null;
  /** Names of the sealed fields, sorted, as JSON: bound to the ciphertext. */
  sealed_fields: string;
  /** The revision at which it was sealed: bound to the ciphertext, so that an older one put back does not open. */
  sealed_revision: number;
  /** 1 for what was sealed before it was bound to real or simulated and to the mode. */
  seal_format: 1 | 2;
  /** Of a provider that has test accounts beside live ones: which of them; bound to the ciphertext. */
  mode: string | null;
  key_version: number;
  revision: number;
  added_by: string;
  added_at: string;
  verified_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
  last_error: string | null;
  /** When it was checked last, whatever came of it; null for attempts of before that was kept. */
  attempted_at: string | null;
};

export type ReadinessTable = {
  organization_id: string;
  provider: ProviderId;
  rung: string;
  state: RecordedState;
  proof: string | null;
  checked_at: string;
  simulated: Flag;
};

export type TestRunTable = {
  id: string;
  organization_id: string;
  provider: ProviderId;
  state: TestRun['state'];
  simulated: Flag;
  started_at: string;
  finished_at: string | null;
  started_by: string;
  subject: string;
  recipient: string | null;
  steps: string;
};

export type SmsMessageTable = {
  id: string;
  run_id: string;
  organization_id: string;
  step: MessageIntent['step'];
  from_number: string;
  to_number: string;
  body: string;
  code: string | null;
  state: MessageState;
  sid: string | null;
  status: string | null;
  provider_code: string | null;
  delivery: string;
  intended_at: string;
  confirmed_by_code_at: string | null;
};

export type MessageDraftTable = { organization_id: string; test_sms: string; hot_lead: string };

export type PendingRevocationTable = {
  id: string;
  organization_id: string;
  provider: ProviderId;
  account_key: string;
  /** What a person knows the access by: the account's address where there is one. */
  key_hint: string;
  simulated: Flag;
  sealed: Buffer;
  sealed_fields: string;
  seal_format: 1 | 2;
  key_version: number;
  queued_at: string;
  last_tried_at: string;
  problem: string;
};

export type AuditTable = {
  sequence: number;
  at: string;
  actor: string;
  organization_id: string | null;
  organization_name: string | null;
  action: string;
  outcome: 'succeeded' | 'failed';
  detail: string;
  simulated: Flag;
  /** The row that it leaves in `subject_state`: a credential's or a clinic's id, or `trail` for the trail itself. */
  subject: string | null;
  subject_state: string | null;
  hash: string;
  /** Made over `hash` with the vault's key; null while the entry was only written without it. */
  mac: string | null;
};

export type WatchMarkTable = { subject: string; value: string; at: string };

export type NoticeTable = {
  id: string;
  at: string;
  kind: BackgroundNotice['kind'];
  organization_id: string | null;
  title: string;
  text: string;
  seen_at: string | null;
};

/** A clinic that is being moved to a shared vault, or was. */
export type MovedClinicTable = { organization_id: string; vault_id: string; state: 'begun' | 'moved'; at: string };

export type PinTable = { subject: string; value: string };

export type SettingsTable = { key: string; value: string };

/**
 * What may be read: rows of the current clinic, and what the dashboard may see of all. Base tables of clinics are not
 * among them.
 */
export type Readable = {
  vault_key: VaultKeyTable;
  organizations: OrganizationTable;
  clinic_keys: OrganizationKeyTable;
  clinic_credentials: CredentialTable;
  clinic_readiness_checks: ReadinessTable;
  clinic_test_runs: TestRunTable;
  clinic_sms_messages: SmsMessageTable;
  clinic_message_drafts: MessageDraftTable;
  overview_credentials: Pick<
    CredentialTable,
    | 'organization_id'
    | 'provider'
    | 'status'
    | 'choice'
    | 'metadata'
    | 'account_key'
    | 'key_hint'
    | 'sealed_revision'
    | 'verified_at'
    | 'attempted_at'
    | 'expires_at'
    | 'last_error'
    | 'added_at'
  >;
  clinic_pending_revocations: PendingRevocationTable;
  overview_pending_revocations: Pick<
    PendingRevocationTable,
    'organization_id' | 'id' | 'provider' | 'account_key' | 'queued_at'
  >;
  overview_readiness_checks: ReadinessTable;
  overview_unfinished_runs: Pick<TestRunTable, 'organization_id' | 'provider' | 'id'>;
  overview_unconfirmed_runs: Pick<TestRunTable, 'organization_id' | 'provider'>;
  audit_log: AuditTable;
  settings: SettingsTable;
  watch_marks: WatchMarkTable;
  notices: NoticeTable;
  moved_clinics: MovedClinicTable;
  shared_vault_pins: PinTable;
};

/** What may be written; triggers refuse rows of any clinic but the current one. */
export type Writable = {
  vault_key: VaultKeyTable;
  organizations: OrganizationTable;
  organization_keys: OrganizationKeyTable;
  organization_api_credentials: CredentialTable;
  readiness_checks: ReadinessTable;
  test_runs: TestRunTable;
  sms_messages: SmsMessageTable;
  message_drafts: MessageDraftTable;
  pending_revocations: PendingRevocationTable;
  audit_log: AuditTable;
  settings: SettingsTable;
  watch_marks: WatchMarkTable;
  notices: NoticeTable;
  moved_clinics: MovedClinicTable;
  shared_vault_pins: PinTable;
};
