/**
 * Practice recipients: numbers that make a known thing happen. All of them lie in the 555-01xx block, which is kept
 * free for fiction, so none can ever be somebody's phone. Any other number is an ordinary phone that gets its message.
 *
 * - `+1 415 555 01nn` fails on its way with code 300nn
 * - `+1 628 555 01nn` is refused at once
 * - `+1 510 555 01nn` varies how, or whether, Twilio answers and delivers
 */
import { catalogue } from '../../../src-shared/errors-catalogue';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { Journey } from './delivery';
import type { Fault } from './faults';

type RecipientEffect =
  | { kind: 'refuse'; code: number; status: number; message: string }
  | { kind: 'journey'; journey: Journey }
  /** The request itself goes wrong, before or after the message was accepted. */
  | { kind: 'fault'; fault: Fault };

export type RecipientScenario = {
  id: string;
  number: string;
  readonly label: string;
  code: string | null;
  effect: RecipientEffect;
};

const titleOf = (code: number) => catalogue.find((entry) => entry.code === `twilio.${code}`)?.title ?? `Code ${code}`;

const two = (value: number) => String(value).padStart(2, '0');

const undelivered = (code: number, ends: 'undelivered' | 'failed' = 'undelivered'): RecipientScenario => ({
  id: `recipient.${code}`,
  number: `+141555501${two(code % 100)}`,
  get label() {
    return titleOf(code);
  },
  code: `twilio.${code}`,
  effect: { kind: 'journey', journey: { ends, errorCode: code } },
});

const refused = (line: number, code: number, message: string, status = 400): RecipientScenario => ({
  id: `recipient.${code}`,
  number: `+162855501${two(line)}`,
  get label() {
    return titleOf(code);
  },
  code: `twilio.${code}`,
  effect: { kind: 'refuse', code, status, message },
});

const special = (
  line: number,
  name: string,
  label: Text,
  code: string | null,
  effect: RecipientEffect,
): RecipientScenario => ({
  id: `recipient.${name}`,
  number: `+151055501${two(line)}`,
  get label() {
    return t(label);
  },
  code,
  effect,
});

const journey = (value: Journey): RecipientEffect => ({ kind: 'journey', journey: value });
const fault = (value: Fault): RecipientEffect => ({ kind: 'fault', fault: value });

export const recipientScenarios: readonly RecipientScenario[] = [
  special(0, 'delivered', text('Arrives after about three seconds'), null, journey({ ends: 'delivered' })),
  special(1, 'slow', text('Arrives after about half a minute'), null, journey({ ends: 'delivered', slowness: 12 })),
  special(2, 'no-receipt', text('Accepted by the carrier, never confirmed'), null, journey({ ends: 'sent' })),
  special(3, 'never-moves', text('Stays queued for ever'), null, journey({ ends: 'queued' })),

  refused(1, 21211, "Invalid 'To' Phone Number"),
  refused(2, 21212, "Invalid 'From' Phone Number"),
  refused(3, 21408, 'Permission to send an SMS has not been enabled for the region indicated by the To number'),
  refused(
    4,
    21606,
    'The From phone number is not a valid, SMS-capable inbound phone number or short code for your account.',
  ),
  refused(5, 21608, 'The number is unverified. Trial accounts cannot send messages to unverified numbers.'),
  refused(6, 21610, 'Attempt to send to unsubscribed recipient'),
  refused(7, 21611, 'This From number has exceeded the maximum number of queued messages'),
  refused(8, 21612, "The 'To' phone number is not currently reachable using the 'From' phone number via SMS"),
  refused(9, 21614, "'To' number is not a valid mobile number"),
  refused(10, 21635, "'To' number cannot be a Landline"),
  refused(11, 21659, "'From' is not a Twilio phone number or Short Code country mismatch"),
  refused(12, 21660, "Mismatch between the 'From' number and the account"),
  refused(13, 21661, "'From' number is not SMS-capable"),
  refused(14, 572002, 'Trial accounts must send from their assigned sender'),
  refused(15, 572005, 'Verification of the recipient is not complete'),
  refused(16, 20429, 'Too Many Requests', 429),
  refused(17, 20500, 'An internal server error has occurred', 500),
  refused(18, 20004, 'Method not allowed', 405),
  refused(19, 20005, 'Account is not active', 403),
  refused(20, 21602, 'Message body is required.'),
  refused(21, 21603, "A 'From' phone number is required."),
  refused(22, 21604, "A 'To' phone number is required."),
  refused(23, 21617, 'The concatenated message body exceeds the 1600 character limit.'),

  undelivered(30001, 'failed'),
  undelivered(30002, 'failed'),
  undelivered(30003),
  undelivered(30004),
  undelivered(30005),
  undelivered(30006),
  undelivered(30007),
  undelivered(30008),
  undelivered(30032),
  undelivered(30034),
  undelivered(30035),

  special(10, 'unknown-refusal', text('Refused with a code nobody knows yet'), 'twilio.21999', {
    kind: 'refuse',
    code: 21999,
    status: 400,
    message: 'A reason that was added after this console was made',
  }),
  special(
    11,
    'unknown-delivery',
    text('Fails on its way with a code nobody knows yet'),
    'twilio.30999',
    journey({ ends: 'undelivered', errorCode: 30999 }),
  ),
  special(12, 'no-code', text('Fails on its way without any code'), null, journey({ ends: 'undelivered' })),
  special(
    13,
    'other-shape',
    text('Refused in an unexpected form'),
    'twilio.http-422',
    fault({ kind: 'other-shape', status: 422 }),
  ),
  special(
    14,
    'answer-lost',
    text('Accepted, then the connection breaks'),
    'network.reset',
    fault({ kind: 'drop-after' }),
  ),
  special(
    15,
    'answer-never',
    text('Accepted, but no answer ever comes'),
    'network.timeout',
    fault({ kind: 'stall-after' }),
  ),
  special(
    16,
    'answer-half',
    text('Accepted, and the answer breaks off half-way'),
    'network.reset',
    fault({ kind: 'half' }),
  ),
  special(
    17,
    'connection-broken',
    text('The connection breaks before anything is sent'),
    'network.reset',
    fault({ kind: 'reset' }),
  ),
  special(
    18,
    'web-page',
    text('A web page answers instead of Twilio'),
    'network.unreadable-answer',
    fault({ kind: 'html', status: 200 }),
  ),
];

const byNumber = new Map(recipientScenarios.map((scenario) => [scenario.number, scenario]));
const byId = new Map(recipientScenarios.map((scenario) => [scenario.id, scenario]));

export const recipientScenario = (number: string): RecipientScenario | undefined => byNumber.get(number);
export const recipientScenarioById = (id: string): RecipientScenario | undefined => byId.get(id);
