import type { AuditEntry } from '../../../src-shared/audit/audit-entry.ts';
import type { FoundRow } from './walk-audit.ts';

/** A row of the trail as the rest of the program knows it. */
export const auditEntryOf = (row: FoundRow): AuditEntry => ({
  sequence: row.sequence,
  at: row.at,
  actor: row.actor,
  organizationId: row.organization_id,
  organizationName: row.organization_name,
  action: row.action,
  outcome: row.outcome,
  detail: row.detail,
  simulated: row.simulated === 1,
});
