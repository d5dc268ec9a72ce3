/** Test runs and their messages in a shared vault. */
import { v7 as uuidv7 } from 'uuid';
import { alreadyIntended } from '../message-repository';
import type { MessageRepository, TestRepository } from '../repositories';
import { flag, messageOf, runOf, stepsOf } from '../rows';
import { testRunEnded, testRunUnknown } from '../storage-errors';
import type { SharedDatabase, Tx } from './driver';
import { holdOn } from './run-leases';
import type { SharedAuditWriter } from './shared-audit';
import { sqlStateOf } from './shared-errors';

type Deps = { database: SharedDatabase; append: SharedAuditWriter; now: () => Date };

const runs = (tx: Tx) => tx.selectFrom('test_runs').selectAll();

async function requireRun(tx: Tx, id: string) {
  const row = await runs(tx).where('id', '=', id).executeTakeFirst();
  if (!row) throw testRunUnknown();
  return row;
}

export function createSharedTests({ database, append, now }: Deps, organizationId: string): TestRepository {
  const inClinic = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(organizationId, work);
  return {
    begin: (run, note) =>
      inClinic(async (tx) => {
        const id = uuidv7({ msecs: now().getTime() });
        await tx
          .insertInto('test_runs')
          .values({
            id,
            organization_id: organizationId,
            provider: run.provider,
            state: 'running',
            simulated: flag(run.simulated),
            started_at: run.startedAt,
            finished_at: null,
            started_by: run.startedBy,
            subject: run.subject,
            recipient: run.recipient,
            steps: JSON.stringify(run.steps),
          })
          .execute();
        await append(tx, organizationId, note);
        return runOf(await requireRun(tx, id));
      }),
    updateStep: (runId, step) =>
      inClinic(async (tx) => {
        const row = await runs(tx).where('id', '=', runId).forUpdate().executeTakeFirst();
        if (!row) throw testRunUnknown();
        const steps = stepsOf(row.steps).map((known) => (known.id === step.id ? step : known));
        await tx
          .updateTable('test_runs')
          .set({ steps: JSON.stringify(steps) })
          .where('id', '=', runId)
          .execute();
      }),
    finish: (runId, state, finishedAt, note) =>
      inClinic(async (tx) => {
        await requireRun(tx, runId);
        const { numUpdatedRows } = await tx
          .updateTable('test_runs')
          .set({ state, finished_at: finishedAt })
          .where('id', '=', runId)
          .where('state', '=', 'running')
          .executeTakeFirst();
        if (numUpdatedRows > 0n) await append(tx, organizationId, note);
        return runOf(await requireRun(tx, runId));
      }),
    get: (runId) =>
      inClinic(async (tx) => {
        const row = await runs(tx).where('id', '=', runId).executeTakeFirst();
        return row ? runOf(row) : null;
      }),
    history: (provider, limit) =>
      inClinic(async (tx) => {
        const rows = await runs(tx)
          .where('provider', '=', provider)
          .orderBy('started_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute();
        return rows.map(runOf);
      }),
    unfinished: (provider) =>
      inClinic(async (tx) => {
        const rows = await runs(tx)
          .where('provider', '=', provider)
          .where('state', '=', 'running')
          .orderBy('started_at')
          .execute();
        return rows.map(runOf);
      }),
    recentRecipients: (provider, limit) =>
      inClinic(async (tx) => {
        const rows = await tx
          .selectFrom('test_runs')
          .select((of) => ['recipient', of.fn.max('started_at').as('last')])
          .where('provider', '=', provider)
          .where('recipient', 'is not', null)
          .groupBy('recipient')
          .orderBy('last', 'desc')
          .limit(limit)
          .execute();
        return rows.flatMap(({ recipient }) => (recipient === null ? [] : [recipient]));
      }),
  };
}

export function createSharedMessages(
  { database, now }: Pick<Deps, 'database' | 'now'>,
  organizationId: string,
): MessageRepository {
  const inClinic = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(organizationId, work);
  const messages = (tx: Tx) => tx.selectFrom('sms_messages').selectAll();
  async function required(tx: Tx, id: string) {
    const row = await messages(tx).where('id', '=', id).executeTakeFirst();
    if (!row) throw testRunUnknown();
    return messageOf(row);
  }
  return {
    // Once it returns, the server has it on disk.
    intend: (intent) =>
      inClinic(async (tx) => {
        // Held, so that a console that ends the run comes before or after.
        const run = await runs(tx).where('id', '=', intent.runId).forUpdate().executeTakeFirst();
        if (!run) throw testRunUnknown();
        if (run.state !== 'running') throw testRunEnded();
        await holdOn(tx, run.provider);
        const at = now();
        const id = uuidv7({ msecs: at.getTime() });
        await tx
          .insertInto('sms_messages')
          .values({
            id,
            run_id: intent.runId,
            organization_id: organizationId,
            step: intent.step,
            from_number: intent.from,
            to_number: intent.to,
            body: intent.body,
            code: intent.code,
            state: 'intended',
            sid: null,
            status: null,
            provider_code: null,
            delivery: '[]',
            intended_at: at.toISOString(),
            confirmed_by_code_at: null,
          })
          .execute()
          .catch((thrown: unknown) => {
            throw sqlStateOf(thrown) === '23505' ? alreadyIntended() : thrown;
          });
        return required(tx, id);
      }),
    update: (id, change) =>
      inClinic(async (tx) => {
        const after = { ...(await required(tx, id)), ...change };
        await tx
          .updateTable('sms_messages')
          .set({
            state: after.state,
            sid: after.sid,
            status: after.status,
            provider_code: after.providerCode,
            delivery: JSON.stringify(after.delivery),
            confirmed_by_code_at: after.confirmedByCodeAt,
          })
          .where('id', '=', id)
          .execute();
        return required(tx, id);
      }),
    ofRun: (runId) =>
      inClinic(async (tx) => {
        const rows = await messages(tx).where('run_id', '=', runId).orderBy('intended_at').orderBy('id').execute();
        return rows.map(messageOf);
      }),
  };
}
