/**
 * What is asked of Google, and no more. Google's consent page has a tick box for each of the calendar permissions, so
 * what was granted may be less.
 *
 * `openid` gives the account's lasting id (an address can change hands), `userinfo.email` the address by which a person
 * recognises it; Google grants both without a tick box. The rest is the least that lists calendars, reads when one is
 * busy, and makes and removes events on it.
 */
import { type Text, text } from '../../texts/translate';
export type GooglePermission = {
  scope: string;
  /** The console's name for it. */
  label: Text;
  /** The words of Google's consent page, so that the tick box can be found. */
  tickBox: string;
  /** Wider permissions that include this one. */
  includedIn: readonly string[];
};

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;

const everything = scope('calendar');

export const identityScopes: readonly string[] = ['openid', scope('userinfo.email')];

const calendarList: GooglePermission = {
  scope: scope('calendar.calendarlist.readonly'),
  label: text('See the list of calendars'),
  tickBox: 'See the list of Google calendars you’re subscribed to',
  includedIn: [scope('calendar.calendarlist'), scope('calendar.readonly'), everything],
};
const freeBusy: GooglePermission = {
  scope: scope('calendar.events.freebusy'),
  label: text('See when the calendar is busy'),
  tickBox: 'See the availability on Google calendars you have access to',
  includedIn: [scope('calendar.freebusy'), scope('calendar.readonly'), everything],
};
const ownEvents: GooglePermission = {
  scope: scope('calendar.events.owned'),
  label: text('Book on calendars of its own'),
  tickBox: 'See, create, change, and delete events on Google calendars you own',
  includedIn: [scope('calendar.events'), everything],
};
const allEvents: GooglePermission = {
  scope: scope('calendar.events'),
  label: text('Book on calendars shared with it'),
  tickBox: 'View and edit events on all your calendars',
  includedIn: [everything],
};

/** By the descriptor's method. Booking on a calendar that belongs to somebody else takes one wider permission. */
export const googlePermissions: Readonly<Record<string, readonly GooglePermission[]>> = {
  'own-calendars': [calendarList, freeBusy, ownEvents],
  'shared-calendars': [calendarList, freeBusy, allEvents],
};

export const permissionsOf = (methodId: string): readonly GooglePermission[] =>
  googlePermissions[methodId] ?? [calendarList, freeBusy, ownEvents];

/** Everything to ask for, in one line as the sign-in page takes it. */
export const scopesOf = (methodId: string): string =>
  [...identityScopes, ...permissionsOf(methodId).map((permission) => permission.scope)].join(' ');

/**
 * The permissions that were asked for and not granted.
 * @param granted the scopes of Google's answer, divided by spaces
 */
export function missingPermissions(methodId: string, granted: string): GooglePermission[] {
  const has = new Set(granted.split(/\s+/));
  return permissionsOf(methodId).filter(
    (permission) => ![permission.scope, ...permission.includedIn].some((one) => has.has(one)),
  );
}
