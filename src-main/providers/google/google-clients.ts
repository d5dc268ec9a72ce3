/** Everything that talks to Google for one set of endpoints: shared by the provider and the calendar service. No package is loaded yet. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Endpoint } from '../endpoints';
import type { RetryPolicy } from '../http/retry';
import { createCalendarApi } from './calendar-api';
import type { GoogleApi } from './google-api';
import { createGoogleOAuth } from './google-oauth';
import { createTokenService, type GoogleSession } from './token-service';
import { createTransport } from './transport';

export type GoogleClientOptions = {
  /** Loopback origin that answers for all of Google's hosts; null for Google itself. */
  redirect: string | null;
  detour?: Endpoint['detour'];
  retry?: RetryPolicy;
  /** Milliseconds since 1970. */
  now?: () => number;
};

export type GoogleClients = ReturnType<typeof createGoogleClients>;

export function createGoogleClients({ redirect, detour, retry, now = Date.now }: GoogleClientOptions) {
  const transport = createTransport({ origin: redirect, ...(detour === undefined ? {} : { detour }) });
  const oauth = createGoogleOAuth(transport, now, retry);
  const tokens = createTokenService({ oauth, now });
  return {
    redirect,
    transport,
    oauth,
    tokens,
    /** For calls that follow at once. Where they need a new token, it is asked for before this returns, and comes while they are prepared. */
    async openCalendar(session: GoogleSession): Promise<GoogleApi> {
      tokens.prepare(session);
      await nextTurn();
      return createCalendarApi(session, { transport, tokens, retry, now });
    },
  };
}
