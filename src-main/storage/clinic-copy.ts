/** A whole clinic, as one store hands it to another. */
import type { CredentialFields } from './credential-fields';
import type {
  CredentialTable,
  MessageDraftTable,
  OrganizationTable,
  PendingRevocationTable,
  ReadinessTable,
  SmsMessageTable,
  TestRunTable,
} from './schema';

/** Everything of one clinic, with its secrets opened. The audit trail is not part of it: its entries stay here. */
export type ClinicCopy = {
  organization: OrganizationTable;
  /** `fields` is null for a revoked one. */
  credentials: { row: CredentialTable; fields: CredentialFields | null }[];
  revocations: { row: PendingRevocationTable; fields: CredentialFields }[];
  checks: ReadinessTable[];
  runs: TestRunTable[];
  messages: SmsMessageTable[];
  drafts: MessageDraftTable[];
};
