/** `/Keys.json`: API keys. A key's secret is in the answer to its creation and nowhere else. */
import { listPage, rfc2822 } from '../formats';
import type { ApiKey } from '../model';
import { notFound } from '../refusal';
import type { Call, Route } from '../route';

const show = (key: ApiKey) => ({
  sid: key.sid,
  friendly_name: key.friendlyName,
  date_created: rfc2822(key.createdAt),
  date_updated: rfc2822(key.createdAt),
});

function find({ account, params, path }: Call): ApiKey {
  const key = account.keys.get(params.Sid ?? '');
  if (key === undefined) throw notFound(path);
  return key;
}

export const keyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/Keys.json',
    permission: 'keys',
    handle: ({ account, query, path }) => ({
      status: 200,
      body: listPage({ query, path, rows: [...account.keys.values()], key: 'keys', show }),
    }),
  },
  {
    method: 'POST',
    path: '/2010-04-01/Accounts/{AccountSid}/Keys.json',
    permission: 'keys',
    handle: ({ world, account, form }) => {
      const key: ApiKey = {
        sid: world.ids.sid('SK'),
        secret: world.ids.secret(),
        friendlyName: (form.get('FriendlyName') ?? '').slice(0, 64),
        kind: 'standard',
        permissions: [],
        createdAt: world.now(),
      };
      world.addKey(account, key);
      return { status: 201, body: { ...show(key), secret: key.secret } };
    },
  },
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json',
    permission: 'keys',
    handle: (call) => ({ status: 200, body: show(find(call)) }),
  },
  {
    method: 'DELETE',
    path: '/2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json',
    permission: 'keys',
    handle: (call) => {
      call.world.removeKey(call.account, find(call).sid);
      return { status: 204, body: null };
    },
  },
];
