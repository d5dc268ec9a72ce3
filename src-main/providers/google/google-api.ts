/** What the console asks of a signed-in Google account. Times are milliseconds since 1970. */

export type GoogleCalendar = {
  id: string;
  name: string;
  timeZone: string | null;
  isPrimary: boolean;
  /** Hidden from the list in Google Calendar. It can still be booked. */
  isHidden: boolean;
  /**
   * `owner`, `writer`, `writerWithoutPrivateAccess`, `reader`, `freeBusyReader`; another one as it came; `unknown`
   * where the server does not say.
   */
  role: string;
};

export type Busy = { start: number; end: number };

export type TestEvent = { id: string; title: string; start: number | null; createdAt: number | null };

/** A list, and why it is shorter than it should be. */
export type GoogleList<T> = { items: T[]; incompleteReason: string | null };

/**
 * Requests throw ProviderCallError (`google.*`, `network.*`), and AppError `call.stopped` when the signal ends.
 * Look-ups are retried while that can help.
 */
export interface GoogleApi {
  listCalendars(signal: AbortSignal): Promise<GoogleList<GoogleCalendar>>;
  freeBusy(calendarId: string, from: number, to: number, timeZone: string, signal: AbortSignal): Promise<Busy[]>;
  /**
   * Inserts an event with an id of ours, so that a retry after a lost answer finds it. Returns the id that it really
   * has.
   */
  insertTestEvent(
    calendarId: string,
    event: { id: string; title: string; description: string; start: number; end: number; timeZone: string },
    signal: AbortSignal,
  ): Promise<string>;
  /** Events that a calendar test made and did not remove. */
  findTestEvents(calendarId: string, signal: AbortSignal): Promise<TestEvent[]>;
  /** Removes an event; one that is gone already is a success. */
  removeEvent(calendarId: string, eventId: string, signal: AbortSignal): Promise<void>;
  /** How far Google's clock is ahead of this computer's, by its last answer; 0 while nothing was answered. */
  clockAheadMs(): number;
}
