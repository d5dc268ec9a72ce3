/** The newest state of each rung of a clinic's connections. */
import type { ProviderId } from '../../src-shared/primitives';
import type { AuditWriter } from './audit-writer';
import type { Connection } from './connection';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { ReadinessCheck, ReadinessRepository } from './repositories';
import { flag, readinessOf } from './rows';
import type { ReadinessTable } from './schema';

/** Statements that other repositories use inside their own transactions. */
export type ReadinessQueries = {
  list(): ReadinessCheck[];
  /** Stores rungs. Older states than the stored ones are ignored, so that a slow check can't overwrite a newer one. */
  put(organizationId: string, checks: readonly ReadinessCheck[]): void;
  /** Deletes the rungs of a provider, when another account or number is connected. */
  clear(organizationId: string, provider: ProviderId): void;
};

const rungColumns = ['organization_id', 'provider', 'rung'] as const;
const wordColumns = ['state', 'proof', 'checked_at', 'simulated'] as const;

export function createReadinessQueries({ database }: Connection): ReadinessQueries {
  const list = preparedRead(database, noParams, () =>
    read.selectFrom('clinic_readiness_checks').selectAll().orderBy('provider').orderBy('rung'),
  );
  const clear = preparedWrite(database, params<Pick<ReadinessTable, 'organization_id' | 'provider'>>(), (given) =>
    write
      .deleteFrom('readiness_checks')
      .where('organization_id', '=', given.organization_id)
      .where('provider', '=', given.provider),
  );
  const put = preparedWrite(database, params<ReadinessTable>(), (given) =>
    write
      .insertInto('readiness_checks')
      .values(pick(given, [...rungColumns, ...wordColumns]))
      .onConflict((conflict) =>
        conflict
          .columns(rungColumns)
          .doUpdateSet(pick(given, wordColumns))
          .where('readiness_checks.checked_at', '<=', given.checked_at),
      ),
  );
  return {
    list: () => list.all({}).map(readinessOf),
    put(organizationId, checks) {
      for (const { provider, rung, state, proof, checkedAt, simulated } of checks)
        put.run({
          organization_id: organizationId,
          provider,
          rung,
          state,
          proof,
          checked_at: checkedAt,
          simulated: flag(simulated),
        });
    },
    clear(organizationId, provider) {
      clear.run({ organization_id: organizationId, provider });
    },
  };
}

export function createReadinessRepository(
  connection: Connection,
  queries: ReadinessQueries,
  append: AuditWriter,
  organizationId: string,
): ReadinessRepository {
  return {
    list: async () => connection.read(organizationId, queries.list),
    async record(checks, note) {
      connection.write(organizationId, () => {
        queries.put(organizationId, checks);
        if (note) append(organizationId, note);
      });
    },
  };
}
