/** Finds out what became of a run that a crash or a power cut ended. Only look-ups: nothing is sent again. */
import { describeProviderError } from '../../src-shared/errors-catalogue';
import { summarise } from '../../src-shared/messaging/report';
import type { SmsTestRun, SmsTestStep } from '../../src-shared/messaging/sms-test';
import type { TwilioApi } from '../providers/twilio/twilio-api';
import type { MessageRecord, OrganizationScope } from '../storage/repositories';
import { createMessageEndings, type MessageEnding } from './message-ending';
import { checksOfRun } from './run-proofs';

export type RecoverDeps = {
  scope: OrganizationScope;
  run: SmsTestRun;
  api: TwilioApi;
  now: () => Date;
  signal: AbortSignal;
  /** See {@link createMessageEndings}. */
  absenceProvesAfterMs: number | null;
  /** False when the clinic sends from another number by now: then the run says nothing about its ladder. */
  isCurrentNumber: boolean;
};

const isOpen = (step: SmsTestStep) => step.state === 'waiting' || step.state === 'running';
const interrupted = 'The console ended while this ran. ';

/**
 * Gives every step of an interrupted run its ending, and closes the run.
 * @returns the run as it is now; null when a message is still in doubt because Twilio could not be asked: the run stays open for the next start
 */
export async function recoverRun({ run, ...deps }: RecoverDeps): Promise<SmsTestRun | null> {
  const { scope, now } = deps;
  const messages = await scope.smsTests.messages(run.id);
  const { endAccepted, endLost } = createMessageEndings({ ...deps, runId: run.id });
  let inDoubt = false;

  const endingOf = async (record: MessageRecord | undefined): Promise<MessageEnding> => {
    if (record === undefined) return { outcome: 'skipped', detail: 'The console ended before this was done.' };
    if (record.state === 'not-sent') return { outcome: 'skipped', detail: `${interrupted}It was not sent.` };
    if (record.state === 'refused') {
      const error = describeProviderError('twilio', record.providerCode);
      return { outcome: 'failed', detail: error.message, error };
    }
    if (record.sid !== null) return endAccepted({ ...record, sid: record.sid }, interrupted);
    const { looked, ...ending } = await endLost(record, interrupted, 'The console ended before Twilio’s answer came.');
    if (looked === 'unreachable') inDoubt = true;
    return ending;
  };

  const steps: SmsTestStep[] = [];
  for (const step of run.steps) {
    const record = messages.find((message) => message.step === step.id);
    const isUnsettled = isOpen(step) || (step.state === 'unconfirmed' && record?.state === 'unknown');
    if (!isUnsettled) {
      steps.push(step);
      continue;
    }
    const { outcome, ...ending } = await endingOf(record);
    const ended: SmsTestStep = { ...step, ...ending, state: outcome };
    steps.push(ended);
    await scope.smsTests.updateStep(run.id, ended);
  }
  if (inDoubt) return null;

  const closed = await scope.smsTests.finish(run.id, 'interrupted', now().toISOString(), {
    action: 'sms-test.interrupted',
    outcome: 'failed',
    detail: `SMS test to ${run.to} was interrupted: ${summarise(steps)}`,
    simulated: run.simulated,
  });
  const checks = deps.isCurrentNumber ? checksOfRun(closed, now().toISOString()) : [];
  if (checks.length > 0) await scope.readiness.record(checks, null);
  return closed;
}
