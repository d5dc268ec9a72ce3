/** Refusals around text messages. */

import { AppError, refusal } from '../../src-shared/errors';
import { parsePhoneNumber } from '../../src-shared/messaging/phone-number';
import { t } from '../../src-shared/texts/translate';
import type { MessageChannel } from '../providers/message-channel';

export const noNumber = () =>
  refusal(
    'credentials.choice-missing',
    t('No phone number was picked for this clinic.'),
    t('The credentials were saved without a number to send from.'),
    t('Pick one of the account’s numbers.'),
  );

export const recipientIsSender = ({ company }: Pick<MessageChannel, 'company'>) =>
  refusal(
    'phone-number.recipient-is-sender',
    t('The recipient is the number that the texts are sent from.'),
    t('{company} refuses to text a number from itself.', { company }),
    t('Enter the number of a phone that you can look at.'),
  );

/** The computer slept, or the vault took so long that another console may look after the test by now. */
export const tooLateToSend = () =>
  new AppError({
    code: 'sms-test.too-late',
    message: t('The text was not sent: too much time had passed since it was to be.'),
    cause: t('This computer slept in between, or recording the text took very long.'),
    fix: t('Run the test again.'),
    retryable: true,
  }).data;

export const noCodeSent = () =>
  refusal(
    'sms-test.no-code',
    t('This test sent no text with a code.'),
    t('The test SMS was not sent, or its text has no {blank} in it.', { blank: '{{code}}' }),
    t('Run the test SMS again, with {blank} in its text.', { blank: '{{code}}' }),
  );

export const wrongCode = () =>
  refusal(
    'sms-test.wrong-code',
    t('That is not the code of this test.'),
    t('It has a typing error, or it is from an earlier text.'),
    t('Read the four digits of the newest text again.'),
  );

/**
 * E.164 of what was entered.
 * @throws AppError `phone-number.*` saying what is wrong, and naming what was probably meant
 */
export function requireNumber(entered: string, country: string): string {
  const parsed = parsePhoneNumber(entered, country);
  if (parsed.ok) return parsed.e164;
  throw refusal(
    `phone-number.${parsed.problem}`,
    parsed.message,
    t('A text can only be sent to a complete phone number, so nothing was tried.'),
    parsed.suggestion === null
      ? t('Enter it with + and the country code, for example +1 415 555 0100.')
      : t('If you mean {suggestion}, enter exactly that.', { suggestion: parsed.suggestion }),
  );
}
