/** Asks the provider again what became of one message. Only look-ups: nothing is sent. */

import type { TestRun, TestStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import { runName } from '../tests/test-definition';
import { createMessageEndings, type MessageEnding } from './message-ending';
import type { RecoverDeps } from './recover-interrupted';
import { checksOfRun } from './run-checks';

/**
 * @returns the run as it is now, the same where nothing new was learned
 * @throws AppError when the provider could not be asked
 */
export async function lookUpDelivery({ run, test, ...deps }: RecoverDeps, stepId: string): Promise<TestRun> {
  const { scope, account, signal } = deps;
  const { channel } = account;
  const step = run.steps.find(({ id }) => id === stepId);
  const record = (await scope.messages.ofRun(run.id)).find((message) => message.step === stepId);
  if (step === undefined || record === undefined) return run;
  const { endAccepted, endLost } = createMessageEndings({ ...deps, runId: run.id });
  const { sid } = record;
  const ending: MessageEnding =
    sid === null
      ? withoutLook(await endLost(record, '', t('The answer was lost.')))
      : await endAccepted({ ...record, sid }, '', await account.fetch(sid, signal));
  const { outcome, ...found } = ending;
  const ended: TestStep = { ...step, ...found, state: outcome };
  if (ended.state === step.state && ended.delivery.length === step.delivery.length) return run;
  const looked: TestRun = { ...run, steps: run.steps.map((known) => (known.id === stepId ? ended : known)) };
  await scope.tests.updateStep(run.id, ended);
  await scope.readiness.record(deps.isCurrentNumber ? await newsOf(looked) : [], {
    action: 'test.reconciled',
    outcome: ended.state === 'failed' ? 'failed' : 'succeeded',
    detail: `${runName(test, run)}: ${t('{step} is “{status}” at {company}', {
      step: stepId,
      status: ended.delivery.at(-1)?.status ?? 'unknown',
      company: channel.company,
    })}`,
    simulated: run.simulated,
  });
  return looked;

  /** A message proves something of the time when it was sent, and nothing against what was found since. */
  async function newsOf(of: TestRun) {
    const known = await scope.readiness.list();
    return checksOfRun(channel, of, new Date(of.finishedAt ?? of.startedAt)).filter((check) =>
      known.every(
        ({ provider, rung, checkedAt }) =>
          provider !== check.provider || rung !== check.rung || checkedAt <= check.checkedAt,
      ),
    );
  }
}

const withoutLook = ({ looked: _, ...ending }: MessageEnding & { looked: unknown }): MessageEnding => ending;
