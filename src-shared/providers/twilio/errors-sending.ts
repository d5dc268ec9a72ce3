/** Codes with which Twilio refuses a message at once: nothing was sent. */
import { text } from '../../texts/translate';
import type { CatalogueRow } from '../error-rows';

export const twilioSendingRows: Record<string, Omit<CatalogueRow, 'helpUrl'>> = {
  '21211': {
    title: text('Recipient number not valid'),
    message: text('The recipient’s number is not one that can be called.'),
    cause: text(
      'A digit is missing or too many, the country code is wrong, or it is the same number that the message is sent from.',
    ),
    fix: text(
      'Enter the number with its country code, for example +1 415 555 0100, and make sure that it is not the clinic’s own number.',
    ),
    retryable: false,
    scenarioId: 'recipient.21211',
  },
  '21212': {
    title: text('Sender number not valid'),
    message: text('The number to send from is not valid.'),
    cause: text('It is not a complete phone number, or Twilio does not know it.'),
    fix: text('Pick the sender from the list of the account’s own numbers instead of typing it.'),
    retryable: false,
    scenarioId: 'recipient.21212',
  },
  '21408': {
    title: text('Country not enabled'),
    message: text('This Twilio account may not send to the recipient’s country.'),
    cause: text('Twilio keeps countries switched off until the owner allows them, to prevent fraud.'),
    fix: text(
      'Twilio Console, Messaging, Settings, Geo permissions: tick the recipient’s country, save, and run the test again.',
    ),
    retryable: false,
    scenarioId: 'recipient.21408',
  },
  '21602': {
    title: text('Empty message'),
    message: text('The message has no text.'),
    cause: text('The text of this clinic’s message is empty.'),
    fix: text('Write the text of the message, then run the test again.'),
    retryable: false,
    scenarioId: 'recipient.21602',
  },
  '21603': {
    title: text('No sender'),
    message: text('No number to send from was given.'),
    cause: text('No sending number is picked for this clinic yet.'),
    fix: text('Pick the clinic’s number from the account’s list, then run the test again.'),
    retryable: false,
    scenarioId: 'recipient.21603',
  },
  '21604': {
    title: text('No recipient'),
    message: text('No recipient number was given.'),
    cause: text('The recipient was left empty.'),
    fix: text('Enter the number of the phone in your hand, with its country code.'),
    retryable: false,
    scenarioId: 'recipient.21604',
  },
  '21606': {
    title: text('Number cannot send'),
    message: text('The clinic’s number cannot send this message.'),
    cause: text('It belongs to another Twilio account, or it cannot send text messages to this recipient.'),
    fix: text(
      'Pick another number from the account’s list. In the Twilio Console, Phone Numbers, Active numbers shows which of them can send SMS. With Twilio’s test credentials only +15005550006 can send.',
    ),
    retryable: false,
    scenarioId: 'recipient.21606',
  },
  '21608': {
    title: text('Recipient not verified'),
    message: text('This account may send only to verified numbers, and the recipient is not one.'),
    cause: text(
      'It is a trial account, or its business profile is not approved yet. Twilio then allows only numbers that were verified with a code.',
    ),
    fix: text(
      'Twilio Console, Phone Numbers, Verified Caller IDs: add the recipient. Or upgrade the account, file its business profile there, and try again when it is approved.',
    ),
    retryable: false,
    scenarioId: 'recipient.21608',
  },
  '21610': {
    title: text('Recipient opted out'),
    message: text('The recipient has replied STOP to this number.'),
    cause: text(
      'Whoever texts STOP is never sent anything from that number again until they text START. Twilio enforces it, and so does the law.',
    ),
    fix: text('Ask the owner of that phone to text START to the clinic’s number, or test with another phone.'),
    retryable: false,
    scenarioId: 'recipient.21610',
  },
  '21611': {
    title: text('Sending queue full'),
    message: text('Too many messages are already waiting on this number.'),
    cause: text(
      'Messages from one number go out one after another. More than ten hours’ worth is waiting; this one was not taken.',
    ),
    fix: text('Wait until the queue is shorter, and find out which program sends so much from this number.'),
    retryable: true,
    scenarioId: 'recipient.21611',
  },
  '21612': {
    title: text('No route to recipient'),
    message: text('The recipient cannot be reached from this number.'),
    cause: text('Twilio has no way to carry a message from this sender to that country or phone company.'),
    fix: text('Try another of the account’s numbers as sender, best one from the recipient’s own country.'),
    retryable: false,
    scenarioId: 'recipient.21612',
  },
  '21614': {
    title: text('Not a mobile number'),
    message: text('The recipient’s number is not a mobile phone.'),
    cause: text('It is a landline or an incomplete number, and cannot get text messages.'),
    fix: text('Test with a mobile number.'),
    retryable: false,
    scenarioId: 'recipient.21614',
  },
  '21617': {
    title: text('Message too long'),
    message: text('The message is longer than 1,600 characters.'),
    cause: text('Twilio takes at most 1,600 characters in one message.'),
    fix: text('Shorten the text of the message.'),
    retryable: false,
    scenarioId: 'recipient.21617',
  },
  '21635': {
    title: text('Recipient is a landline'),
    message: text('The recipient’s number is a landline.'),
    cause: text('Landlines cannot get text messages.'),
    fix: text('Test with a mobile number.'),
    retryable: false,
    scenarioId: 'recipient.21635',
  },
  '21659': {
    title: text('Not a Twilio number'),
    message: text('The number to send from is not a Twilio number of this account.'),
    cause: text('It was typed and not picked, it belongs to another account, or it was given back to Twilio.'),
    fix: text('Pick the sender from the list of the account’s own numbers.'),
    retryable: false,
    scenarioId: 'recipient.21659',
  },
  '21660': {
    title: text('Sender of another account'),
    message: text('The number to send from belongs to another Twilio account.'),
    cause: text(
      'The credentials are of one account and the number of another, often a main account and its subaccount.',
    ),
    fix: text(
      'Pick a number from this account’s list, or replace the credentials by those of the account that owns the number.',
    ),
    retryable: false,
    scenarioId: 'recipient.21660',
  },
  '21661': {
    title: text('Number without SMS'),
    message: text('The number to send from cannot send text messages.'),
    cause: text('It was bought for calls only.'),
    fix: text(
      'Pick a number marked SMS from the account’s list, or buy one in the Twilio Console under Phone Numbers, Buy a number.',
    ),
    retryable: false,
    scenarioId: 'recipient.21661',
  },
  '572002': {
    title: text('Trial: wrong sender'),
    message: text('A trial account must send from the number that Twilio gave it.'),
    cause: text('Trial accounts may use only the one sender that Twilio assigned to them.'),
    fix: text('Pick the assigned number from the list. To use another, upgrade the account in the Twilio Console.'),
    retryable: false,
    scenarioId: 'recipient.572002',
  },
  '572005': {
    title: text('Trial: verification unfinished'),
    message: text('The recipient’s number is not fully verified yet.'),
    cause: text(
      'A trial account sends only to verified numbers, and the verification of this one was started but not finished.',
    ),
    fix: text(
      'Twilio Console, Phone Numbers, Verified Caller IDs: finish the verification with the code that the phone gets, then run the test again.',
    ),
    retryable: false,
    scenarioId: 'recipient.572005',
  },
};
