/** Looks again for messages of ended runs whose outcome was left unknown. Only look-ups: nothing is sent again. */
import type { SmsTestRun, SmsTestStep } from '../../src-shared/messaging/sms-test';
import type { MessageRecord } from '../storage/repositories';
import { notTaken } from './delivery-verdict';
import { createMessageEndings, type MessageEnding } from './message-ending';
import type { RecoverDeps } from './recover-interrupted';
import { checksOfRun } from './run-proofs';

const lostAnswer = 'The answer to the request was lost.';
const foundLate = 'The answer was lost. Its message was found at Twilio. ';

const isUnknown = (step: SmsTestStep) => step.state === 'unconfirmed' && step.error?.code === 'sms.outcome-unknown';

/** True for a run that has ended and left a message in doubt. */
export const isUnsettled = (run: SmsTestRun): boolean => run.state !== 'running' && run.steps.some(isUnknown);

/** @returns the run as it is now; null when nothing new was learned */
export async function settleRun({ run, ...deps }: RecoverDeps): Promise<SmsTestRun | null> {
  const { scope, now } = deps;
  const messages = await scope.smsTests.messages(run.id);
  const { endAccepted, endLost } = createMessageEndings({ ...deps, runId: run.id });

  const endingOf = async (record: MessageRecord | undefined): Promise<MessageEnding | null> => {
    // An earlier look that ended half-way wrote the message down and not the step.
    if (record?.state === 'accepted' && record.sid !== null)
      return endAccepted({ ...record, sid: record.sid }, foundLate);
    if (record?.state === 'not-sent')
      return { outcome: 'failed', detail: notTaken(lostAnswer).message, error: notTaken(lostAnswer) };
    if (record?.state !== 'unknown' && record?.state !== 'intended') return null;
    const { looked, ...ending } = await endLost(record, 'The answer was lost. ', lostAnswer);
    return looked === 'found' || looked === 'absent' ? ending : null;
  };

  const learned: string[] = [];
  let steps = run.steps;
  for (const step of run.steps.filter(isUnknown)) {
    const found = await endingOf(messages.find((message) => message.step === step.id));
    if (found === null) continue;
    const { outcome, ...ending } = found;
    const ended: SmsTestStep = { ...step, ...ending, state: outcome };
    await scope.smsTests.updateStep(run.id, ended);
    steps = steps.map((known) => (known.id === ended.id ? ended : known));
    learned.push(`${ended.id} ${ended.sid === null ? 'was not sent' : `is ${ended.sid} at Twilio`}`);
  }
  if (learned.length === 0) return null;
  const settled: SmsTestRun = { ...run, steps };
  const note = {
    action: 'sms-test.reconciled' as const,
    outcome: 'succeeded' as const,
    detail: `SMS test to ${run.to}: ${learned.join(', ')}`,
    simulated: run.simulated,
  };
  await scope.readiness.record(deps.isCurrentNumber ? checksOfRun(settled, now().toISOString()) : [], note);
  return settled;
}
