/** Codes that a message gets on its way: Twilio took it, and it did not arrive. */
import { text } from '../../texts/translate';
import type { CatalogueRow } from '../error-rows';

export const twilioDeliveryRows: Record<string, Omit<CatalogueRow, 'helpUrl'>> = {
  '30001': {
    title: text('Queue overflow'),
    message: text('The message waited too long and was dropped.'),
    cause: text('More than ten hours’ worth of messages was waiting on this number.'),
    fix: text(
      'Find out which program sends so much from this number, let the queue empty, and then run the test again.',
    ),
    retryable: true,
    scenarioId: 'recipient.30001',
  },
  '30002': {
    title: text('Account suspended'),
    message: text('The account was suspended before the message went out.'),
    cause: text('Usually the balance ran out, a payment failed, or Twilio is reviewing the account.'),
    fix: text(
      'Sign in to the Twilio Console, read the notice at the top, pay what is open, or answer Twilio’s e-mail. Then run the test again.',
    ),
    retryable: false,
    scenarioId: 'recipient.30002',
  },
  '30003': {
    title: text('Phone not reachable'),
    message: text('The recipient’s phone could not be reached.'),
    cause: text('It is switched off, has no signal, or is abroad without roaming.'),
    fix: text('Check that the phone is on and has signal, then run the test again later.'),
    retryable: true,
    scenarioId: 'recipient.30003',
  },
  '30004': {
    title: text('Message blocked'),
    message: text('The message was blocked on its way to this recipient.'),
    cause: text('The recipient blocked this number or such messages, or their phone company did.'),
    fix: text(
      'Ask the recipient whether they blocked the number. Try another phone, or another of the account’s numbers as sender.',
    ),
    retryable: false,
    scenarioId: 'recipient.30004',
  },
  '30005': {
    title: text('Number unknown'),
    message: text('The recipient’s number is unknown or no longer in use.'),
    cause: text('Usually the number was mistyped, given up, or moved to another phone company.'),
    fix: text('Check the number with its owner, correct it, and run the test again.'),
    retryable: false,
    scenarioId: 'recipient.30005',
  },
  '30006': {
    title: text('Landline or unreachable carrier'),
    message: text('The recipient’s line cannot get this message.'),
    cause: text('It is a landline, or its phone company does not take messages from this kind of number.'),
    fix: text('Test with a mobile number. Trying the same one again will not help.'),
    retryable: false,
    scenarioId: 'recipient.30006',
  },
  '30007': {
    title: text('Filtered as spam'),
    message: text('A phone company filtered the message out as unwanted.'),
    cause: text('Its wording, a link in it, or the number it came from looked like spam.'),
    fix: text(
      'Reword the message: name the clinic, avoid shortened links and capitals. If it goes on, send three Message SIDs (shown with each test) to Twilio support.',
    ),
    retryable: false,
    scenarioId: 'recipient.30007',
  },
  '30008': {
    title: text('Not delivered, reason unknown'),
    message: text('The message was not delivered, and nobody said why.'),
    cause: text(
      'The phone company gave no reason. Usually the phone was off, or the connection between the companies was disturbed.',
    ),
    fix: text('Run the test once more. If it fails again, send the Message SID to Twilio support.'),
    retryable: true,
    scenarioId: 'recipient.30008',
  },
  '30032': {
    title: text('Toll-free number not verified'),
    message: text('The clinic’s toll-free number is not verified for text messages.'),
    cause: text(
      'Numbers such as +1 800 and +1 888 may send in the US and Canada only after Twilio has verified the business.',
    ),
    fix: text(
      'Twilio Console, Phone Numbers, Active numbers: open the number, then Regulatory Information, and submit the verification. If it is submitted, wait for the approval.',
    ),
    retryable: false,
    scenarioId: 'recipient.30032',
  },
  '30034': {
    title: text('US number not registered'),
    message: text('The clinic’s US number is not registered for business messages.'),
    cause: text(
      'US phone companies block ordinary numbers that are not part of an approved campaign. The registration is called A2P 10DLC: it tells them who sends, and what.',
    ),
    fix: text(
      'Twilio Console, Messaging, Regulatory Compliance: register the business and a campaign, then add this number to the campaign’s messaging service. Approval takes days.',
    ),
    retryable: false,
    scenarioId: 'recipient.30034',
  },
  '30035': {
    title: text('Registration in progress'),
    message: text('The registration of the clinic’s US number is not finished yet.'),
    cause: text('The number was added to an approved campaign, and the phone companies are still being told of it.'),
    fix: text('Wait, usually less than a day, then run the test again. Nothing else needs to be done.'),
    retryable: true,
    scenarioId: 'recipient.30035',
  },
};
