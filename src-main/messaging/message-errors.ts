/** Refusals around text messages. */
import { refusal } from '../../src-shared/errors';
import { parsePhoneNumber } from '../../src-shared/messaging/phone-number';
import type { MessageChannel } from '../providers/message-channel';

export const noNumber = () =>
  refusal(
    'credentials.choice-missing',
    'No phone number was picked for this clinic.',
    'The credentials were saved without a number to send from.',
    'Pick one of the account’s numbers.',
  );

export const recipientIsSender = ({ company }: Pick<MessageChannel, 'company'>) =>
  refusal(
    'phone-number.recipient-is-sender',
    'The recipient is the number that the texts are sent from.',
    `${company} refuses to text a number from itself.`,
    'Enter the number of a phone that you can look at.',
  );

export const noCodeSent = () =>
  refusal(
    'sms-test.no-code',
    'This test sent no text with a code.',
    'The test SMS was not sent, or its text has no {{code}} in it.',
    'Run the test SMS again, with {{code}} in its text.',
  );

export const wrongCode = () =>
  refusal(
    'sms-test.wrong-code',
    'That is not the code of this test.',
    'It has a typing error, or it is from an earlier text.',
    'Read the four digits of the newest text again.',
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
    'A text can only be sent to a complete phone number, so nothing was tried.',
    parsed.suggestion === null
      ? 'Enter it with + and the country code, for example +1 415 555 0100.'
      : `If you mean ${parsed.suggestion}, enter exactly that.`,
  );
}
