/** A clinic's test runs with their steps, of every provider. */
import { v7 as uuidv7 } from 'uuid';
import type { ProviderId } from '../../src-shared/primitives';
import type { AuditWriter } from './audit-writer';
import type { Connection } from './connection';
import { params, preparedRead, preparedWrite, read, write } from './queries';
import type { TestRepository } from './repositories';
import { flag, runOf, stepsOf } from './rows';
import type { TestRunTable } from './schema';
import { testRunUnknown } from './storage-errors';

export type TestRunQueries = ReturnType<typeof createTestRunQueries>;

type RunParams = { id: string };
type OfProvider = { provider: ProviderId };

export function createTestRunQueries({ database }: Connection) {
  const runs = () => read.selectFrom('clinic_test_runs').selectAll();
  return {
    run: preparedRead(database, params<RunParams>(), ({ id }) => runs().where('id', '=', id)),
    history: preparedRead(database, params<OfProvider & { limit: number }>(), ({ provider, limit }) =>
      runs().where('provider', '=', provider).orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit),
    ),
    unfinished: preparedRead(database, params<OfProvider>(), ({ provider }) =>
      runs().where('provider', '=', provider).where('state', '=', 'running').orderBy('started_at'),
    ),
    recipients: preparedRead(database, params<OfProvider & { limit: number }>(), ({ provider, limit }) =>
      read
        .selectFrom('clinic_test_runs')
        .select((of) => ['recipient', of.fn.max('started_at').as('last')])
        .where('provider', '=', provider)
        .where('recipient', 'is not', null)
        .groupBy('recipient')
        .orderBy('last', 'desc')
        .limit(limit),
    ),
    insert: preparedWrite(database, params<Omit<TestRunTable, 'state' | 'finished_at'>>(), (row) =>
      write.insertInto('test_runs').values({
        id: row.id,
        organization_id: row.organization_id,
        provider: row.provider,
        state: 'running',
        simulated: row.simulated,
        started_at: row.started_at,
        finished_at: null,
        started_by: row.started_by,
        subject: row.subject,
        recipient: row.recipient,
        steps: row.steps,
      }),
    ),
    updateSteps: preparedWrite(database, params<Pick<TestRunTable, 'id' | 'steps'>>(), ({ id, steps }) =>
      write.updateTable('test_runs').set({ steps }).where('id', '=', id),
    ),
    finish: preparedWrite(
      database,
      params<Pick<TestRunTable, 'id' | 'state' | 'finished_at'>>(),
      ({ id, state, finished_at }) =>
        write.updateTable('test_runs').set({ state, finished_at }).where('id', '=', id).where('state', '=', 'running'),
    ),
  };
}

export type TestRunDeps = { connection: Connection; queries: TestRunQueries; append: AuditWriter; now: () => Date };

export function createTestRunRepository(
  { connection, queries, append, now }: TestRunDeps,
  organizationId: string,
): TestRepository {
  const required = (runId: string) => {
    const row = queries.run.get({ id: runId });
    if (!row) throw testRunUnknown();
    return row;
  };

  return {
    async begin(run, note) {
      return connection.write(organizationId, () => {
        const id = uuidv7({ msecs: now().getTime() });
        queries.insert.run({
          id,
          organization_id: organizationId,
          provider: run.provider,
          simulated: flag(run.simulated),
          started_at: run.startedAt,
          started_by: run.startedBy,
          subject: run.subject,
          recipient: run.recipient,
          steps: JSON.stringify(run.steps),
        });
        append(organizationId, note);
        return runOf(required(id));
      });
    },

    async updateStep(runId, step) {
      connection.write(organizationId, () => {
        const steps = stepsOf(required(runId).steps).map((known) => (known.id === step.id ? step : known));
        queries.updateSteps.run({ id: runId, steps: JSON.stringify(steps) });
      });
    },

    async finish(runId, state, finishedAt, note) {
      return connection.write(organizationId, () => {
        required(runId);
        if (queries.finish.run({ id: runId, state, finished_at: finishedAt }) > 0) append(organizationId, note);
        return runOf(required(runId));
      });
    },

    get: async (runId) =>
      connection.read(organizationId, () => {
        const row = queries.run.get({ id: runId });
        return row ? runOf(row) : null;
      }),
    history: async (provider, limit) =>
      connection.read(organizationId, () => queries.history.all({ provider, limit }).map(runOf)),
    unfinished: async (provider) =>
      connection.read(organizationId, () => queries.unfinished.all({ provider }).map(runOf)),
    recentRecipients: async (provider, limit) =>
      connection.read(organizationId, () =>
        queries.recipients.all({ provider, limit }).flatMap(({ recipient }) => (recipient === null ? [] : [recipient])),
      ),
  };
}
