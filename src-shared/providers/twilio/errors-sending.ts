/** Codes with which Twilio refuses a message at once: nothing was sent. */
import type { CatalogueRow } from '../error-rows';

export const twilioSendingRows: Record<string, Omit<CatalogueRow, 'helpUrl'>> = {
  '21211': {
    title: 'Recipient number not valid',
    message: 'The recipient’s number is not one that can be called.',
    cause:
      'A digit is missing or too many, the country code is wrong, or it is the same number that the message is ' +
      'sent from.',
    fix:
      'Enter the number with its country code, for example +1 415 555 0100, and make sure that it is not the ' +
      'clinic’s own number.',
    retryable: false,
    scenarioId: 'recipient.21211',
  },
  '21212': {
    title: 'Sender number not valid',
    message: 'The number to send from is not valid.',
    cause: 'It is not a complete phone number, or Twilio does not know it.',
    fix: 'Pick the sender from the list of the account’s own numbers instead of typing it.',
    retryable: false,
    scenarioId: 'recipient.21212',
  },
  '21408': {
    title: 'Country not enabled',
    message: 'This Twilio account may not send to the recipient’s country.',
    cause: 'Twilio keeps countries switched off until the owner allows them, to prevent fraud.',
    fix:
      'Twilio Console, Messaging, Settings, Geo permissions: tick the recipient’s country, save, and run the test ' +
      'again.',
    retryable: false,
    scenarioId: 'recipient.21408',
  },
  '21602': {
    title: 'Empty message',
    message: 'The message has no text.',
    cause: 'The text of this clinic’s message is empty.',
    fix: 'Write the text of the message, then run the test again.',
    retryable: false,
    scenarioId: 'recipient.21602',
  },
  '21603': {
    title: 'No sender',
    message: 'No number to send from was given.',
    cause: 'No sending number is picked for this clinic yet.',
    fix: 'Pick the clinic’s number from the account’s list, then run the test again.',
    retryable: false,
    scenarioId: 'recipient.21603',
  },
  '21604': {
    title: 'No recipient',
    message: 'No recipient number was given.',
    cause: 'The recipient was left empty.',
    fix: 'Enter the number of the phone in your hand, with its country code.',
    retryable: false,
    scenarioId: 'recipient.21604',
  },
  '21606': {
    title: 'Number cannot send',
    message: 'The clinic’s number cannot send this message.',
    cause: 'It belongs to another Twilio account, or it cannot send text messages to this recipient.',
    fix:
      'Pick another number from the account’s list. In the Twilio Console, Phone Numbers, Active numbers shows ' +
      'which of them can send SMS. With Twilio’s test credentials only +15005550006 can send.',
    retryable: false,
    scenarioId: 'recipient.21606',
  },
  '21608': {
    title: 'Recipient not verified',
    message: 'This account may send only to verified numbers, and the recipient is not one.',
    cause:
      'It is a trial account, or its business profile is not approved yet. ' +
      'Twilio then allows only numbers that were verified with a code.',
    fix:
      'Twilio Console, Phone Numbers, Verified Caller IDs: add the recipient. ' +
      'Or upgrade the account, file its business profile there, and try again when it is approved.',
    retryable: false,
    scenarioId: 'recipient.21608',
  },
  '21610': {
    title: 'Recipient opted out',
    message: 'The recipient has replied STOP to this number.',
    cause:
      'Whoever texts STOP is never sent anything from that number again until they text START. ' +
      'Twilio enforces it, and so does the law.',
    fix: 'Ask the owner of that phone to text START to the clinic’s number, or test with another phone.',
    retryable: false,
    scenarioId: 'recipient.21610',
  },
  '21611': {
    title: 'Sending queue full',
    message: 'Too many messages are already waiting on this number.',
    cause:
      'Messages from one number go out one after another. More than ten hours’ worth is waiting; ' +
      'this one was not taken.',
    fix: 'Wait until the queue is shorter, and find out which program sends so much from this number.',
    retryable: true,
    scenarioId: 'recipient.21611',
  },
  '21612': {
    title: 'No route to recipient',
    message: 'The recipient cannot be reached from this number.',
    cause: 'Twilio has no way to carry a message from this sender to that country or phone company.',
    fix: 'Try another of the account’s numbers as sender, best one from the recipient’s own country.',
    retryable: false,
    scenarioId: 'recipient.21612',
  },
  '21614': {
    title: 'Not a mobile number',
    message: 'The recipient’s number is not a mobile phone.',
    cause: 'It is a landline or an incomplete number, and cannot get text messages.',
    fix: 'Test with a mobile number.',
    retryable: false,
    scenarioId: 'recipient.21614',
  },
  '21617': {
    title: 'Message too long',
    message: 'The message is longer than 1,600 characters.',
    cause: 'Twilio takes at most 1,600 characters in one message.',
    fix: 'Shorten the text of the message.',
    retryable: false,
    scenarioId: 'recipient.21617',
  },
  '21635': {
    title: 'Recipient is a landline',
    message: 'The recipient’s number is a landline.',
    cause: 'Landlines cannot get text messages.',
    fix: 'Test with a mobile number.',
    retryable: false,
    scenarioId: 'recipient.21635',
  },
  '21659': {
    title: 'Not a Twilio number',
    message: 'The number to send from is not a Twilio number of this account.',
    cause: 'It was typed and not picked, it belongs to another account, or it was given back to Twilio.',
    fix: 'Pick the sender from the list of the account’s own numbers.',
    retryable: false,
    scenarioId: 'recipient.21659',
  },
  '21660': {
    title: 'Sender of another account',
    message: 'The number to send from belongs to another Twilio account.',
    cause: 'The credentials are of one account and the number of another, often a main account and its subaccount.',
    fix:
      'Pick a number from this account’s list, or replace the credentials by those of the account that owns the ' +
      'number.',
    retryable: false,
    scenarioId: 'recipient.21660',
  },
  '21661': {
    title: 'Number without SMS',
    message: 'The number to send from cannot send text messages.',
    cause: 'It was bought for calls only.',
    fix:
      'Pick a number marked SMS from the account’s list, or buy one in the Twilio Console ' +
      'under Phone Numbers, Buy ' +
      'a number.',
    retryable: false,
    scenarioId: 'recipient.21661',
  },
  '572002': {
    title: 'Trial: wrong sender',
    message: 'A trial account must send from the number that Twilio gave it.',
    cause: 'Trial accounts may use only the one sender that Twilio assigned to them.',
    fix: 'Pick the assigned number from the list. To use another, upgrade the account in the Twilio Console.',
    retryable: false,
    scenarioId: 'recipient.572002',
  },
  '572005': {
    title: 'Trial: verification unfinished',
    message: 'The recipient’s number is not fully verified yet.',
    cause:
      'A trial account sends only to verified numbers, and the verification of this one was started but not finished.',
    fix:
      'Twilio Console, Phone Numbers, Verified Caller IDs: finish the verification with the code that the phone ' +
      'gets, then run the test again.',
    retryable: false,
    scenarioId: 'recipient.572005',
  },
};
