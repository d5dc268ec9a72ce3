/** A clinic's SMS tests: runs with their steps, and the messages, each recorded before it is sent. */
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../src-shared/errors';
import type { AuditWriter } from './audit-repository';
import type { Connection } from './connection';
import type { SmsTestRepository } from './repositories';
import { flag, messageOf, runOf, stepsOf } from './rows';
import type { SmsTestQueries } from './sms-test-queries';

const runUnknown = () =>
  new AppError({
    code: 'sms-test.unknown',
    message: 'This test is not here.',
    cause: 'It belongs to another clinic, or was removed with its clinic.',
    fix: 'Choose one from the test history.',
    retryable: false,
  });

const alreadyIntended = () =>
  new AppError({
    code: 'sms-test.already-intended',
    message: 'This message was already recorded for this test, and is not sent a second time.',
    cause: 'Each message of a test is sent once at most.',
    fix: 'Start a new test to send it again.',
    retryable: false,
  });

export type SmsTestDeps = {
  connection: Connection;
  queries: SmsTestQueries;
  append: AuditWriter;
  actor: string;
  now: () => Date;
};

export function createSmsTestRepository(
  { connection, queries, append, now }: SmsTestDeps,
  organizationId: string,
): SmsTestRepository {
  const newId = () => uuidv7({ msecs: now().getTime() });
  const required = (runId: string) => {
    const row = queries.run.get({ id: runId });
    if (!row) throw runUnknown();
    return row;
  };
  const requiredMessage = (id: string) => {
    const row = queries.message.get({ id });
    if (!row) throw runUnknown();
    return messageOf(row);
  };

  return {
    async begin(run, note) {
      return connection.write(organizationId, () => {
        const id = newId();
        queries.insertRun.run({
          id,
          organization_id: organizationId,
          simulated: flag(run.simulated),
          started_at: run.startedAt,
          started_by: run.startedBy,
          from_number: run.from,
          to_number: run.to,
          steps: JSON.stringify(run.steps),
        });
        append(organizationId, note);
        return runOf(required(id));
      });
    },

    async intend(intent) {
      return connection.write(organizationId, () => {
        required(intent.runId);
        if (queries.messageOfStep.get({ run_id: intent.runId, step: intent.step })) throw alreadyIntended();
        const id = newId();
        queries.insertMessage.run({
          id,
          run_id: intent.runId,
          organization_id: organizationId,
          step: intent.step,
          from_number: intent.from,
          to_number: intent.to,
          body: intent.body,
          code: intent.code,
          intended_at: now().toISOString(),
        });
        return requiredMessage(id);
      });
    },

    async updateMessage(id, change) {
      return connection.write(organizationId, () => {
        const after = { ...requiredMessage(id), ...change };
        queries.updateMessage.run({
          id,
          state: after.state,
          sid: after.sid,
          status: after.status,
          provider_code: after.providerCode,
          delivery: JSON.stringify(after.delivery),
          confirmed_by_code_at: after.confirmedByCodeAt,
        });
        return requiredMessage(id);
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
        // A run ends once: what a late second end says is not the truth of it.
        if (queries.finish.run({ id: runId, state, finished_at: finishedAt }) > 0) append(organizationId, note);
        return runOf(required(runId));
      });
    },

    get: async (runId) =>
      connection.read(organizationId, () => {
        const row = queries.run.get({ id: runId });
        return row ? runOf(row) : null;
      }),
    messages: async (runId) =>
      connection.read(organizationId, () => queries.messages.all({ run_id: runId }).map(messageOf)),
    history: async (limit) => connection.read(organizationId, () => queries.history.all({ limit }).map(runOf)),
    recentRecipients: async (limit) =>
      connection.read(organizationId, () => queries.recipients.all({ limit }).map((row) => row.to_number)),
  };
}
