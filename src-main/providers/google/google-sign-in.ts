/** Signing in at Google: the page's address, and the exchange of the returned code. */

import { AppError } from '../../../src-shared/errors';
import { describeProviderError } from '../../../src-shared/errors-catalogue';
import { missingPermissions, scopesOf } from '../../../src-shared/providers/google/permissions';
import { t } from '../../../src-shared/texts/translate';
import type { ProviderSignIn, SignInAccount } from '../provider';
import { endsSignIn, noRefreshToken } from './google-errors';
import { type GoogleOAuth, isClientRefusal } from './google-oauth';
import type { GoogleRequests } from './google-requests';
import { signInOrigin, signInPath } from './hosts';
import { oauthClientOf, type TokenService } from './token-service';

/** A client is asked about this long at most before the browser opens, in milliseconds. */
const probeMs = 2_500;

const policies: ReadonlySet<string> = new Set(['admin_policy_enforced', 'org_internal', 'invalid_rapt']);

export function createGoogleSignIn(deps: {
  redirect: string | null;
  requests: GoogleRequests;
  oauth: GoogleOAuth;
  tokens: TokenService;
}): ProviderSignIn {
  const { redirect, requests, oauth, tokens } = deps;
  const pageOrigin = redirect ?? signInOrigin;

  const accountOf = (fields: Readonly<Record<string, string>>): SignInAccount | null =>
    fields.accountId ? { id: fields.accountId, label: fields.accountEmail ?? fields.accountId } : null;

  return {
    issuers: redirect === null ? [signInOrigin] : [signInOrigin, redirect],
    pageOrigin,
    accountOf,
    endsSignIn,
    prepare: () => requests.prepare(),

    pageUrl({ methodId, fields, redirectUri, state, codeChallenge, accountHint, chooseAccount }) {
      const url = new URL(signInPath, pageOrigin);
      url.search = new URLSearchParams({
        client_id: fields.clientId ?? '',
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: scopesOf(methodId),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        access_type: 'offline',
        // Without `consent`, Google returns a refresh token only the first time that an account grants access to a
        // client.
        prompt: chooseAccount ? 'select_account consent' : 'consent',
        ...(accountHint === null ? {} : { login_hint: accountHint }),
      }).toString();
      return url;
    },

    async checkClient(_methodId, fields, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(probeMs)]);
      try {
        await oauth.probeClient(oauthClientOf(fields), limited);
      } catch (thrown) {
        // Only a refusal of the client is reported. A bad network must not keep the page from opening.
        if (thrown instanceof AppError && isClientRefusal(thrown.data)) throw thrown;
      }
    },

    async redeem({ methodId, fields, code, codeVerifier, redirectUri, stored, signal }) {
      const client = oauthClientOf(fields);
      const received = await oauth.exchange(client, { code, codeVerifier, redirectUri }, signal);
      // A server that does not say what it granted granted what was asked for (RFC 6749, 5.1).
      const scope = received.scope ?? scopesOf(methodId);
      const missing = missingPermissions(methodId, scope);
      const account = await oauth.userInfo(received.accessToken, signal).catch((thrown: unknown) => {
        if (missing.length > 0) return null;
        throw thrown;
      });
      if (missing.length > 0 || account === null) {
        return {
          outcome: 'missing-permissions',
          account,
          missing: missing.map(({ label, tickBox }) => ({ label: t(label), tickBox })),
        };
      }
      const isSame = stored !== null && stored.clientId === client.clientId && stored.accountId === account.id;
      const kept = isSame ? (stored?.refreshToken ?? '') : '';
      const refreshToken = received.refreshToken ?? kept;
      if (refreshToken === '') throw noRefreshToken();
      const granted = {
        ...client,
        projectId: fields.projectId ?? '',
        refreshToken,
        scope,
        accountId: account.id,
        accountEmail: account.label,
      };
      if (received.refreshToken === null) {
        // Without a new refresh token the stored one must still work, so it is tried now.
        await tokens.accessToken({ fields: granted }, signal, null).catch((thrown: unknown) => {
          throw thrown instanceof AppError && endsSignIn(thrown.data) ? noRefreshToken() : thrown;
        });
      } else tokens.adopt(granted, received);
      return { outcome: 'granted', fields: granted, account };
    },

    refusal(error, description) {
      const data = describeProviderError('google', error, { message: description ?? undefined, httpStatus: 400 });
      return { kind: error === 'access_denied' ? 'denied' : policies.has(error) ? 'policy' : 'failed', error: data };
    },
  };
}
