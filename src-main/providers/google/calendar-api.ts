/** {@link GoogleApi} over the calendar package: signed in, bounded, with retries of look-ups. */
import { randomBytes } from 'node:crypto';
import { clockAheadMs } from '../clock-notice';
import { hideSecrets, ProviderCallError } from '../http/call-error';
import type { HttpAnswer } from '../http/http-client';
import { walkPages } from '../http/paging';
import { lookUpPolicy, type RetryPolicy, withRetry } from '../http/retry';
import { readCalendar, readEventId, readFreeBusy, readPage, readTestEvent } from './answers';
import type { GoogleApi, GoogleCalendar, TestEvent } from './google-api';
import { errorOfAnswer, errorOfCalendar, unreadable } from './google-errors';
import type { CalendarCall, GoogleRequests } from './google-requests';
import type { GoogleSession, TokenService } from './token-service';

/** Marks the console's own test events, invisibly to people. */
const testEventMark = { key: 'voxanneConsole', value: 'calendar-test' } as const;
/** What every test event's title begins with. */
export const testEventTitle = 'Voxanne Console test';
/** Google takes ids of the letters a to v and digits. */
export const newTestEventId = (): string => `vct${randomBytes(16).toString('hex')}`;
const testEventId = /^vct[0-9a-f]{32}$/;

const bounds = { pages: 40, items: 5000 };
const callTimeoutMs = 10_000;
const week = 7 * 24 * 3_600_000;

export type CalendarApiOptions = {
  requests: GoogleRequests;
  tokens: TokenService;
  retry?: RetryPolicy | undefined;
  now?: (() => number) | undefined;
};

export function createCalendarApi(
  session: GoogleSession,
  { requests, tokens, retry = lookUpPolicy, now = Date.now }: CalendarApiOptions,
): GoogleApi {
  let aheadMs = 0;

  /** Sends one request. A refused token is renewed once: it may have been revoked early. */
  async function once(call: CalendarCall, signal: AbortSignal, remainingMs: number): Promise<HttpAnswer> {
    const limits = { timeoutMs: Math.min(callTimeoutMs, remainingMs), signal, slot: session.slot };
    let coming = tokens.accessToken(session, signal);
    let answer = await requests.calendar(coming, limits, call);
    if (answer.status === 401) {
      coming = tokens.accessToken(session, signal, await coming);
      answer = await requests.calendar(coming, limits, call);
    }
    const token = await coming;
    aheadMs = clockAheadMs(answer.headers, now()) ?? aheadMs;
    // A server may echo what it was asked with, in a calendar's name as well as in an error.
    if (answer.status >= 200 && answer.status < 300) return { ...answer, body: hideSecrets(answer.body, [token]) };
    throw errorOfAnswer(answer, requests.host, [token], now());
  }
  const ask = (call: CalendarCall, signal: AbortSignal): Promise<HttpAnswer> =>
    withRetry((remainingMs) => once(call, signal, remainingMs), retry, signal, session.slot);

  const walk = <T extends { id: string }>(
    page: (pageToken: { pageToken?: string }) => CalendarCall,
    read: (item: unknown) => T | null,
    signal: AbortSignal,
  ) =>
    walkPages<T>({
      provider: 'Google',
      first: '',
      async page(cursor) {
        const answer = await ask(page(cursor === '' ? {} : { pageToken: cursor }), signal);
        const listed = readPage(answer.body);
        return listed === null ? null : { listed: listed.items, next: listed.next };
      },
      read,
      identity: ({ id }) => id,
      bounds,
      unreadable: () => unreadable(requests.host),
    });

  return {
    listCalendars: (signal) =>
      walk<GoogleCalendar>(
        (more) => (api, options) => api.calendarList.list({ maxResults: 250, showHidden: true, ...more }, options),
        readCalendar,
        signal,
      ),

    async freeBusy(calendarId, from, to, timeZone, signal) {
      const requestBody = {
        timeMin: new Date(from).toISOString(),
        timeMax: new Date(to).toISOString(),
        timeZone,
        items: [{ id: calendarId }],
      };
      const readBusy = ({ body }: HttpAnswer) => {
        const found = readFreeBusy(body, calendarId);
        if (found === null) throw unreadable(requests.host);
        if ('reason' in found) throw errorOfCalendar(found.reason);
        return found.busy;
      };
      return withRetry(
        async (remainingMs) =>
          readBusy(await once((api, options) => api.freebusy.query({ requestBody }, options), signal, remainingMs)),
        retry,
        signal,
        session.slot,
      );
    },

    async insertTestEvent(calendarId, { id, title, description, start, end, timeZone }, signal) {
      const requestBody = {
        id,
        summary: title,
        description,
        start: { dateTime: new Date(start).toISOString(), timeZone },
        end: { dateTime: new Date(end).toISOString(), timeZone },
        // No attendees, no reminders, private.
        attendees: [],
        reminders: { useDefault: false, overrides: [] },
        visibility: 'private',
        transparency: 'opaque',
        extendedProperties: { private: { [testEventMark.key]: testEventMark.value } },
      };
      try {
        const answer = await ask(
          (api, options) => api.events.insert({ calendarId, sendUpdates: 'none', requestBody }, options),
          signal,
        );
        return readEventId(answer.body) ?? id;
      } catch (thrown) {
        // Inserted by the previous attempt, whose answer was lost.
        if (thrown instanceof ProviderCallError && thrown.isProviders && thrown.status === 409) return id;
        throw thrown;
      }
    },

    async findTestEvents(calendarId, signal) {
      const query = {
        calendarId,
        privateExtendedProperty: [`${testEventMark.key}=${testEventMark.value}`],
        timeMin: new Date(now() + aheadMs - 52 * week).toISOString(),
        timeMax: new Date(now() + aheadMs + 4 * week).toISOString(),
        singleEvents: true,
        maxResults: 250,
      };
      const { items } = await walk<TestEvent>(
        (more) => (api, options) => api.events.list({ ...query, ...more }, options),
        (item) => readTestEvent(item, { mark: testEventMark, id: testEventId, title: testEventTitle }),
        signal,
      );
      return items;
    },

    async removeEvent(calendarId, eventId, signal) {
      try {
        await ask((api, options) => api.events.delete({ calendarId, eventId, sendUpdates: 'none' }, options), signal);
      } catch (thrown) {
        const isGone =
          thrown instanceof ProviderCallError && thrown.isProviders && (thrown.status === 410 || thrown.status === 404);
        if (!isGone) throw thrown;
      }
    },

    clockAheadMs: () => aheadMs,
  };
}
