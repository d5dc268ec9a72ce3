/** What an ended SMS test proves on the ladder. */

import { displayPhoneNumber } from '../../../src-shared/messaging/phone-number';
import { twilioDescriptor, twilioUsDelivery } from '../../../src-shared/providers/twilio/descriptor';
import type { TestRun, TestStep } from '../../../src-shared/tests/test-run';
import { t } from '../../../src-shared/texts/translate';
import type { ProviderProof } from '../provider';

/** Codes that blame the sender or the account; others concern this recipient only. */
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

const sendingSteps: ReadonlySet<string> = new Set(
  twilioDescriptor.test.steps.flatMap((step) => ('sends' in step ? [step.id] : [])),
);

/** How the arrival of a message was proved; null when it was not. */
function arrivalOf(step: TestStep): string | null {
  if (step.state !== 'passed') return null;
  if (step.delivery.some(({ status }) => status === 'confirmed-by-code')) return t('The code was read from the phone');
  return step.delivery.some(({ status }) => status === 'delivered' || status === 'read')
    ? t('The carrier confirmed delivery')
    : null;
}

/** Refusals by US carriers because of the number's registration. */
const registrationCodes = new Set(['30032', '30034', '30035']);

/**
 * A text that arrived on a US phone from a +1 number: its registration must be in order, since US phone companies block
 * the others.
 */
const isUsDelivery = (from: string, to: string) => from.startsWith('+1') && displayPhoneNumber(to).country === 'US';

/**
 * The `delivered` rung after a run, and what it shows of the registration; empty when the run says nothing about
 * either.
 */
export function rungsOf({
  steps,
  subject: from,
  recipient: to,
}: Pick<TestRun, 'steps' | 'subject' | 'recipient'>): ProviderProof['rungs'] {
  if (to === null) return [];
  const sends = steps.filter(({ id }) => sendingSteps.has(id));
  const arrival = sends.map(arrivalOf).find((proof) => proof !== null);
  if (arrival !== undefined) {
    const proof = t('{arrival} at {number}', { arrival, number: displayPhoneNumber(to).national });
    const delivered = { id: 'delivered', state: 'proven' as const, proof };
    if (!isUsDelivery(from, to)) return [delivered];
    return [
      delivered,
      { id: twilioUsDelivery, state: 'proven', proof: t('A text from this number arrived on a US phone') },
    ];
  }
  const fault = sends.find(
    ({ state, error }) =>
      state === 'failed' && error?.providerCode !== undefined && sendersFault.has(error.providerCode),
  );
  if (!fault?.error) return [];
  const { message: proof, providerCode = '' } = fault.error;
  const disproved = [{ id: 'delivered', state: 'disproved' as const, proof }];
  return registrationCodes.has(providerCode)
    ? [...disproved, { id: twilioUsDelivery, state: 'disproved', proof }]
    : disproved;
}
