/** `/Accounts/{AC}.json` and `/Balance.json`. The account's answer carries its auth token, as the real one does. */
import { listPage, rfc2822 } from '../formats';
import type { Account } from '../model';
import type { Route } from '../route';

const subresources: Record<string, string> = {
  addresses: 'Addresses',
  applications: 'Applications',
  authorized_connect_apps: 'AuthorizedConnectApps',
  available_phone_numbers: 'AvailablePhoneNumbers',
  balance: 'Balance',
  calls: 'Calls',
  conferences: 'Conferences',
  connect_apps: 'ConnectApps',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  keys: 'Keys',
  messages: 'Messages',
  notifications: 'Notifications',
  outgoing_caller_ids: 'OutgoingCallerIds',
  queues: 'Queues',
  recordings: 'Recordings',
  short_codes: 'SMS/ShortCodes',
  signing_keys: 'SigningKeys',
  sip: 'SIP',
  transcriptions: 'Transcriptions',
  usage: 'Usage',
};

const show = (account: Account) => {
  const base = `/2010-04-01/Accounts/${account.sid}`;
  return {
    auth_token: account.authToken,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.createdAt),
    friendly_name: account.friendlyName,
    owner_account_sid: account.sid,
    sid: account.sid,
    status: account.status,
    subresource_uris: Object.fromEntries(
      Object.entries(subresources).map(([name, path]) => [name, `${base}/${path}.json`]),
    ),
    type: account.type,
    uri: `${base}.json`,
  };
};

export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/2010-04-01/Accounts.json',
    permission: 'accounts',
    handle: ({ account, query, path }) => {
      const name = query.get('FriendlyName');
      const status = query.get('Status');
      const rows = [account].filter(
        (row) => (name === null || row.friendlyName === name) && (status === null || row.status === status),
      );
      return { status: 200, body: listPage({ query, path, rows, key: 'accounts', show }) };
    },
  },
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}.json',
    permission: 'accounts',
    handle: ({ account }) => ({ status: 200, body: show(account) }),
  },
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/Balance.json',
    permission: 'balance',
    handle: ({ account }) => ({
      status: 200,
      body: { account_sid: account.sid, balance: account.balance, currency: account.currency },
    }),
  },
];
