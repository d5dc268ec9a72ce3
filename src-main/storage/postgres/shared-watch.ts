/**
 * What background checks know across the clinics of a shared vault: when each connection was tried, and which may be
 * broken.
 */
import type { WatchRepository } from '../repositories';
import { attemptedAtOf } from '../rows';
import type { SharedDatabase } from './driver';
import { clinicSlice } from './shared-organizations';

export const createSharedWatch = (
  database: SharedDatabase,
): Pick<WatchRepository, 'attemptsAfter' | 'doubtfulAfter'> => ({
  attemptsAfter: (after, limit) =>
    database.transaction(null, async (tx) => {
      const { names, next } = await clinicSlice(tx, after, limit);
      const rows = await tx
        .selectFrom('organization_api_credentials')
        .select(['organization_id', 'provider', 'account_key', 'verified_at', 'attempted_at', 'last_error', 'status'])
        .where('organization_id', '=', (of) => of.fn<string>('any', [of.val([...names.keys()])]))
        .where('status', '!=', 'revoked')
        .execute();
      const items = rows.map((row) => ({
        organizationId: row.organization_id,
        provider: row.provider,
        accountKey: row.account_key,
        attemptedAt: attemptedAtOf(row),
        isOpen: row.status === 'active' && row.last_error !== null,
      }));
      return { items, next };
    }),
  doubtfulAfter: (after, limit) =>
    database.transaction(null, async (tx) => {
      const { names, next } = await clinicSlice(tx, after, limit);
      const ids = [...names.keys()];
      const rows = await tx
        .selectFrom('organization_api_credentials')
        .select('organization_id')
        .where('organization_id', '=', (of) => of.fn<string>('any', [of.val(ids)]))
        .where('status', 'in', ['needs-attention', 'reconnect-needed'])
        .union(
          tx
            .selectFrom('readiness_checks')
            .select('organization_id')
            .where('organization_id', '=', (of) => of.fn<string>('any', [of.val(ids)]))
            .where('state', '=', 'disproved'),
        )
        .execute();
      return { items: rows.map((row) => row.organization_id), next };
    }),
});
