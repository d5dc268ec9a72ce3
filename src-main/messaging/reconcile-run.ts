/** Looks again for messages of ended runs whose outcome is unknown. Only look-ups: nothing is sent again. */

import type { TestRun, TestStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { MessageRecord } from '../storage/repositories';
import { runName } from '../tests/test-definition';
import { notTaken } from './delivery-verdict';
import { createMessageEndings, type MessageEnding } from './message-ending';
import type { RecoverDeps } from './recover-interrupted';
import { checksOfRun } from './run-checks';

const lostAnswer = () => t('The answer was lost.');

const isUnknown = (step: TestStep) => step.state === 'unconfirmed' && step.error?.code === 'sms.outcome-unknown';

/** True for an ended run with a message whose outcome is unknown. */
export const needsReconciling = (run: TestRun): boolean => run.state !== 'running' && run.steps.some(isUnknown);

/** @returns the run as it is now; null when nothing new was learned */
export async function reconcileRun({ run, test, ...deps }: RecoverDeps): Promise<TestRun | null> {
  const { scope, now, account } = deps;
  const { channel } = account;
  const messages = await scope.messages.ofRun(run.id);
  const { endAccepted, endLost } = createMessageEndings({ ...deps, runId: run.id });

  const endingOf = async (record: MessageRecord | undefined): Promise<MessageEnding | null> => {
    // An earlier look may have stored the message and not the step.
    if (record?.state === 'accepted' && record.sid !== null)
      return endAccepted(
        { ...record, sid: record.sid },
        `${lostAnswer()} ${t('Its message was found at {company}.', { company: channel.company })} `,
      );
    if (record?.state === 'not-sent') {
      const error = notTaken(channel, lostAnswer());
      return { outcome: 'failed', detail: error.message, error };
    }
    if (record?.state !== 'unknown' && record?.state !== 'intended') return null;
    const { looked, ...ending } = await endLost(record, `${lostAnswer()} `, lostAnswer());
    return looked === 'found' || looked === 'absent' ? ending : null;
  };

  const learned: string[] = [];
  let steps = run.steps;
  for (const step of run.steps.filter(isUnknown)) {
    const found = await endingOf(messages.find((message) => message.step === step.id));
    if (found === null) continue;
    const { outcome, ...ending } = found;
    const ended: TestStep = { ...step, ...ending, state: outcome };
    await scope.tests.updateStep(run.id, ended);
    steps = steps.map((known) => (known.id === ended.id ? ended : known));
    learned.push(
      ended.reference === null
        ? t('{step} was not sent', { step: ended.id })
        : t('{step} is {sid} at {company}', { step: ended.id, sid: ended.reference, company: channel.company }),
    );
  }
  if (learned.length === 0) return null;
  const reconciled: TestRun = { ...run, steps };
  const note = {
    action: 'test.reconciled' as const,
    outcome: 'succeeded' as const,
    detail: `${runName(test, run)}: ${learned.join(', ')}`,
    simulated: run.simulated,
  };
  await scope.readiness.record(deps.isCurrentNumber ? checksOfRun(channel, reconciled, now()) : [], note);
  return reconciled;
}
