/** The messages of a clinic's tests, each recorded before it is sent. */

import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { Connection } from './connection';
import { params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { MessageRepository } from './repositories';
import { messageOf } from './rows';
import type { SmsMessageTable } from './schema';
import { testRunEnded, testRunUnknown } from './storage-errors';
import type { TestRunQueries } from './test-run-repository';

export const alreadyIntended = () =>
  new AppError({
    code: 'sms-test.already-intended',
    message: t('This message was already recorded for this test, and is not sent a second time.'),
    cause: t('Each message of a test is sent once at most.'),
    fix: t('Start a new test to send it again.'),
    retryable: false,
  });

type MessageQueries = ReturnType<typeof createMessageQueries>;

const changing = ['state', 'sid', 'status', 'provider_code', 'delivery', 'confirmed_by_code_at'] as const;
type Intended = Omit<SmsMessageTable, (typeof changing)[number]>;
type Changed = Pick<SmsMessageTable, 'id' | (typeof changing)[number]>;

export function createMessageQueries({ database }: Connection) {
  const messages = () => read.selectFrom('clinic_sms_messages').selectAll();
  return {
    message: preparedRead(database, params<{ id: string }>(), ({ id }) => messages().where('id', '=', id)),
    ofRun: preparedRead(database, params<{ run_id: string }>(), ({ run_id }) =>
      messages().where('run_id', '=', run_id).orderBy('intended_at').orderBy('id'),
    ),
    ofStep: preparedRead(database, params<{ run_id: string; step: string }>(), ({ run_id, step }) =>
      read.selectFrom('clinic_sms_messages').select('id').where('run_id', '=', run_id).where('step', '=', step),
    ),
    insert: preparedWrite(database, params<Intended>(), (row) =>
      write.insertInto('sms_messages').values({
        id: row.id,
        run_id: row.run_id,
        organization_id: row.organization_id,
        step: row.step,
        from_number: row.from_number,
        to_number: row.to_number,
        body: row.body,
        code: row.code,
        state: 'intended',
        sid: null,
        status: null,
        provider_code: null,
        delivery: '[]',
        intended_at: row.intended_at,
        confirmed_by_code_at: null,
      }),
    ),
    update: preparedWrite(database, params<Changed>(), (given) =>
      write.updateTable('sms_messages').set(pick(given, changing)).where('id', '=', given.id),
    ),
  };
}

export type MessageDeps = {
  connection: Connection;
  queries: MessageQueries;
  runs: Pick<TestRunQueries, 'run'>;
  now: () => Date;
};

export function createMessageRepository(
  { connection, queries, runs, now }: MessageDeps,
  organizationId: string,
): MessageRepository {
  const required = (id: string) => {
    const row = queries.message.get({ id });
    if (!row) throw testRunUnknown();
    return messageOf(row);
  };

  return {
    async intend(intent) {
      return connection.write(organizationId, () => {
        const run = runs.run.get({ id: intent.runId });
        if (!run) throw testRunUnknown();
        if (run.state !== 'running') throw testRunEnded();
        if (queries.ofStep.get({ run_id: intent.runId, step: intent.step })) throw alreadyIntended();
        const at = now();
        const id = uuidv7({ msecs: at.getTime() });
        queries.insert.run({
          id,
          run_id: intent.runId,
          organization_id: organizationId,
          step: intent.step,
          from_number: intent.from,
          to_number: intent.to,
          body: intent.body,
          code: intent.code,
          intended_at: at.toISOString(),
        });
        return required(id);
      });
    },

    async update(id, change) {
      return connection.write(organizationId, () => {
        const after = { ...required(id), ...change };
        queries.update.run({
          id,
          state: after.state,
          sid: after.sid,
          status: after.status,
          provider_code: after.providerCode,
          delivery: JSON.stringify(after.delivery),
          confirmed_by_code_at: after.confirmedByCodeAt,
        });
        return required(id);
      });
    },

    ofRun: async (runId) => connection.read(organizationId, () => queries.ofRun.all({ run_id: runId }).map(messageOf)),
  };
}
