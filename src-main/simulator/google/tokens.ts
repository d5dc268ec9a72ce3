/** The token and revocation endpoints. */
import { createHash } from 'node:crypto';
import type { Grant, OAuthClient } from './model';
import { apiRefusal, oauthRefusal } from './refusal';
import type { World } from './world';

const ended = () => oauthRefusal(400, 'invalid_grant', 'Token has been expired or revoked.');

/** @throws Refusal `invalid_client` in each of its kinds */
function authenticate(world: World, form: URLSearchParams): OAuthClient {
  const client = world.clients.get(form.get('client_id') ?? '');
  if (client === undefined) throw oauthRefusal(401, 'invalid_client', 'The OAuth client was not found.');
  if (client.trouble === 'deleted-client') throw oauthRefusal(401, 'deleted_client', 'The OAuth client was deleted.');
  if (client.trouble === 'disabled-client')
    throw oauthRefusal(401, 'disabled_client', 'The OAuth client was disabled.');
  if (form.get('client_secret') !== client.secret)
    throw oauthRefusal(401, 'invalid_client', 'The provided client secret is invalid.');
  if (client.trouble === 'unauthorized-client') throw oauthRefusal(401, 'unauthorized_client', 'Unauthorized');
  return client;
}

function answer(world: World, grant: Grant, refreshToken: string | null): Record<string, unknown> {
  const { expiresAt, client } = grant;
  // These two connect and fail at the first check: their access tokens expire at once.
  const lifeMs = client.trouble === 'revoked' || client.trouble === 'session-policy' ? 2000 : world.accessLifeMs();
  return {
    access_token: world.newAccessToken(grant, lifeMs),
    expires_in: Math.floor(lifeMs / 1000),
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    ...(expiresAt === null
      ? {}
      : { refresh_token_expires_in: Math.max(1, Math.floor((expiresAt - world.now()) / 1000)) }),
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
  };
}

function tradeCode(world: World, client: OAuthClient, form: URLSearchParams): Record<string, unknown> {
  // For some clients Google reports a bad code before a bad secret.
  if (client.kind === 'web' && client.trouble !== 'told-on-page')
    throw oauthRefusal(400, 'redirect_uri_mismatch', 'Bad Request');
  if (client.trouble === 'unfinished-project')
    throw oauthRefusal(400, 'invalid_request', 'The request is not complete.');
  const code = world.codes.get(form.get('code') ?? '');
  if (code === undefined || code.client.id !== client.id || client.trouble === 'code-refused')
    throw oauthRefusal(400, 'invalid_grant', 'Malformed auth code.');
  if (form.get('redirect_uri') !== code.redirectUri) throw oauthRefusal(400, 'redirect_uri_mismatch', 'Bad Request');
  const verifier = form.get('code_verifier');
  if (verifier === null || !/^[\w.~-]{43,128}$/.test(verifier))
    throw oauthRefusal(400, 'invalid_grant', 'Missing code verifier.');
  if (createHash('sha256').update(verifier).digest('base64url') !== code.codeChallenge)
    throw oauthRefusal(400, 'invalid_grant', 'Invalid code verifier.');
  if (code.used || code.expiresAt <= world.now()) throw oauthRefusal(400, 'invalid_grant', 'Bad Request');
  code.used = true;
  const grant = world.addGrant({ client, account: code.account, scopes: code.scopes }, code.wantsRefreshToken);
  return answer(world, grant, grant.refreshToken);
}

function renew(world: World, client: OAuthClient, form: URLSearchParams): Record<string, unknown> {
  const token = form.get('refresh_token') ?? '';
  const grant = world.refreshGrant(token);
  if (grant === undefined || grant.client.id !== client.id) throw ended();
  if (client.trouble === 'session-policy')
    throw oauthRefusal(400, 'invalid_grant', 'reauth related error (invalid_rapt)', {
      error_subtype: 'invalid_rapt',
      error_uri: 'https://support.google.com/a/answer/9368756',
    });
  if (client.trouble === 'revoked' || !world.isAlive(grant)) throw ended();
  // A replaced token stays valid until its successor was used once, since an answer can get lost.
  if (token !== grant.refreshToken && token !== grant.successor) throw ended();
  if (token === grant.successor) {
    grant.refreshToken = token;
    grant.successor = null;
  }
  if (!world.rotates()) return answer(world, grant, null);
  grant.successor = world.newRefreshToken(grant);
  return answer(world, grant, grant.successor);
}

/** The answer to POST /token. @throws Refusal */
export function tokenAnswer(world: World, form: URLSearchParams): Record<string, unknown> {
  const names = [...form.keys()];
  if (new Set(names).size !== names.length)
    throw oauthRefusal(400, 'invalid_request', 'A parameter was sent more than once.');
  const client = authenticate(world, form);
  const kind = form.get('grant_type');
  if (kind === 'authorization_code') return tradeCode(world, client, form);
  if (kind === 'refresh_token') return renew(world, client, form);
  throw oauthRefusal(400, 'unsupported_grant_type', `Invalid grant_type: ${kind ?? ''}`);
}

/** The answer to POST /revoke. @throws Refusal */
export function revokeAnswer(world: World, form: URLSearchParams, query: URLSearchParams): Record<string, unknown> {
  const token = form.get('token') ?? query.get('token');
  if (token === null || token === '') throw oauthRefusal(400, 'invalid_request', 'Missing required parameter: token');
  const grant = world.grantOf(token);
  if (grant === undefined || !world.isAlive(grant))
    throw oauthRefusal(400, 'invalid_token', 'Token expired or revoked');
  if (grant.client.trouble === 'no-revocation') throw apiRefusal(503, 'backendError', 'Backend Error');
  world.revoke(grant);
  return {};
}
