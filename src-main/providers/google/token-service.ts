/**
 * Access tokens: kept in memory only, renewed ahead of their end, once for however many calls need one at the same
 * time.
 *
 * How long a token is good is measured from the request for it, on the monotonic clock, so that a wrong clock on either
 * side does not matter. The wall clock is asked only because the monotonic one may stand still while the computer
 * sleeps. A refresh token that Google replaces is sealed before it is used for anything else; a failure of the network
 * leaves everything as it was.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../../../src-shared/errors';
import type { CredentialFields } from '../../storage/credential-fields';
import { stoppedError } from '../http/call-error';
import type { Slot } from '../http/slot';
import type { StoredCredential } from '../provider';
import { endsSignIn, likelyReason, signInNeeded } from './google-errors';
import type { GoogleOAuth, OAuthClient, Tokens } from './google-oauth';

/** A credential in use. */
export type GoogleSession = {
  fields: CredentialFields;
  stored?: StoredCredential | undefined;
  /** The slot of the bulk work that uses the token. */
  slot?: Slot | undefined;
};

export type TokenService = ReturnType<typeof createTokenService>;

type Held = {
  tokens: Tokens | null;
  /** Wall clock when they were asked for, in milliseconds. */
  askedAt: number;
  running: Promise<Tokens> | null;
  /** The refresh token that replaced this one. Following successors leads to the newest and never in a circle. */
  successor: string | null;
  saving: Promise<void> | null;
  /**
   * When the sign-in ends by itself, in this computer's time; undefined while Google has not said anything about it.
   */
  signInEndsAt: number | undefined;
};

/** Renewed this long before its end, or at four fifths of a short life. */
const marginMs = 5 * 60_000;

export const oauthClientOf = (fields: CredentialFields): OAuthClient => ({
  clientId: fields.clientId ?? '',
  clientSecret: fields.clientSecret ?? '',
});

