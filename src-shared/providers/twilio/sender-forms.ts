/**
 * What Twilio lets a message be sent from beside a phone number. The console sends from a phone number alone, since its
 * test proves that one number reaches a phone and can be answered.
 * Source: the `From` and `MessagingServiceSid` parameters of Twilio's Messages resource.
 */
import { cleanNumber } from '../../pasted';
import { t, text } from '../../texts/translate';

/** Named by its SID, or by the setting that holds one. */
export const messagingService = text(
  'This is the SID of a Messaging Service (MG…). Give one of the numbers in its sender pool, like +14155550100.',
);

/** What a written sender is, where it is no phone number; null where it may be one. */
export function otherSenderForm(written: string): string | null {
  const sender = cleanNumber(written);
  const upper = sender.toUpperCase();
  if (/^MG[0-9A-F]{32}$/.test(upper)) return t(messagingService);
  if (/^PN[0-9A-F]{32}$/.test(upper))
    return t('This is the SID of a phone number (PN…). Give the number itself, like +14155550100.');
  if (/^[A-Z]{2}[0-9A-F]{32}$/.test(upper))
    return t('This is a SID ({prefix}…). Give one of the account’s phone numbers, like +14155550100.', {
      prefix: upper.slice(0, 2),
    });
  if (/^\d{3,8}$/.test(sender.replace(/[\s-]/g, '')) && sender.replace(/\D/g, '').length <= 6)
    return t('This is a short code. Give one of the account’s phone numbers, like +14155550100.');
  // A placeholder such as +1XXX… is no sender ID, and is said to be one by the reading of numbers.
  if (/^(?=.*[A-Z])[A-Z0-9 &_-]{1,11}$/.test(upper) && !/X{5}/.test(upper))
    return t(
      'This is an alphanumeric sender ID, which nobody can answer and US networks refuse. Give one of the account’s phone numbers, like +14155550100.',
    );
  return null;
}
