/** Google's token endpoint: exchanges codes, refreshes and revokes access. Keeps no state. */
import { z } from 'zod';
import type { AppErrorData } from '../../../src-shared/errors';
import { AppError } from '../../../src-shared/errors';
import { hideSecrets, ProviderCallError } from '../http/call-error';
import { providerText } from '../http/clean-text';
import type { HttpAnswer } from '../http/http-client';
import { type RetryPolicy, withRetry } from '../http/retry';
import type { Slot } from '../http/slot';
import { codeRefused, errorOfAnswer, errorOfNetwork, unreadable } from './google-errors';
import type { GoogleRequests } from './google-requests';
import { revokeUrl, tokenUrl, userInfoUrl } from './hosts';

export type OAuthClient = { clientId: string; clientSecret: string };

export type Tokens = {
  accessToken: string;
  /** Seconds from when the request was made. */
  expiresIn: number;
  /** Null when Google returned none: what is stored stays good. */
  refreshToken: string | null;
  /** Seconds until the sign-in ends by itself; null when it does not. */
  refreshTokenExpiresIn: number | null;
  /** Divided by spaces; null when the answer did not say. */
  scope: string | null;
  /** Monotonic clock (`performance.now()`) when the request was made: wall clocks can't distort it. */
  requestedAtMs: number;
};

export type GoogleOAuth = ReturnType<typeof createGoogleOAuth>;

/** Ten years at most: longer times are invalid, and may exceed the range of `Date`. */
const seconds = z.coerce
  .number()
  .positive()
  .max(10 * 366 * 86_400);
const tokenSchema = z.object({
  access_token: z.string().min(1).max(8192),
  expires_in: seconds.catch(3600),
  refresh_token: z.string().min(1).max(8192).nullish().catch(null),
  refresh_token_expires_in: seconds.nullish().catch(null),
  scope: z.string().max(8192).nullish().catch(null),
});
const userInfoSchema = z.object({ id: providerText(320), sub: providerText(320), email: providerText(320) });

/** Few attempts: a person is waiting, or the check will run again. */
const tokenPolicy: RetryPolicy = { attempts: 3, pauseMs: 300, maxPauseMs: 2000, deadlineMs: 20_000 };
const timeoutMs = 10_000;

const isSuccess = (status: number) => status >= 200 && status < 300;
const isNetwork = (error: unknown): error is AppError =>
  error instanceof AppError && error.data.code.startsWith('network.');

/** A client that Google does not accept at all, whatever it is used for. */
const clientRefusals: ReadonlySet<string> = new Set([
  'google.invalid_client',
  'google.deleted_client',
  'google.disabled_client',
  'google.unauthorized_client',
  'google.redirect_uri_mismatch',
  'google.admin_policy_enforced',
  'google.org_internal',
]);
export const isClientRefusal = (error: AppErrorData): boolean => clientRefusals.has(error.code);

