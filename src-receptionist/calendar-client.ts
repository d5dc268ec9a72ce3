/** Clients of Google’s calendar package for clinics’ own calendars. */
import type { calendar_v3 } from '@googleapis/calendar';
import { otherEndpoint } from './receptionist-errors';
import { redirectOf } from './redirects';

export type CalendarClient = {
  calendar: calendar_v3.Calendar;
  /** What was signed in is forgotten: from here on each request fails. */
  end(): void;
};

/** One client for each set of credentials: it refreshes its access token once for all who wait. */
export async function createCalendarClient(
  fields: Readonly<Record<string, string>>,
  isSimulated: boolean,
): Promise<CalendarClient> {
  const redirect = redirectOf('google');
  if (isSimulated !== (redirect !== null)) throw otherEndpoint('google', isSimulated);
  const { auth, calendar } = await import('@googleapis/calendar');
  const client = new auth.OAuth2({
    clientId: fields.clientId ?? '',
    clientSecret: fields.clientSecret ?? '',
    ...(redirect === null ? {} : { endpoints: { oauth2TokenUrl: `${redirect}/token` } }),
  });
  client.setCredentials({ refresh_token: fields.refreshToken ?? '' });
  return {
    calendar: calendar({ version: 'v3', auth: client, ...(redirect === null ? {} : { rootUrl: `${redirect}/` }) }),
    end: () => client.setCredentials({}),
  };
}
