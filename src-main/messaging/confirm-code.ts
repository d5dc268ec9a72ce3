/** The four digits of a message, read back from the phone: proof of arrival where the carrier gives no receipt. */
import type { TestRun, TestStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { MessageChannel } from '../providers/message-channel';
import type { MessageRecord, OrganizationScope } from '../storage/repositories';
import { confirmedByCode } from './delivery-verdict';
import { noCodeSent, wrongCode } from './message-errors';
import { checksOfRun } from './run-checks';

/** The message that the code is of. @throws AppError `sms-test.no-code`, `sms-test.wrong-code` */
export async function messageOfCode(
  scope: OrganizationScope,
  runId: string,
  step: string,
  typed: string,
): Promise<MessageRecord> {
  const message = (await scope.messages.ofRun(runId)).find((sent) => sent.step === step && sent.code !== null);
  if (message?.code == null || message.state === 'refused' || message.state === 'not-sent') throw noCodeSent();
  if (typed.normalize('NFKC').replace(/\D/g, '') !== message.code) throw wrongCode();
  return message;
}

/** Records the proof in a run that has ended. */
export async function confirmEndedRun(
  scope: OrganizationScope,
  channel: MessageChannel,
  run: TestRun,
  message: MessageRecord,
  now: Date,
): Promise<TestRun> {
  if (message.confirmedByCodeAt !== null) return run;
  const at = now.toISOString();
  const elapsedMs = Math.max(0, now.getTime() - Date.parse(message.intendedAt));
  const confirm = (step: TestStep): TestStep => ({
    ...step,
    state: 'passed',
    detail: confirmedByCode(elapsedMs).detail,
    error: null,
    delivery: [...step.delivery, { status: 'confirmed-by-code', at, elapsedMs }],
  });
  const steps = run.steps.map((step) => (step.id === message.step ? confirm(step) : step));
  const confirmed: TestRun = { ...run, steps };
  const step = steps.find(({ id }) => id === message.step);
  await scope.messages.update(message.id, {
    confirmedByCodeAt: at,
    delivery: step?.delivery ?? message.delivery,
  });
  if (step !== undefined) await scope.tests.updateStep(run.id, step);
  await scope.readiness.record(checksOfRun(channel, confirmed, now), {
    action: 'test.confirmed-by-code',
    outcome: 'succeeded',
    detail: t('Arrival at {to} was proven by the code from the phone', { to: message.to }),
    simulated: run.simulated,
  });
  return confirmed;
}