export function createGoogleOAuth(
  requests: GoogleRequests,
  now: () => number = Date.now,
  policy: RetryPolicy = tokenPolicy,
) {
  async function post(
    form: Record<string, string>,
    secrets: readonly string[],
    signal: AbortSignal,
    remainingMs: number,
    slot?: Slot,
  ) {
    const requestedAtMs = performance.now();
    const answer = await requests.send({
      method: 'POST',
      url: tokenUrl,
      form,
      timeoutMs: Math.min(timeoutMs, remainingMs),
      signal,
      slot,
    });
    if (isSuccess(answer.status)) return { answer, requestedAtMs };
    // The token endpoint refuses in JSON, and never without a word: an empty 403 comes from a web filter.
    const isFilter = answer.status === 403 && (typeof answer.body !== 'object' || answer.body === null);
    throw isFilter
      ? errorOfNetwork('unreadable-answer', requests.host, 403)
      : errorOfAnswer(answer, requests.host, secrets, now());
  }

  /** @param secrets what was asked with: it must not come back in a text that is kept unsealed */
  function tokensOf(answer: HttpAnswer, requestedAtMs: number, secrets: readonly string[]): Tokens {
    const parsed = tokenSchema.safeParse(answer.body);
    if (!parsed.success) throw unreadable(requests.host);
    const { access_token, expires_in, refresh_token, refresh_token_expires_in, scope } = parsed.data;
    return {
      accessToken: access_token,
      expiresIn: expires_in,
      refreshToken: refresh_token ?? null,
      refreshTokenExpiresIn: refresh_token_expires_in ?? null,
      scope: scope == null ? null : hideSecrets(scope, [...secrets, access_token, refresh_token ?? '']),
      requestedAtMs,
    };
  }

  return {
    /**
     * Trades a code. A code works once: when an answer was lost and the second try is refused, the lost answer is the
     * failure that is told.
     * @throws ProviderCallError
     */
    async exchange(
      client: OAuthClient,
      code: { code: string; codeVerifier: string; redirectUri: string },
      signal: AbortSignal,
    ): Promise<Tokens> {
      const form = {
        grant_type: 'authorization_code',
        client_id: client.clientId,
        client_secret: client.clientSecret,
        code: code.code,
        code_verifier: code.codeVerifier,
        redirect_uri: code.redirectUri,
      };
      const secrets = [client.clientSecret, code.code, code.codeVerifier];
      let lost: AppError | null = null;
      return withRetry(
        async (remainingMs) => {
          try {
            const { answer, requestedAtMs } = await post(form, secrets, signal, remainingMs);
            return tokensOf(answer, requestedAtMs, secrets);
          } catch (thrown) {
            if (lost !== null && !isNetwork(thrown)) throw lost;
            if (isNetwork(thrown)) lost = thrown;
            if (thrown instanceof ProviderCallError && thrown.data.code === 'google.invalid_grant')
              throw codeRefused(thrown.status);
            throw thrown;
          }
        },
        policy,
        signal,
      );
    },

    /**
     * Renews the access.
     * @param slot of the bulk work that needs it
     * @throws ProviderCallError: `google.invalid_grant` when the sign-in ended, `network.*` when nobody knows
     */
    refresh(client: OAuthClient, refreshToken: string, signal: AbortSignal, slot?: Slot): Promise<Tokens> {
      const form = {
        grant_type: 'refresh_token',
        client_id: client.clientId,
        client_secret: client.clientSecret,
        refresh_token: refreshToken,
      };
      return withRetry(
        async (remainingMs) => {
          const secrets = [client.clientSecret, refreshToken];
          const { answer, requestedAtMs } = await post(form, secrets, signal, remainingMs, slot);
          return tokensOf(answer, requestedAtMs, secrets);
        },
        policy,
        signal,
        slot,
      );
    },

    /**
     * Asks whether Google knows this client and secret, with a code that cannot be good: a good client is told that the
     * code is bad.
     * @throws ProviderCallError when the client was refused, or nobody could be asked
     */
    async probeClient(client: OAuthClient, signal: AbortSignal): Promise<void> {
      const form = {
        grant_type: 'authorization_code',
        client_id: client.clientId,
        client_secret: client.clientSecret,
        code: '4/not-a-code',
        redirect_uri: 'http://127.0.0.1',
      };
      try {
        const { answer, requestedAtMs } = await withRetry(
          async (remainingMs) => post(form, [client.clientSecret], signal, remainingMs),
          policy,
          signal,
        );
        // Google refuses every invented code. A simulator may accept one, but must then return tokens.
        tokensOf(answer, requestedAtMs, []);
      } catch (thrown) {
        // The answer must name the error: a bare 400 may come from something in between.
        const isRefusedCode =
          thrown instanceof ProviderCallError &&
          thrown.status === 400 &&
          thrown.data.providerCode !== undefined &&
          !isClientRefusal(thrown.data);
        if (!isRefusedCode) throw thrown;
      }
    },

    /**
     * Revokes the sign-in at Google. Succeeds if it had ended already.
     * @throws ProviderCallError when Google could not be told
     */
    async revoke(token: string, signal: AbortSignal): Promise<void> {
      await withRetry(
        async (remainingMs) => {
          const answer = await requests.send({
            method: 'POST',
            url: revokeUrl,
            form: { token },
            timeoutMs: Math.min(timeoutMs, remainingMs),
            signal,
          });
          if (isSuccess(answer.status)) return;
          const error = errorOfAnswer(answer, requests.host, [token], now());
          if (error.data.code === 'google.invalid_token' || error.data.code === 'google.invalid_grant') return;
          throw error;
        },
        policy,
        signal,
      );
    },

    /** Whose access it is; `label` is the address, where there is one. @throws ProviderCallError */
    userInfo(accessToken: string, signal: AbortSignal): Promise<{ id: string; label: string }> {
      return withRetry(
        async (remainingMs) => {
          const answer = await requests.send({
            method: 'GET',
            url: userInfoUrl,
            accessToken,
            timeoutMs: Math.min(timeoutMs, remainingMs),
            signal,
          });
          if (!isSuccess(answer.status)) throw errorOfAnswer(answer, requests.host, [accessToken], now());
          const parsed = userInfoSchema.safeParse(hideSecrets(answer.body, [accessToken]));
          const email = parsed.data?.email ?? null;
          const id = parsed.data?.id ?? parsed.data?.sub ?? email;
          if (id === null) throw unreadable(requests.host);
          return { id, label: email ?? id };
        },
        policy,
        signal,
      );
    },
  };
}
