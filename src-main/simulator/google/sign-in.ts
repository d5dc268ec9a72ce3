/** The sign-in page and what a person does on it. */
import { identityScopes } from '../../../src-shared/providers/google/permissions';
import { internalDomain } from './fixtures';
import type { Account, Asked, ClientTrouble } from './model';
import { consentPage } from './pages';
import { PageRefusal } from './refusal';
import type { World } from './world';

/** Scopes that the Google Cloud project may ask for. */
const knownScopes =
  /^(?:openid|email|profile|https:\/\/www\.googleapis\.com\/auth\/(?:userinfo\.(?:email|profile)|calendar(?:\.[a-z.]+)?))$/;

/** A desktop client may be answered on the loopback address alone, on any port. */
const isLoopbackRedirect = (uri: string) =>
  /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?(?:\/[^?#]*)?$/.test(uri);

/** Parses the request of the sign-in page. @throws PageRefusal, shown in the browser */
function readRequest(world: World, query: URLSearchParams): Asked {
  const one = (name: string): string => {
    const values = query.getAll(name);
    if (values.length > 1)
      throw new PageRefusal('invalid_request', `OAuth 2 parameters can only have a single value: ${name}`);
    return values[0] ?? '';
  };
  const client = world.clients.get(one('client_id'));
  if (client === undefined) throw new PageRefusal('invalid_client', '');
  if (client.trouble === 'deleted-client') throw new PageRefusal('deleted_client', '');
  if (client.trouble === 'disabled-client') throw new PageRefusal('disabled_client', '');
  const redirectUri = one('redirect_uri');
  if (client.kind === 'web' || !isLoopbackRedirect(redirectUri)) {
    throw new PageRefusal(
      'redirect_uri_mismatch',
      'You can’t sign in because this app sent an invalid request. You can try again later, or contact the ' +
        'developer about this issue.',
    );
  }
  if (client.trouble === 'embedded-browser') {
    throw new PageRefusal(
      'disallowed_useragent',
      'If this app has a website, you can open a web browser and try signing in from there.',
    );
  }
  if (client.trouble === 'unauthorized-client')
    throw new PageRefusal('unauthorized_client', 'This client is not authorized to sign in this way.');
  if (one('response_type') !== 'code')
    throw new PageRefusal('unsupported_response_type', 'Only response_type=code is allowed.');
  const scopes = [...new Set(one('scope').split(/\s+/).filter(Boolean))];
  if (scopes.length === 0) throw new PageRefusal('invalid_request', 'Missing required parameter: scope');
  const unknown = scopes.filter((scope) => !knownScopes.test(scope));
  if (unknown.length > 0)
    throw new PageRefusal('invalid_scope', `Some requested scopes were invalid: ${unknown.join(' ')}`);
  const codeChallenge = one('code_challenge');
  if (one('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge))
    throw new PageRefusal('invalid_request', 'A code challenge by the method S256 is needed.');
  return {
    client,
    redirectUri,
    state: query.has('state') ? one('state') : null,
    scopes,
    codeChallenge,
    offline: one('access_type') === 'offline',
    prompt: one('prompt').split(' ').includes('consent'),
  };
}

export const showPage = (world: World, query: URLSearchParams): string => {
  const asked = readRequest(world, query);
  return consentPage(world.newRequest(asked), [...world.accounts.values()], asked.scopes, query.get('login_hint'));
};

const tested =
  'The app is currently being tested, and can only be accessed by developer-approved testers. ' +
  'If you think you should have access, contact the developer.';

/**
 * Refuses accounts that the project does not admit. Another account can then be tried in the browser.
 * @throws PageRefusal
 */
function admit(trouble: ClientTrouble | null, { email }: Account): void {
  const isInside = email.endsWith(`@${internalDomain}`);
  if (trouble === 'admin-policy') {
    throw new PageRefusal(
      'admin_policy_enforced',
      `Please contact the administrator for ${email.split('@')[1]} for more information.`,
      email,
    );
  }
  if (trouble === 'internal-only' && !isInside)
    throw new PageRefusal(
      'org_internal',
      'This app is restricted to users within its organization. Contact the developer if you should have access.',
      email,
    );
  if (trouble === 'not-test-user' && !isInside) throw new PageRefusal('not_test_user', tested, email);
}

/** The redirect after the person's decision. @throws PageRefusal */
export function decide(world: World, form: URLSearchParams): string {
  const asked = world.asked.get(form.get('request') ?? '');
  if (asked === undefined) throw new PageRefusal('invalid_request', 'This page was answered already, or never shown.');
  const account = world.accounts.get(form.get('account') ?? '');
  const back = new URL(asked.redirectUri);
  if (asked.state !== null) back.searchParams.set('state', asked.state);
  back.searchParams.set('iss', 'https://accounts.google.com');
  const isAllowed = form.get('decision') === 'allow' && account !== undefined;
  if (isAllowed) admit(asked.client.trouble, account);
  world.asked.delete(form.get('request') ?? '');
  if (!isAllowed) {
    back.searchParams.set('error', 'access_denied');
    return back.href;
  }
  const { client } = asked;
  if (client.trouble === 'sign-in-fault' || client.trouble === 'sign-in-busy') {
    back.searchParams.set('error', client.trouble === 'sign-in-fault' ? 'server_error' : 'temporarily_unavailable');
    return back.href;
  }
  if (client.trouble === 'unknown-scope') {
    back.searchParams.set('error', 'invalid_scope');
    back.searchParams.set('error_description', 'Some requested scopes were invalid.');
    return back.href;
  }
  const ticked = new Set(form.getAll('scope'));
  const scopes = asked.scopes.filter((scope) => identityScopes.includes(scope) || ticked.has(scope));
  const wantsRefreshToken = asked.offline && (asked.prompt || !world.hasGranted(account, client));
  const { redirectUri, codeChallenge } = asked;
  back.searchParams.set(
    'code',
    world.newCode({ client, account, scopes, redirectUri, codeChallenge, wantsRefreshToken }),
  );
  back.searchParams.set('scope', scopes.join(' '));
  back.searchParams.set('authuser', '0');
  back.searchParams.set('prompt', 'consent');
  return back.href;
}
