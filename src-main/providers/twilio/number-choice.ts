/** The account's numbers as a choice. */

import type { Choice, ChoiceOption } from '../../../src-shared/credentials/connection';
import { displayPhoneNumber } from '../../../src-shared/messaging/phone-number';
import { twilioDescriptor } from '../../../src-shared/providers/twilio/descriptor';
import { t } from '../../../src-shared/texts/translate';
import type { TwilioList, TwilioNumber } from './twilio-api';

/** Why a number can't send; null when it can. Unknown capabilities count as able: sending will show. */
const reasonAgainst = (number: TwilioNumber): string | null =>
  number.capabilities.sms === false ? t('Can’t send texts: this number has no SMS.') : null;

const badgesOf = ({ capabilities }: TwilioNumber): string[] =>
  (
    [
      ['sms', 'SMS'],
      ['mms', 'MMS'],
      ['voice', t('Voice')],
    ] as const
  ).flatMap(([name, badge]) => (capabilities[name] === true ? [badge] : []));

function optionOf(number: TwilioNumber): ChoiceOption {
  const { national, country } = displayPhoneNumber(number.e164);
  const label = country === null ? national : `${national} · ${country}`;
  // Twilio's default friendly name is the number again, which says nothing new.
  const digits = number.friendlyName?.replace(/\D/g, '') ?? '';
  const named = digits.length < 7 || !number.e164.endsWith(digits);
  const detail = [named ? number.friendlyName : null, number.e164].filter((part) => part !== null).join(' · ');
  return { id: number.e164, label, detail, badges: badgesOf(number), disabledReason: reasonAgainst(number) };
}

/**
 * @param current the number in use, which stays preferred while it can send
 * @returns numbers that can send first, each group in the account's order; preferred is the current one, or the only
 * one that can
 */
export function numberChoice(list: TwilioList<TwilioNumber>, current: string | null): Choice {
  const options = list.items.map(optionOf);
  const able = options.filter((option) => option.disabledReason === null);
  const preferred = able.find((option) => option.id === current) ?? (able.length === 1 ? able[0] : undefined);
  return {
    label: t(twilioDescriptor.choice.label),
    options: [...able, ...options.filter((option) => option.disabledReason !== null)],
    incompleteReason: list.incompleteReason,
    preferred: preferred?.id ?? null,
  };
}
