/** The grant of a request's token, and the permanent faults of its project. */
import type { ClientTrouble, Grant } from './model';
import { apiRefusal, newRefusal, oauthRefusal, type Refusal, scopeRefused } from './refusal';
import type { World } from './world';

const unauthenticated = () => apiRefusal(401, 'authError', 'Invalid Credentials');

/** @throws Refusal 401 */
export function grantOfRequest(world: World, authorization: string | undefined): Grant {
  const token = /^Bearer ([\w.~+/-]+=*)$/.exec(authorization ?? '')?.[1];
  const access = token === undefined ? undefined : world.access(token);
  if (access === undefined || access.expiresAt <= world.now() || !world.isAlive(access.grant)) throw unauthenticated();
  const { trouble } = access.grant.client;
  if (trouble === 'refused-token') throw unauthenticated();
  return access.grant;
}

const refusals: Partial<Record<ClientTrouble, () => Refusal>> = {
  'not-enabled': () =>
    apiRefusal(
      403,
      'accessNotConfigured',
      'Google Calendar API has not been used in this project before or it is disabled.',
      'SERVICE_DISABLED',
    ),
  'rate-limit': () => apiRefusal(403, 'rateLimitExceeded', 'Rate Limit Exceeded'),
  'user-rate-limit': () => apiRefusal(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded'),
  'not-enabled-new': () =>
    newRefusal(
      403,
      'SERVICE_DISABLED',
      'Google Calendar API has not been used in this project before or it is disabled.',
    ),
  'permission-lost': scopeRefused,
  'permission-lost-new': () =>
    newRefusal(403, 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'Request had insufficient authentication scopes.'),
  'daily-limit': () => apiRefusal(403, 'dailyLimitExceeded', 'Daily Limit Exceeded'),
  quota: () => apiRefusal(403, 'quotaExceeded', 'Calendar usage limits exceeded.'),
  'no-calendar': () => apiRefusal(403, 'notACalendarUser', 'The user must be signed up for Google Calendar.'),
  'backend-error': () => apiRefusal(503, 'backendError', 'Backend Error'),
};

/** Refuses calendar requests of a project with a permanent fault. @throws Refusal */
export function refuseTroubled({ client }: Grant): void {
  const refusal = client.trouble === null ? undefined : refusals[client.trouble];
  if (refusal !== undefined) throw refusal();
}

/** The answer of the user info endpoint. @throws Refusal */
export function userInfo({ client, account, scopes }: Grant): Record<string, unknown> {
  if (client.trouble === 'ended-token') throw oauthRefusal(401, 'invalid_token', 'Token expired or revoked');
  const has = (name: string) =>
    scopes.includes(name) || scopes.includes(`https://www.googleapis.com/auth/userinfo.${name}`);
  if (!has('openid') && !has('email') && !has('profile'))
    throw apiRefusal(401, 'authError', 'Request is missing required authentication credential.');
  return {
    id: account.id,
    ...(has('email') ? { email: account.email, verified_email: true } : {}),
    ...(has('profile') ? { name: account.name } : {}),
  };
}
