/** The key of a request, and its permissions. */
import type { Level, Permission, SimulatedKey } from './model';
import { maskedKey, type Refusal, refuse } from './refusal';
import type { World } from './world';

function keyIn(authorization: string | undefined): string | null {
  const [scheme = '', value = ''] = (authorization ?? '').split(/\s+(.*)/s);
  if (value === '') return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? null;
}

/** @throws Refusal 401 */
export function keyOfRequest(world: World, authorization: string | undefined): SimulatedKey {
  const secret = keyIn(authorization);
  if (secret === null || secret === '')
    throw refuse(
      401,
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer ' +
        'auth (e.g. ‘Authorization: Bearer YOUR_SECRET_KEY’).',
    );
  const key = world.keys.get(secret);
  if (key === undefined) throw refuse(401, `Invalid API Key provided: ${maskedKey(secret)}`);
  return key;
}

/** What goes wrong with every request of this key. */
export function troubleOf({ trouble, secret, account }: SimulatedKey): Refusal | null {
  const masked = maskedKey(secret);
  switch (trouble) {
    case 'expired-key':
      return refuse(401, `Expired API Key provided: ${masked}`, { code: 'api_key_expired' });
    case 'ip-not-allowed':
      return refuse(401, 'The API key provided does not allow requests from your IP address.');
    case 'secret-key-required':
      return refuse(401, 'This API call cannot be made with a publishable API key. Please use a secret API key.', {
        code: 'secret_key_required',
      });
    case 'platform-key-expired':
      return refuse(401, 'The API key provided by your Connect platform has expired.', {
        code: 'platform_api_key_expired',
      });
    case 'platform-required':
      return refuse(403, 'Only Stripe Connect platforms can work with other accounts.', {
        code: 'platform_account_required',
      });
    case 'account-invalid':
      return refuse(
        403,
        `The provided key '${masked}' does not have access to account '${account.id}' (or that account does not ` +
          'exist). Application access may have been revoked.',
        { code: 'account_invalid' },
      );
    case 'dependency-failed':
      return refuse(424, 'The request could not be completed because a dependency outside of Stripe failed.', {
        type: 'api_error',
      });
    case 'rate-limit':
      return refuse(429, 'Request rate limit exceeded.', { code: 'rate_limit' });
    case 'lock-timeout':
      return refuse(
        429,
        'This object cannot be accessed right now because another API request or Stripe process is currently ' +
          'accessing it.',
        { code: 'lock_timeout' },
      );
    case 'api-error':
      return refuse(500, 'An unknown error occurred.', { type: 'api_error' });
    default:
      return null;
  }
}

const enough = (have: Level | undefined, need: Level) => have === 'write' || have === need;

/** @throws Refusal 403 that names the permission */
export function requirePermission(key: SimulatedKey, permission: Permission, level: Level): void {
  if (key.permissions === null || enough(key.permissions[permission], level)) return;
  throw refuse(
    403,
    `The provided key '${maskedKey(key.secret)}' does not have the required permissions for this endpoint on ` +
      `account '${key.account.id}'. Having the 'rak_${permission}_${level}' permission would allow this request to ` +
      'continue.',
  );
}
