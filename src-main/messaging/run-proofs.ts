/** What a finished run proves on the ladder. */
import { displayPhoneNumber } from '../../src-shared/messaging/phone-number';
import type { SmsTestRun, SmsTestStep } from '../../src-shared/messaging/sms-test';
import { twilioUsDelivery } from '../../src-shared/providers/twilio/descriptor';
import type { ReadinessCheck } from '../storage/repositories';

/** Codes that say the sender or the account can't get texts through; others speak of this one recipient. */
const sendersFault = new Set([
  '30001',
  '30002',
  '30007',
  '30032',
  '30034',
  '30035',
  '21212',
  '21606',
  '21660',
  '21661',
  '20003',
  '20005',
  '572002',
]);

/** How the arrival of a message was proved; null when it was not. */
function arrivalOf(step: SmsTestStep): string | null {
  if (step.state !== 'passed') return null;
  if (step.delivery.some(({ status }) => status === 'confirmed-by-code')) return 'The code was read from the phone';
  return step.delivery.some(({ status }) => status === 'delivered' || status === 'read')
    ? 'The carrier confirmed delivery'
    : null;
}

/** Refusals by US phone companies that speak of the number's registration. */
const registrationCodes = new Set(['30032', '30034', '30035']);

/** A text that arrived on a US phone from a +1 number: its registration must be in order, since US phone companies block the others. */
const isUsDelivery = ({ from, to }: Pick<SmsTestRun, 'from' | 'to'>) =>
  from.startsWith('+1') && displayPhoneNumber(to).country === 'US';

/** The `delivered` rung after a run, and what it shows of the registration; empty when the run says nothing about either. */
export function checksOfRun(
  run: Pick<SmsTestRun, 'steps' | 'from' | 'to' | 'simulated'>,
  checkedAt: string,
): ReadinessCheck[] {
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
  if (arrival !== undefined) {
    const delivered = rung('delivered', 'proven', `${arrival} at ${displayPhoneNumber(run.to).national}`);
    return isUsDelivery(run)
      ? [delivered, rung(twilioUsDelivery, 'proven', 'A text from this number arrived on a US phone')]
      : [delivered];
  }
  const fault = sends.find(
    ({ state, error }) =>
      state === 'failed' && error?.providerCode !== undefined && sendersFault.has(error.providerCode),
  );
  if (!fault?.error) return [];
  const delivered = rung('delivered', 'disproved', fault.error.message);
  return registrationCodes.has(fault.error.providerCode ?? '')
    ? [delivered, rung(twilioUsDelivery, 'disproved', fault.error.message)]
    : [delivered];
}
