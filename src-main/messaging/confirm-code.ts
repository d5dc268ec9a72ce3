/** The four digits of the test SMS, read back from the phone: proof of arrival where the carrier gives no receipt. */
import type { SmsTestRun, SmsTestStep } from '../../src-shared/messaging/sms-test';
import type { MessageRecord, OrganizationScope } from '../storage/repositories';
import { confirmedByCode } from './delivery-verdict';
import { checksOfRun } from './run-proofs';
import { noCodeSent, wrongCode } from './sms-test-errors';

/** The message that the code is of. @throws AppError `sms-test.no-code`, `sms-test.wrong-code` */
export async function messageOfCode(scope: OrganizationScope, runId: string, typed: string): Promise<MessageRecord> {
  const message = (await scope.smsTests.messages(runId)).find(({ step }) => step === 'test-sms');
  if (message?.code == null || message.state === 'refused' || message.state === 'not-sent') throw noCodeSent();
  if (typed.normalize('NFKC').replace(/\D/g, '') !== message.code) throw wrongCode();
  return message;
}

/** Records the proof in a run that has ended. */
export async function confirmEndedRun(
  scope: OrganizationScope,
  run: SmsTestRun,
  message: MessageRecord,
  now: Date,
): Promise<SmsTestRun> {
  if (message.confirmedByCodeAt !== null) return run;
  const at = now.toISOString();
  const elapsedMs = Math.max(0, now.getTime() - Date.parse(message.intendedAt));
  const confirm = (step: SmsTestStep): SmsTestStep => ({
    ...step,
    state: 'passed',
    detail: confirmedByCode(elapsedMs).detail,
    error: null,
    delivery: [...step.delivery, { status: 'confirmed-by-code', at, elapsedMs }],
  });
  const steps = run.steps.map((step) => (step.id === 'test-sms' ? confirm(step) : step));
  const confirmed: SmsTestRun = { ...run, steps };
  const step = steps.find(({ id }) => id === 'test-sms');
  await scope.smsTests.updateMessage(message.id, {
    confirmedByCodeAt: at,
    delivery: step?.delivery ?? message.delivery,
  });
  if (step !== undefined) await scope.smsTests.updateStep(run.id, step);
  await scope.readiness.record(checksOfRun(confirmed, at), {
    action: 'sms-test.confirmed-by-code',
    outcome: 'succeeded',
    detail: `Arrival at ${run.to} was proved by the code from the phone`,
    simulated: run.simulated,
  });
  return confirmed;
}
