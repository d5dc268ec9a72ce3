/** The statements of the SMS tests, each prepared once for all clinics. */
import type { Connection } from './connection';
import { param, prepared, read, write } from './queries';
import type { MessageIntent } from './repositories';

export type SmsTestQueries = ReturnType<typeof createSmsTestQueries>;

export function createSmsTestQueries({ database }: Connection) {
  const runs = () => read.selectFrom('clinic_sms_test_runs');
  const messages = () => read.selectFrom('clinic_sms_messages').selectAll();

  return {
    run: prepared(database, () => runs().selectAll().where('id', '=', param<string>('id'))),
    history: prepared(database, () =>
      runs().selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(param<number>('limit')),
    ),
    recipients: prepared(database, () =>
      runs()
        .select((of) => ['to_number', of.fn.max('started_at').as('last')])
        .groupBy('to_number')
        .orderBy('last', 'desc')
        .limit(param<number>('limit')),
    ),
    insertRun: prepared(database, () =>
      write.insertInto('sms_test_runs').values({
        id: param('id'),
        organization_id: param('organization_id'),
        state: 'running',
        simulated: param('simulated'),
        started_at: param('started_at'),
        finished_at: null,
        started_by: param('started_by'),
        from_number: param('from_number'),
        to_number: param('to_number'),
        steps: param('steps'),
      }),
    ),
    updateSteps: prepared(database, () =>
      write
        .updateTable('sms_test_runs')
        .set({ steps: param('steps') })
        .where('id', '=', param<string>('id')),
    ),
    finish: prepared(database, () =>
      write
        .updateTable('sms_test_runs')
        .set({ state: param('state'), finished_at: param('finished_at') })
        .where('id', '=', param<string>('id'))
        .where('state', '=', 'running'),
    ),

    message: prepared(database, () => messages().where('id', '=', param<string>('id'))),
    messages: prepared(database, () =>
      messages().where('run_id', '=', param<string>('run_id')).orderBy('intended_at').orderBy('id'),
    ),
    messageOfStep: prepared(database, () =>
      read
        .selectFrom('clinic_sms_messages')
        .select('id')
        .where('run_id', '=', param<string>('run_id'))
        .where('step', '=', param<MessageIntent['step']>('step')),
    ),
    insertMessage: prepared(database, () =>
      write.insertInto('sms_messages').values({
        id: param('id'),
        run_id: param('run_id'),
        organization_id: param('organization_id'),
        step: param('step'),
        from_number: param('from_number'),
        to_number: param('to_number'),
        body: param('body'),
        code: param('code'),
        state: 'intended',
        sid: null,
        status: null,
        provider_code: null,
        delivery: '[]',
        intended_at: param('intended_at'),
        confirmed_by_code_at: null,
      }),
    ),
    updateMessage: prepared(database, () =>
      write
        .updateTable('sms_messages')
        .set({
          state: param('state'),
          sid: param('sid'),
          status: param('status'),
          provider_code: param('provider_code'),
          delivery: param('delivery'),
          confirmed_by_code_at: param('confirmed_by_code_at'),
        })
        .where('id', '=', param<string>('id')),
    ),
  };
}
