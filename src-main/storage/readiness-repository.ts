/** What is proved of a clinic's connections: the newest word on each rung. */
import type { ProviderId } from '../../src-shared/primitives';
import type { AuditWriter } from './audit-repository';
import type { Connection } from './connection';
import { param, prepared, read, write } from './queries';
import type { ReadinessCheck, ReadinessRepository } from './repositories';
import { flag, readinessOf } from './rows';

/** Statements that other repositories use inside their own transactions. */
export type ReadinessQueries = {
  list(): ReadinessCheck[];
  /** Writes rungs; a word older than the stored one is ignored, so that a slow check cannot undo a newer one. */
  put(organizationId: string, checks: readonly ReadinessCheck[]): void;
  /** Forgets what was proved of a provider: it was another account or another number. */
  clear(organizationId: string, provider: ProviderId): void;
};

export function createReadinessQueries({ database }: Connection): ReadinessQueries {
  const list = prepared(database, () =>
    read.selectFrom('clinic_readiness_checks').selectAll().orderBy('provider').orderBy('rung'),
  );
  const clear = prepared(database, () =>
    write
      .deleteFrom('readiness_checks')
      .where('organization_id', '=', param<string>('organization_id'))
      .where('provider', '=', param<ProviderId>('provider')),
  );
  const put = prepared(database, () =>
    write
      .insertInto('readiness_checks')
      .values({
        organization_id: param('organization_id'),
        provider: param('provider'),
        rung: param('rung'),
        state: param('state'),
        proof: param('proof'),
        checked_at: param('checked_at'),
        simulated: param('simulated'),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'provider', 'rung'])
          .doUpdateSet({
            state: param('state'),
            proof: param('proof'),
            checked_at: param('checked_at'),
            simulated: param('simulated'),
          })
          .where('readiness_checks.checked_at', '<=', param<string>('checked_at')),
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
