/** The newest state of each rung of a clinic's connections in a shared vault. */
import type { ProviderId } from '../../../src-shared/primitives';
import type { ReadinessCheck, ReadinessRepository } from '../repositories';
import { flag, readinessOf } from '../rows';
import type { SharedDatabase, Tx } from './driver';
import type { SharedAuditWriter } from './shared-audit';

/** Older states than the stored ones are ignored, so that a slow check can't overwrite a newer one. */
export async function putChecks(tx: Tx, organizationId: string, checks: readonly ReadinessCheck[]): Promise<void> {
  for (const { provider, rung, state, proof, checkedAt, simulated } of checks) {
    const words = { state, proof, checked_at: checkedAt, simulated: flag(simulated) };
    await tx
      .insertInto('readiness_checks')
      .values({ organization_id: organizationId, provider, rung, ...words })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'provider', 'rung'])
          .doUpdateSet(words)
          .where('readiness_checks.checked_at', '<=', checkedAt),
      )
      .execute();
  }
}

/** When another account or number is connected. */
export const clearChecks = (tx: Tx, organizationId: string, provider: ProviderId) =>
  tx
    .deleteFrom('readiness_checks')
    .where('organization_id', '=', organizationId)
    .where('provider', '=', provider)
    .execute();

export const createSharedReadiness = (
  database: SharedDatabase,
  append: SharedAuditWriter,
  organizationId: string,
): ReadinessRepository => ({
  list: () =>
    database.transaction(organizationId, async (tx) => {
      const rows = await tx.selectFrom('readiness_checks').selectAll().orderBy('provider').orderBy('rung').execute();
      return rows.map(readinessOf);
    }),
  record: (checks, note) =>
    database.transaction(organizationId, async (tx) => {
      await putChecks(tx, organizationId, checks);
      if (note) await append(tx, organizationId, note);
    }),
});
