/** The clients for Google at one endpoint. No package is loaded yet. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClientOptions } from '../http/client-options';
import { createHttpClient } from '../http/http-client';
import { createDirectNetwork } from '../http/network';
import { createCalendarApi } from './calendar-api';
import type { GoogleApi } from './google-api';
import { createGoogleOAuth } from './google-oauth';
import { createGoogleRequests } from './google-requests';
import { googleHosts, googleOrigin } from './hosts';
import { createTokenService, type GoogleSession } from './token-service';

export type GoogleClients = ReturnType<typeof createGoogleClients>;

export function createGoogleClients({ redirect, detour, network, retry, now = Date.now }: ClientOptions) {
  const requests = createGoogleRequests(
    createHttpClient({
      hosts: googleHosts,
      apiOrigin: googleOrigin,
      endpoint: { origin: redirect, ...(detour === undefined ? {} : { detour }) },
      network: network ?? createDirectNetwork(),
      maxAnswerBytes: 4 * 1024 * 1024,
    }),
  );
  const oauth = createGoogleOAuth(requests, now, retry);
  const tokens = createTokenService({ oauth, now });
  return {
    redirect,
    requests,
    oauth,
    tokens,
    /** For calls that follow at once: a token that they will need is requested before this returns. */
    async openCalendar(session: GoogleSession): Promise<GoogleApi> {
      tokens.prepare(session);
      await nextTurn();
      return createCalendarApi(session, { requests, tokens, retry, now });
    },
  };
}
