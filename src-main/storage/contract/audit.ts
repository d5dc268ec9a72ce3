/** The audit trail, as the services use it. */
import type { AuditAction } from '../../../src-shared/audit/actions';
import type { AuditEntry, AuditVerification } from '../../../src-shared/audit/audit-entry';
import type { AuditFilter, AuditPage } from '../../../src-shared/audit/audit-filter';
import type { Signature } from '../../crypto/keyring';

/** Who did it and how it ended, in words; written in the same transaction as the change itself. */
export type AuditNote = { action: AuditAction; outcome: AuditEntry['outcome']; detail: string; simulated: boolean };

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
