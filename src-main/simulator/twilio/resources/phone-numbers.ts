/**
 * `/IncomingPhoneNumbers.json` (the account's own numbers) and `/OutgoingCallerIds.json` (a trial account's verified
 * recipients).
 */
import { listPage, rfc2822 } from '../formats';
import type { Account, CallerId, OwnedNumber } from '../model';
import { notFound } from '../refusal';
import type { Route } from '../route';

const showNumber = (account: Account) => (number: OwnedNumber) => ({
  account_sid: account.sid,
  address_requirements: 'none',
  address_sid: null,
  api_version: '2010-04-01',
  beta: false,
  bundle_sid: null,
  capabilities: { ...number.capabilities },
  date_created: rfc2822(number.createdAt),
  date_updated: rfc2822(number.createdAt),
  emergency_address_sid: null,
  emergency_address_status: 'unregistered',
  emergency_status: 'Inactive',
  friendly_name: number.friendlyName,
  identity_sid: null,
  origin: 'twilio',
  phone_number: number.phoneNumber,
  sid: number.sid,
  sms_application_sid: '',
  sms_fallback_method: 'POST',
  sms_fallback_url: '',
  sms_method: 'POST',
  sms_url: '',
  status: 'in-use',
  status_callback: '',
  status_callback_method: 'POST',
  trunk_sid: null,
  type: number.kind === 'toll free' ? 'tollfree' : number.kind,
  uri: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${number.sid}.json`,
  voice_application_sid: null,
  voice_caller_id_lookup: false,
  voice_fallback_method: 'POST',
  voice_fallback_url: null,
  voice_method: 'POST',
  voice_receive_mode: 'voice',
  voice_url: null,
});

const showCallerId = (account: Account) => (callerId: CallerId) => ({
  account_sid: account.sid,
  date_created: rfc2822(callerId.createdAt),
  date_updated: rfc2822(callerId.createdAt),
  friendly_name: callerId.friendlyName,
  phone_number: callerId.phoneNumber,
  sid: callerId.sid,
  uri: `/2010-04-01/Accounts/${account.sid}/OutgoingCallerIds/${callerId.sid}.json`,
});

/** Twilio matches a part of a number too, with `*` for any digit. */
function matcher(pattern: string | null): (phoneNumber: string) => boolean {
  const digits = (pattern ?? '').replace(/[^\d*]/g, '');
  if (digits === '') return () => true;
  const expression = new RegExp(digits.replaceAll('*', '\\d'));
  return (phoneNumber) => expression.test(phoneNumber.slice(1));
}

export const phoneNumberRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json',
    permission: 'phone-numbers',
    handle: ({ account, query, path }) => {
      const fits = matcher(query.get('PhoneNumber'));
      const name = query.get('FriendlyName');
      const rows = account.numbers.filter(
        (number) => fits(number.phoneNumber) && (name === null || number.friendlyName === name),
      );
      return {
        status: 200,
        body: listPage({
          query,
          path,
          rows,
          key: 'incoming_phone_numbers',
          show: showNumber(account),
          endless: account.endlessNumbers,
        }),
      };
    },
  },
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json',
    permission: 'phone-numbers',
    handle: ({ account, params, path }) => {
      const number = account.numbers.find((candidate) => candidate.sid === params.Sid);
      if (number === undefined) throw notFound(path);
      return { status: 200, body: showNumber(account)(number) };
    },
  },
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json',
    permission: 'caller-ids',
    handle: ({ account, query, path }) => {
      const fits = matcher(query.get('PhoneNumber'));
      const rows = account.callerIds.filter((callerId) => callerId.verified && fits(callerId.phoneNumber));
      return {
        status: 200,
        body: listPage({ query, path, rows, key: 'outgoing_caller_ids', show: showCallerId(account) }),
      };
    },
  },
];
