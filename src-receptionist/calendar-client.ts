/** Clients of Google’s calendar package for clinics’ own calendars. */
import type { calendar_v3 } from '@googleapis/calendar';
import { otherEndpoint } from './receptionist-errors';
import { redirectOf } from './redirects';
import { refusalCode } from './refusals';

export type CalendarClient = {
  calendar: calendar_v3.Calendar;
  /** What was signed in is forgotten: from here on each request fails. */
  end(): void;
};

type Fields = Readonly<Record<string, string>>;

/** Shorter than a turn is held: who is not answered does not refresh beside the next one. */
const usualAnswerMs = 45_000;

/** The package’s errors hold the request, and its body is the sign-in itself: backends log errors as they come. */
function withoutRequest(thrown: unknown): unknown {
  const at = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  for (const config of [at(thrown, 'config'), at(at(thrown, 'response'), 'config')])
    if (typeof config === 'object' && config !== null)
      for (const name of ['data', 'body']) Reflect.deleteProperty(config, name);
  return thrown;
}

export type SignIn = {
  /** The credentials at the moment of a refresh. @throws where they were revoked */
  current(): Fields;
  /** Runs a refresh while no other machine and no console does: two at once could end the sign-in. */
  inRefreshTurn<T>(refresh: () => Promise<T>): Promise<T>;
  /** Google gave another refresh token in the place of `from`. */
  replaced(from: string, token: string): Promise<void>;
  /** Google refused them: answers with newer ones, or null. */
  refused(code: string): Promise<Fields | null>;
};

/**
 * One client for each set of credentials: it refreshes its access token once for all who wait.
 * @param answerMs how long a refresh may take
 */
export async function createCalendarClient(
  isSimulated: boolean,
  signIn: SignIn,
  answerMs = usualAnswerMs,
): Promise<CalendarClient> {
  const redirect = redirectOf('google');
  if (isSimulated !== (redirect !== null)) throw otherEndpoint('google', isSimulated);
  const { auth, calendar } = await import('@googleapis/calendar');
  const clientOf = ({ clientId = '', clientSecret = '' }: Fields, signal?: AbortSignal) =>
    new auth.OAuth2({
      ...(signal === undefined ? {} : { transporterOptions: { signal } }),
      clientId,
      clientSecret,
      // After a refusal as well, so that an access that was withdrawn is noticed at once.
      forceRefreshOnFailure: true,
      ...(redirect === null ? {} : { endpoints: { oauth2TokenUrl: `${redirect}/token` } }),
    });

  async function refreshed(fields: Fields, signal: AbortSignal) {
    const { refreshToken = '' } = fields;
    const inner = clientOf(fields, signal);
    let given: string | null = null;
    // The package itself forgets it.
    inner.on('tokens', ({ refresh_token }) => {
      given = refresh_token ?? null;
    });
    inner.setCredentials({ refresh_token: refreshToken });
    const { credentials } = await inner.refreshAccessToken().catch((thrown: unknown) => {
      throw withoutRequest(thrown);
    });
    if (given !== null && given !== refreshToken) await signIn.replaced(refreshToken, given);
    const { access_token, expiry_date } = credentials;
    if (!access_token) throw new Error('Google gave no access token.');
    return { access_token, expiry_date: expiry_date ?? Date.now() };
  }
  const refresh = () =>
    signIn.inRefreshTurn(async () => {
      const signal = AbortSignal.timeout(answerMs);
      const fields = signIn.current();
      try {
        return await refreshed(fields, signal);
      } catch (thrown) {
        const code = refusalCode(thrown);
        const newer = code === null ? null : await signIn.refused(code);
        if (newer === null || newer.refreshToken === fields.refreshToken) throw thrown;
        return refreshed(newer, signal);
      }
    });

  let running: ReturnType<typeof refresh> | null = null;
  const client = clientOf(signIn.current());
  client.refreshHandler = () => {
    running ??= refresh().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    calendar: calendar({ version: 'v3', auth: client, ...(redirect === null ? {} : { rootUrl: `${redirect}/` }) }),
    end: () => client.setCredentials({}),
  };
}
