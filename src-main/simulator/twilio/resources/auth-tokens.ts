/**
 * `accounts.twilio.com`: replacing an auth token. A second one is made, used, and promoted; the old one fails at once.
 */
import { iso8601 } from '../formats';
import type { Account } from '../model';
import { notFound, Refusal } from '../refusal';
import type { Call, Route } from '../route';

const show = ({ world, account, path }: Call, secret: Record<string, string>) => ({
  account_sid: account.sid,
  ...secret,
  date_created: iso8601(account.createdAt),
  date_updated: iso8601(world.now()),
  url: `https://accounts.twilio.com${path}`,
});

function secondary(account: Account, path: string): string {
  if (account.secondaryAuthToken === null) throw notFound(path);
  return account.secondaryAuthToken;
}

export const authTokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/AuthTokens/Secondary',
    permission: 'auth-tokens',
    handle: (call) => {
      const { account, world } = call;
      if (account.secondaryAuthToken !== null) throw new Refusal(20001, 400, 'A secondary auth token exists already');
      account.secondaryAuthToken = world.ids.secret();
      return { status: 201, body: show(call, { secondary_auth_token: account.secondaryAuthToken }) };
    },
  },
  {
    method: 'DELETE',
    path: '/v1/AuthTokens/Secondary',
    permission: 'auth-tokens',
    handle: ({ account, path }) => {
      secondary(account, path);
      account.secondaryAuthToken = null;
      return { status: 204, body: null };
    },
  },
  {
    method: 'POST',
    path: '/v1/AuthTokens/Promote',
    permission: 'auth-tokens',
    handle: (call) => {
      const { account, path } = call;
      account.authToken = secondary(account, path);
      account.secondaryAuthToken = null;
      return { status: 200, body: show(call, { auth_token: account.authToken }) };
    },
  },
];
