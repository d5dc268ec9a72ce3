/** What Twilio tells of the real use of a number: it renews a delivery that a test proved. */
import { displayPhoneNumber } from '../../../src-shared/messaging/phone-number';
import { t } from '../../../src-shared/texts/translate';
import type { ProviderProof } from '../provider';
import type { TwilioApi } from './twilio-api';

/** A proof younger than this is left as it is, and no messages are asked for. */
const youngMs = 24 * 3_600_000;
const deadlineMs = 5000;

/**
 * The `delivered` rung anew where a text of this number was delivered since it was proven; empty where none was, or
 * where Twilio does not tell. Only renews: what no test has proved, or what failed since, takes a test.
 * @param provenAt when it was proven last; undefined when it is not
 */
export async function deliveredInUse(
  api: Pick<TwilioApi, 'newestDelivery' | 'clockAheadMs'>,
  number: string | null,
  provenAt: string | undefined,
  now: number,
  signal: AbortSignal,
): Promise<ProviderProof['rungs']> {
  const proven = provenAt === undefined ? Number.NaN : Date.parse(provenAt);
  if (number === null || !(now - proven > youngMs)) return [];
  const limited = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  // A key that may not read messages, or no answer in time: the proof is as old as it was.
  const left = await api.newestDelivery(number, limited).catch(() => null);
  if (left === null) return [];
  // The time as this computer's clock would have told it, and never ahead of that clock.
  const at = Math.min(now, left - (api.clockAheadMs() ?? 0));
  if (at <= proven) return [];
  const proof = t('Twilio lists a delivered text from {number}', { number: displayPhoneNumber(number).national });
  return [{ id: 'delivered', state: 'proven', proof, checkedAt: new Date(at).toISOString() }];
}
