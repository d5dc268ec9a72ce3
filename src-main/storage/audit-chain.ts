/** The hash chain of the audit trail: each hash covers the entry and the hash before it. */
import { hash } from 'node:crypto';
import type { AuditTable } from './schema';

/** The hash "before" the first entry. */
export const chainStart = '0'.repeat(64);

export type ChainedRow = Omit<AuditTable, 'hash'>;

/**
 * SHA-256, in hex, of the hash before and of every column in a fixed order, as JSON of an array: one text for one
 * entry, whatever it holds. The form is part of the data; changing it would break every chain there is.
 */
export function chainHash(previous: string, row: ChainedRow): string {
  return hash(
    'sha256',
    JSON.stringify([
      previous,
      row.sequence,
      row.at,
      row.actor,
      row.organization_id,
      row.organization_name,
      row.action,
      row.outcome,
      row.detail,
      row.simulated,
    ]),
  );
}
