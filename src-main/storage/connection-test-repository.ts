/** The runs of a clinic's connection tests. */
import { v7 as uuidv7 } from 'uuid';
import type { ProviderId } from '../../src-shared/primitives';
import type { AuditWriter } from './audit-repository';
import type { Connection } from './connection';
import { param, prepared, read, write } from './queries';
import type { ConnectionTestRepository } from './repositories';
import { connectionTestOf, flag } from './rows';
import { rowDamaged } from './storage-errors';

export type ConnectionTestQueries = ReturnType<typeof createConnectionTestQueries>;

export function createConnectionTestQueries({ database }: Connection) {
  const runs = () => read.selectFrom('clinic_connection_test_runs').selectAll();
  return {
    run: prepared(database, () => runs().where('id', '=', param<string>('id'))),
    history: prepared(database, () =>
      runs()
        .where('provider', '=', param<ProviderId>('provider'))
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(param<number>('limit')),
    ),
    insert: prepared(database, () =>
      write.insertInto('connection_test_runs').values({
        id: param('id'),
        organization_id: param('organization_id'),
        provider: param('provider'),
        state: 'running',
        simulated: param('simulated'),
        started_at: param('started_at'),
        finished_at: null,
        started_by: param('started_by'),
        subject: param('subject'),
        steps: param('steps'),
      }),
    ),
    interrupt: prepared(database, () =>
      write
        .updateTable('connection_test_runs')
        .set({ state: 'interrupted', finished_at: param('at') })
        .where('organization_id', '=', param<string>('organization_id'))
        .where('provider', '=', param<ProviderId>('provider'))
        .where('state', '=', 'running'),
    ),
    update: prepared(database, () =>
      write
        .updateTable('connection_test_runs')
        .set({ state: param('state'), finished_at: param('finished_at'), steps: param('steps') })
        .where('id', '=', param<string>('id')),
    ),
  };
}

export function createConnectionTestRepository(
  {
    connection,
    queries,
    append,
    now,
  }: { connection: Connection; queries: ConnectionTestQueries; append: AuditWriter; now: () => Date },
  organizationId: string,
): ConnectionTestRepository {
  const required = (id: string) => {
    const row = queries.run.get({ id });
    if (!row) throw rowDamaged();
    return connectionTestOf(row);
  };
  return {
    async begin(run, note) {
      return connection.write(organizationId, () => {
        const at = now();
        const id = uuidv7({ msecs: at.getTime() });
        // One test of a connection at a time: one that is still open was cut off.
        queries.interrupt.run({ organization_id: organizationId, provider: run.provider, at: at.toISOString() });
        queries.insert.run({
          id,
          organization_id: organizationId,
          provider: run.provider,
          simulated: flag(run.simulated),
          started_at: run.startedAt,
          started_by: run.startedBy,
          subject: run.subject,
          steps: JSON.stringify(run.steps),
        });
        append(organizationId, note);
        return required(id);
      });
    },
    async update({ id, state, finishedAt, steps }, note) {
      return connection.write(organizationId, () => {
        queries.update.run({ id, state, finished_at: finishedAt, steps: JSON.stringify(steps) });
        if (note) append(organizationId, note);
        return required(id);
      });
    },
    history: async (provider, limit) =>
      connection.read(organizationId, () => queries.history.all({ provider, limit }).map(connectionTestOf)),
  };
}
