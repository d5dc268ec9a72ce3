/** Twilio's checks before it accepts a message, in its order. Each check ends in a refusal or lets the message pass. */
import { e164Pattern } from '../../../../src-shared/e164';
import { requireActive } from '../authenticate';
import type { Account, OwnedNumber } from '../model';
import { Refusal } from '../refusal';
import type { World } from '../world';

export type Draft = {
  to: string;
  from: string;
  body: string;
  messagingServiceSid: string | null;
  sender: OwnedNumber | null;
};

const no = (code: number, message: string) => new Refusal(code, 400, message);

/** Parses a number to E.164; null when it is none. */
const asNumber = (text: string) => {
  const compact = text.replace(/[\s().-]/g, '');
  return e164Pattern.test(compact) ? compact : null;
};

const reserved = '+15005550';
const magicSenders: Record<string, Refusal> = {
  [`${reserved}001`]: no(21212, "Invalid 'From' Phone Number: +15005550001"),
  [`${reserved}007`]: no(
    21606,
    'The From phone number +15005550007 is not a valid, SMS-capable inbound phone number or short code for your ' +
      'account.',
  ),
  [`${reserved}008`]: no(21611, "This 'From' number has exceeded the maximum number of queued messages"),
};
const magicRecipients: Record<string, Refusal> = {
  [`${reserved}001`]: no(21211, "Invalid 'To' Phone Number: +15005550001"),
  [`${reserved}002`]: no(21612, "The 'To' phone number: +15005550002, is not currently reachable via SMS"),
  [`${reserved}003`]: no(
    21408,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: +15005550003",
  ),
  [`${reserved}004`]: no(21610, 'Attempt to send to unsubscribed recipient'),
  [`${reserved}009`]: no(21614, "'To' number is not a valid mobile number: +15005550009"),
};

/** Test credentials accept only the magic sender, and deliver nothing. */
function checkTestCredentials(from: string, to: string): void {
  const refusal = magicSenders[from] ?? magicRecipients[to];
  if (refusal !== undefined) throw refusal;
  if (from !== `${reserved}006`)
    throw no(
      21606,
      `The From phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`,
    );
}

function ownSender(world: World, account: Account, from: string): OwnedNumber {
  const owner = world.numberOwner(from);
  if (owner === undefined)
    throw no(21659, `'From' ${from} is not a Twilio phone number or Short Code country mismatch`);
  if (owner.account.sid !== account.sid)
    throw no(21660, `Mismatch between the 'From' number ${from} and the account ${account.sid}`);
  if (!owner.number.capabilities.sms)
    throw no(
      21606,
      `The From phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`,
    );
  return owner.number;
}

/** The sender of a messaging service: its first number that can send. */
function serviceSender(account: Account, serviceSid: string): OwnedNumber {
  const service = account.services.find((candidate) => candidate.sid === serviceSid);
  if (service === undefined) throw new Refusal(21701, 404, `The Messaging Service ${serviceSid} does not exist`);
  const sender = account.numbers.find((number) => number.capabilities.sms && service.numberSids.includes(number.sid));
  if (sender === undefined) throw no(21703, 'The Messaging Service contains no phone numbers.');
  return sender;
}

/** @throws Refusal with the code of the first thing that is wrong */
export function checkMessage(world: World, account: Account, form: URLSearchParams): Draft {
  const given = {
    to: form.get('To') ?? '',
    from: form.get('From') ?? '',
    service: form.get('MessagingServiceSid'),
    body: form.get('Body') ?? '',
  };
  if (given.to === '') throw no(21604, "A 'To' phone number is required.");
  if (given.from === '' && given.service === null) throw no(21603, "A 'From' phone number is required.");
  if (given.body === '' && form.get('MediaUrl') === null && form.get('ContentSid') === null)
    throw no(21602, 'Message body is required.');
  if (given.body.length > 1600) throw no(21617, 'The concatenated message body exceeds the 1600 character limit');
  const to = asNumber(given.to);
  if (to === null) throw no(21211, `Invalid 'To' Phone Number: ${given.to.slice(0, 40)}`);
  const typedSender = given.from === '' ? null : asNumber(given.from);
  if (given.from !== '' && typedSender === null)
    throw no(21212, `Invalid 'From' Phone Number: ${given.from.slice(0, 40)}`);
  if (typedSender === to) throw no(21211, "'To' and 'From' number cannot be the same");
  if (account.testOnly) {
    checkTestCredentials(typedSender ?? '', to);
    return { to, from: typedSender ?? '', body: given.body, messagingServiceSid: given.service, sender: null };
  }
  requireActive(account);
  const sender =
    typedSender === null ? serviceSender(account, given.service ?? '') : ownSender(world, account, typedSender);
  return { to, from: sender.phoneNumber, body: given.body, messagingServiceSid: given.service, sender };
}

/**
 * Restrictions of trial accounts. Checked last, so that a practice recipient shows its own refusal on a trial account
 * too.
 * @throws Refusal 21608, 572002 or 572005
 */
export function checkTrialRules(account: Account, { from, to }: Draft): void {
  if (account.type !== 'Trial') return;
  if (from !== account.numbers.find((number) => number.capabilities.sms)?.phoneNumber)
    throw no(572002, 'Trial accounts must send from their assigned sender');
  const callerId = account.callerIds.find((candidate) => candidate.phoneNumber === to);
  if (callerId === undefined || !to.startsWith('+1')) {
    throw no(21608, `The number ${to} is unverified. Trial accounts cannot send messages to unverified numbers.`);
  }
  if (!callerId.verified) throw no(572005, `The verification of ${to} is not complete`);
}