/** Waits for shared work. Aborting the wait does not abort the work. */
function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(stoppedError());
  return new Promise((resolve, reject) => {
    const stop = () => reject(stoppedError());
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

export function createTokenService({ oauth, now }: { oauth: Pick<GoogleOAuth, 'refresh'>; now: () => number }) {
  const held = new Map<string, Held>();

  // A hash, so that a heap dump holds no refresh tokens. It includes the client secret, so that a new secret has to be
  // proved.
  const keyOf = ({ clientId, clientSecret }: OAuthClient, refreshToken: string) =>
    createHash('sha256')
      .update(JSON.stringify([clientId, clientSecret, refreshToken]))
      .digest('base64');
  const entryOf = (client: OAuthClient, refreshToken: string): Held => {
    const key = keyOf(client, refreshToken);
    const found = held.get(key) ?? {
      tokens: null,
      askedAt: 0,
      running: null,
      successor: null,
      saving: null,
      signInEndsAt: undefined,
    };
    held.set(key, found);
    return found;
  };

  const isUsable = ({ tokens, askedAt }: Held): boolean => {
    if (tokens === null) return false;
    const life = tokens.expiresIn * 1000;
    const age = Math.max(performance.now() - tokens.requestedAtMs, now() - askedAt);
    return age < life - Math.min(marginMs, life / 5);
  };

  function keep(entry: Held, tokens: Tokens): void {
    entry.tokens = tokens;
    entry.askedAt = now() - (performance.now() - tokens.requestedAtMs);
    if (tokens.refreshTokenExpiresIn !== null) entry.signInEndsAt = entry.askedAt + tokens.refreshTokenExpiresIn * 1000;
  }

  async function renew(
    session: GoogleSession,
    client: OAuthClient,
    refreshToken: string,
    entry: Held,
  ): Promise<Tokens> {
    const { stored, slot } = session;
    // Not a caller's signal: other callers still wait.
    const refresh = () => oauth.refresh(client, refreshToken, AbortSignal.timeout(30_000), slot);
    /** Where another program has replaced it: a replacement that could not be saved leaves an older one stored. */
    const newerThanThis = async () => {
      const newer = stored === undefined ? null : await replacedElsewhere(stored, refreshToken);
      return newer === null || leadsTo(client, newer, refreshToken) ? null : newer;
    };
    const goOnWith = (newer: string): Promise<Tokens> => {
      entry.successor = newer;
      const after = entryOf(client, newer);
      // As for any other caller of the new one: somebody may be renewing it already.
      after.running ??= renew(session, client, newer, after).finally(() => {
        after.running = null;
      });
      return after.running;
    };
    let tokens: Tokens;
    try {
      const turn = async (mayBeOther: boolean): Promise<{ newer: string } | { newer: null; tokens: Tokens }> => {
        const newer = mayBeOther ? await newerThanThis() : null;
        return newer === null ? { newer, tokens: await refresh() } : { newer };
      };
      const taken = stored?.inRefreshTurn ? await stored.inRefreshTurn(turn) : await turn(false);
      if (taken.newer !== null) return goOnWith(taken.newer);
      tokens = taken.tokens;
    } catch (thrown) {
      if (stored === undefined || !(thrown instanceof AppError) || !endsSignIn(thrown.data)) throw thrown;
      const newer = await newerThanThis();
      if (newer === null) throw new AppError(likelyReason(thrown.data, stored, new Date(now())));
      return goOnWith(newer);
    }
    const next = tokens.refreshToken;
    if (next === null || next === refreshToken) {
      keep(entry, tokens);
      return tokens;
    }
    const newest = entryOf(client, next);
    keep(newest, tokens);
    // The server says that it is valid, so it is the newest.
    newest.successor = null;
    entry.successor = next;
    entry.tokens = null;
    await save(session, refreshToken, entry);
    return tokens;
  }

  /** True when following the successors of `newer` leads to `refreshToken`. */
  function leadsTo(client: OAuthClient, newer: string, refreshToken: string): boolean {
    let followed: string | null = newer;
    while (followed !== null && followed !== refreshToken) followed = entryOf(client, followed).successor;
    return followed !== null;
  }

  /**
   * The stored refresh token, where another program has put a newer one in the place of `used`. Null where `used` is
   * still the stored one, or none can be read.
   */
  async function replacedElsewhere(stored: StoredCredential, used: string): Promise<string | null> {
    let newer: string | null = null;
    const look = (current: CredentialFields) => {
      if (current.refreshToken && current.refreshToken !== used) newer = current.refreshToken;
      return null;
    };
    await stored.replaceFields(look).catch(() => undefined);
    return newer;
  }

  /** Puts a replaced refresh token in the place of the old one, if the old one is still what is stored. */
  async function save({ stored }: GoogleSession, from: string, entry: Held): Promise<void> {
    const { successor } = entry;
    if (stored === undefined || successor === null) return;
    entry.saving ??= stored
      .replaceFields((current) => (current.refreshToken === from ? { ...current, refreshToken: successor } : null))
      // A locked vault or a full disk: the token is kept in memory, and the next call tries to save it again.
      .catch(() => undefined)
      .finally(() => {
        entry.saving = null;
      });
    await entry.saving;
  }

  /** The newest entry for a credential that may have been read before a replacement. */
  async function current(session: GoogleSession): Promise<{ client: OAuthClient; refreshToken: string; entry: Held }> {
    const client = oauthClientOf(session.fields);
    let refreshToken = session.fields.refreshToken ?? '';
    if (refreshToken === '') throw signInNeeded();
    let entry = entryOf(client, refreshToken);
    while (entry.successor !== null) {
      await save(session, refreshToken, entry);
      refreshToken = entry.successor;
      entry = entryOf(client, refreshToken);
    }
    return { client, refreshToken, entry };
  }

  /** See {@link TokenService.accessToken}. */
  async function accessToken(
    session: GoogleSession,
    signal: AbortSignal,
    refused: string | null = null,
  ): Promise<string> {
    const { client, refreshToken, entry } = await current(session);
    if (refused !== null && entry.tokens?.accessToken === refused) entry.tokens = null;
    if (entry.tokens !== null && isUsable(entry)) return entry.tokens.accessToken;
    entry.running ??= renew(session, client, refreshToken, entry).finally(() => {
      entry.running = null;
    });
    return (await waitFor(entry.running, signal)).accessToken;
  }

  return {
    /**
     * A token that is good for some minutes at least.
     * @param refused a token that was just refused with 401: another one is fetched unless somebody did already
     * @throws AppError `google.invalid_grant` and its kin, with the reason that fits what is known; `network.*`,
     * `google.sign-in-needed`
     */
    accessToken,

    /** Starts the refresh that the next call would start, if one is due. That call reports a failure. */
    prepare(session: GoogleSession): void {
      void accessToken(session, new AbortController().signal).catch(() => undefined);
    },

    /** Takes the tokens of a sign-in, so that the first calls after it need no refresh. */
    adopt(fields: CredentialFields, tokens: Tokens): void {
      if (fields.refreshToken) keep(entryOf(oauthClientOf(fields), fields.refreshToken), tokens);
    },

    /** When the sign-in ends by itself: an ISO time, null for never, undefined when Google said nothing in this run. */
    signInEndsAt(fields: CredentialFields): string | undefined {
      let entry = held.get(keyOf(oauthClientOf(fields), fields.refreshToken ?? ''));
      while (entry?.successor) entry = held.get(keyOf(oauthClientOf(fields), entry.successor));
      return entry?.signInEndsAt === undefined ? undefined : new Date(entry.signInEndsAt).toISOString();
    },

    /** Forgets the tokens of a removed credential. */
    forget(fields: CredentialFields): void {
      held.delete(keyOf(oauthClientOf(fields), fields.refreshToken ?? ''));
    },
  };
}
