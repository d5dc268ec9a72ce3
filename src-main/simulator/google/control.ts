/** What tests can read and change, beside the API. */
import { createNetworkControl, type NetworkControl } from '../control';
import type { Fault } from '../faults';
import type { CalendarEvent, Grant } from './model';
import type { World } from './world';

export type LoggedRequest = { method: string; path: string; grantType: string | null };

export type GoogleControl = NetworkControl<Fault> & {
  /** Requests that arrived, the faulty ones included, oldest first. */
  requests(): readonly LoggedRequest[];
  /** Grants that are alive. */
  grants(): { clientId: string; email: string; scopes: readonly string[]; refreshToken: string | null }[];
  /** Events of a calendar that are not deleted. */
  events(calendarId: string): CalendarEvent[];
  /** As if the person took a calendar off the list in Google Calendar. */
  hideCalendar(calendarId: string): void;
  /** As if the person removed the access in the Google account. */
  revokeAccount(email: string): void;
  /** Refresh tokens are replaced at each use from here on. */
  setRotation(on: boolean): void;
  /** How long access tokens live that are given from here on, in milliseconds. */
  setAccessLife(ms: number): void;
  expireAccessTokens(): void;
  /** At most so many entries on a page of a list. */
  setPageSize(size: number): void;
  /** Back to the practice accounts as they were. */
  reset(): void;
};

export function createControl(world: World) {
  const network = createNetworkControl<Fault>();
  let requests: LoggedRequest[] = [];
  let pageSize = 250;

  const isAlive = (grant: Grant) => world.isAlive(grant);
  const control: GoogleControl = {
    ...network.control,
    requests: () => requests,
    grants: () =>
      world.grants.filter(isAlive).map(({ client, account, scopes, refreshToken }) => ({
        clientId: client.id,
        email: account.email,
        scopes,
        refreshToken,
      })),
    events(calendarId) {
      for (const account of world.accounts.values())
        for (const { calendar } of account.calendars)
          if (calendar.id === calendarId)
            return [...calendar.events.values()].filter(({ status }) => status === 'confirmed');
      return [];
    },
    hideCalendar(calendarId) {
      for (const account of world.accounts.values())
        for (const link of account.calendars) if (link.calendar.id === calendarId) link.hidden = true;
    },
    revokeAccount(email) {
      for (const grant of world.grants) if (grant.account.email === email) grant.revoked = true;
    },
    setRotation: world.setRotation,
    setAccessLife: world.setAccessLife,
    expireAccessTokens: world.expireAccessTokens,
    setPageSize: (size) => {
      pageSize = size;
    },
    reset() {
      world.reset();
      network.reset();
      requests = [];
      pageSize = 250;
    },
  };
  return {
    control,
    network,
    pageSize: () => pageSize,
    log: (request: LoggedRequest) => void requests.push(request),
  };
}
