/** Authentication and permissions. */
import { timingSafeEqual } from 'node:crypto';
import type { Account, ApiKey, Permission } from './model';
import { authenticationRefused, notFound, permissionRefused, Refusal, testCredentialsRefused } from './refusal';
import type { World } from './world';

export type Caller = { account: Account; key: ApiKey | null };

/** The permission that a route needs. `accounts`, `keys` and `auth-tokens` are closed to ordinary API keys. */
export type RoutePermission = Permission | 'accounts' | 'keys' | 'auth-tokens';

const same = (left: string, right: string) => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** @throws Refusal 20003 when the pair is not known, 20404 when there is no such account */
export function authenticate(world: World, authorization: string | undefined, path: string): Caller {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) throw authenticationRefused();
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const [user, password] = colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)];
  if (user.startsWith('SK')) {
    const owner = world.keyOwner(user);
    if (owner === undefined || !same(owner.key.secret, password)) throw authenticationRefused();
    return owner;
  }
  const account = world.account(user);
  if (account === undefined) throw /^AC[0-9a-f]{32}$/.test(user) ? notFound(path) : authenticationRefused();
  const fits =
    same(account.authToken, password) ||
    (account.secondaryAuthToken !== null && same(account.secondaryAuthToken, password));
  if (!fits) throw authenticationRefused();
  return { account, key: null };
}

/** The account a path names. @throws Refusal 20404 when there is none, 20003 when it is somebody else's */
export function reach(world: World, caller: Caller, accountSid: string, path: string): Account {
  const account = world.account(accountSid);
  if (account === undefined) throw notFound(path);
  if (account.sid !== caller.account.sid) throw authenticationRefused();
  return account;
}

/** @throws Refusal when this caller may not use a route that needs `permission` */
export function authorize(caller: Caller, permission: RoutePermission): void {
  if (caller.account.testOnly) {
    if (permission !== 'messages:create') throw testCredentialsRefused();
    return;
  }
  const { key } = caller;
  if (key === null) return;
  if (permission === 'auth-tokens') throw authenticationRefused();
  if (permission === 'accounts' || permission === 'keys') {
    if (key.kind !== 'main') throw authenticationRefused();
    return;
  }
  if (key.kind === 'restricted' && !key.permissions.includes(permission)) throw permissionRefused();
}

/** Sending needs an account in good standing. */
export function requireActive(account: Account): void {
  if (account.status !== 'active') throw new Refusal(20005, 403, `Account ${account.sid} is not active`);
}
