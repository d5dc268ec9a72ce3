/**
 * Whether a stored credential is the one that the audit trail left there. A row of an earlier time, one of a clinic
 * that was removed, and one that has come back with a restored database are not used before a person confirms them.
 */

import { type CameBack, cameBackError } from '../../src-shared/credentials/came-back';
import { AppError } from '../../src-shared/errors';
import { credentialName, everyCredential } from './audit-subjects';
import type { AuditTrail } from './audit-trail';
import type { Walk } from './audit-walk';
import type { CredentialTable } from './schema';

type Row = Pick<CredentialTable, 'organization_id' | 'provider' | 'sealed_revision'>;
type Trail = Pick<Walk, 'known' | 'lastBreak' | 'returns'>;

/** Null for the one that belongs here. */
export function cameBackOf({ known: all, lastBreak, returns }: Trail, row: Row): CameBack | null {
  const known = all.get(credentialName(row.organization_id, row.provider));
  const removed = all.get(credentialName(row.organization_id, everyCredential));
  /** What was found of the trail when it was asked about, or before. */
  const broughtBackBy = (entry: number): CameBack['by'] => {
    const found = returns.findLast((one) => one.entry <= entry);
    return found ? { kind: found.kind, at: found.at } : null;
  };
  if (removed && removed.entry > (known?.entry ?? 0)) return { how: 'removed', endedAt: removed.at, by: null };
  if (known?.mark === 'ended') return { how: 'revoked', endedAt: known.at, by: null };
  if (known?.mark === 'asked')
    return {
      how: known.ended?.how ?? 'ended',
      endedAt: known.ended?.at ?? null,
      by: broughtBackBy(known.entry),
    };
  if (known && known.sealedRevision !== row.sealed_revision) return { how: 'other', endedAt: known.at, by: null };
  const asked = all.get(everyCredential)?.entry ?? 0;
  if ((known?.entry ?? 0) >= Math.max(asked, lastBreak)) return null;
  return { how: 'unknown', endedAt: null, by: asked > lastBreak ? broughtBackBy(asked) : null };
}

/** @throws AppError `credentials.came-back` */
export function requireStanding(trail: Pick<AuditTrail, 'walk'>, row: Row): void {
  const found = cameBackOf(trail.walk(), row);
  if (found !== null) throw new AppError(cameBackError(found));
}
