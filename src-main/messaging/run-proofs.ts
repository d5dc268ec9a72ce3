/** What a finished run proves on the ladder. */
import { displayPhoneNumber } from '../../src-shared/messaging/phone-number';
import type { SmsTestRun, SmsTestStep } from '../../src-shared/messaging/sms-test';
import type { ReadinessCheck } from '../storage/repositories';

/** Codes that say the sender or the account can't get texts through; others speak of this one recipient. */
const sendersFault = new Set(['30001', '30002', '30007', '30032', '30034', '30035', '21212', '21606', '21660', '21661', '20003', '20005', '572002']);

/** How the arrival of a message was proved; null when it was not. */
function arrivalOf(step: SmsTestStep): string | null {
  if (step.state !== 'passed') return null;
  if (step.delivery.some(({ status }) => status === 'confirmed-by-code')) return 'The code was read from the phone';
  return step.delivery.some(({ status }) => status === 'delivered' || status === 'read') ? 'The carrier confirmed delivery' : null;
}

/** The `delivered` rung after a run; empty when the run says nothing about it. */
export function checksOfRun(run: Pick<SmsTestRun, 'steps' | 'to' | 'simulated'>, checkedAt: string): ReadinessCheck[] {
  const rung = (id: string, state: 'proven' | 'disproved', proof: string): ReadinessCheck => ({
    provider: 'twilio',
    rung: id,
    state,
    proof,
    checkedAt,
    simulated: run.simulated,
  });
  const sends = run.steps.filter(({ id }) => id === 'test-sms' || id === 'hot-lead-sms');
  const arrival = sends.map(arrivalOf).find((proof) => proof !== null);
  if (arrival !== undefined) return [rung('delivered', 'proven', `${arrival} at ${displayPhoneNumber(run.to).national}`)];
  const fault = sends.find(({ state, error }) => state === 'failed' && error?.providerCode !== undefined && sendersFault.has(error.providerCode));
  return fault?.error ? [rung('delivered', 'disproved', fault.error.message)] : [];
}
