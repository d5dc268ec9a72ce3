/** The calendar API as published: lists, free/busy and events, each with its required scopes. */
import { randomBytes } from 'node:crypto';
import type { AccessRole, Account, Calendar, CalendarEvent, Grant } from './model';
import { apiRefusal, scopeRefused } from './refusal';
import type { World } from './world';

export type Call = {
  world: World;
  grant: Grant;
  method: string;
  segments: readonly string[];
  query: URLSearchParams;
  body: unknown;
  pageSize: number;
};
export type Answer = { status: number; body: unknown };

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
const lists = ['calendar', 'calendar.calendarlist', 'calendar.calendarlist.readonly', 'calendar.readonly'].map(scope);
const availability = ['calendar', 'calendar.events.freebusy', 'calendar.freebusy', 'calendar.readonly'].map(scope);
const changesAny = ['calendar', 'calendar.events'].map(scope);
const changesOwn = [...changesAny, scope('calendar.events.owned')];
const readsEvents = [
  ...changesOwn,
  ...[
    'calendar.events.freebusy',
    'calendar.events.owned.readonly',
    'calendar.events.readonly',
    'calendar.readonly',
  ].map(scope),
];

const iso = (at: number) => new Date(at).toISOString();
const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const invalid = (message: string) => apiRefusal(400, 'invalid', message);

function requireScope(grant: Grant, accepted: readonly string[]): void {
  if (!grant.scopes.some((granted) => accepted.includes(granted))) throw scopeRefused();
}

function find(account: Account, id: string): { calendar: Calendar; role: AccessRole } {
  const found = account.calendars.find((entry) => entry.calendar.id === id || (id === 'primary' && entry.primary));
  if (found === undefined) throw apiRefusal(404, 'notFound', 'Not Found');
  return found;
}

/** A calendar that events may be changed on. */
function writable({ grant }: Call, id: string): Calendar {
  requireScope(grant, changesOwn);
  const { calendar, role } = find(grant.account, id);
  if (grant.client.trouble === 'forbidden') throw apiRefusal(403, 'forbidden', 'Forbidden');
  if (grant.client.trouble === 'calendar-deleted') throw apiRefusal(410, 'deleted', 'Resource has been deleted');
  if (grant.client.trouble === 'read-only' || (role !== 'owner' && role !== 'writer'))
    throw apiRefusal(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.');
  if (role !== 'owner') requireScope(grant, changesAny);
  return calendar;
}

/** One page of a list, by this list's page token. */
function page<T>(items: readonly T[], query: URLSearchParams, largest: number): { items: T[]; nextPageToken?: string } {
  const wanted = query.has('maxResults') ? Number(query.get('maxResults')) : 100;
  if (!Number.isInteger(wanted) || wanted < 1) throw invalid('Invalid value for: maxResults');
  const token = query.get('pageToken');
  const from =
    token === null ? 0 : Number(/^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1] ?? Number.NaN);
  if (!Number.isInteger(from) || from < 0 || from > items.length) throw invalid('Invalid value for: pageToken');
  const until = from + Math.min(wanted, largest);
  return {
    items: items.slice(from, until),
    ...(until < items.length ? { nextPageToken: Buffer.from(`page:${until}`).toString('base64url') } : {}),
  };
}

function timeOf(value: unknown, name: string): number {
  const at =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && /(?:Z|[+-]\d\d:\d\d)$/.test(value)
      ? Date.parse(value)
      : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`Invalid value for: ${name}`);
  return at;
}

const eventBody = (event: CalendarEvent, { timeZone }: Calendar) => ({
  kind: 'calendar#event',
  id: event.id,
  status: event.status,
  summary: event.summary,
  ...(event.description === '' ? {} : { description: event.description }),
  created: iso(event.created),
  updated: iso(event.created),
  start: { dateTime: iso(event.start), timeZone },
  end: { dateTime: iso(event.end), timeZone },
  ...(event.transparent ? { transparency: 'transparent' } : {}),
  ...(Object.keys(event.privateProperties).length === 0
    ? {}
    : { extendedProperties: { private: event.privateProperties } }),
});

function listCalendars({ grant, query, pageSize }: Call): Answer {
  requireScope(grant, lists);
  const showsHidden = query.get('showHidden') === 'true';
  const onlyShared = grant.client.trouble === 'only-shared';
  const entries = grant.account.calendars
    .filter(({ hidden = false, role }) => (showsHidden || !hidden) && !(onlyShared && role === 'owner'))
    .map(({ calendar, role, primary, hidden = false }) => ({
      kind: 'calendar#calendarListEntry',
      id: calendar.id,
      summary: calendar.summary,
      timeZone: calendar.timeZone,
      accessRole: role,
      ...(hidden ? { hidden: true } : { selected: true }),
      ...(primary ? { primary: true } : {}),
    }));
  return {
    status: 200,
    body: { kind: 'calendar#calendarList', etag: '"practice"', ...page(entries, query, Math.min(250, pageSize)) },
  };
}

function busyOf(calendar: Calendar, from: number, to: number): { start: string; end: string }[] {
  const blocks = [...calendar.events.values()]
    .filter((event) => event.status === 'confirmed' && !event.transparent && event.end > from && event.start < to)
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
    .sort((a, b) => a.start - b.start);
  const merged: typeof blocks = [];
  for (const block of blocks) {
    const before = merged.at(-1);
    if (before !== undefined && block.start <= before.end) before.end = Math.max(before.end, block.end);
    else merged.push({ ...block });
  }
  return merged.map(({ start, end }) => ({ start: iso(start), end: iso(end) }));
}

function freeBusy({ grant, body }: Call): Answer {
  requireScope(grant, availability);
  const { timeMin, timeMax, items } = object(body);
  const [from, to] = [timeOf(timeMin, 'timeMin'), timeOf(timeMax, 'timeMax')];
  if (to <= from) throw apiRefusal(400, 'timeRangeEmpty', 'The specified time range is empty.');
  if (to - from > 92 * 24 * 3_600_000)
    throw apiRefusal(400, 'timeRangeTooLong', 'The requested time range is too long.');
  const ids = Array.isArray(items) ? items.map((item) => object(item).id).filter((id) => typeof id === 'string') : [];
  const calendars = Object.fromEntries(
    ids.map((id) => {
      const found = grant.account.calendars.find(
        (entry) => entry.calendar.id === id || (id === 'primary' && entry.primary),
      );
      const { trouble } = grant.client;
      const reason =
        found === undefined || trouble === 'calendar-gone'
          ? 'notFound'
          : trouble === 'free-busy-fault'
            ? 'internalError'
            : null;
      return [
        id,
        found === undefined || reason !== null
          ? { errors: [{ domain: 'global', reason }], busy: [] }
          : { busy: busyOf(found.calendar, from, to) },
      ];
    }),
  );
  return { status: 200, body: { kind: 'calendar#freeBusy', timeMin: iso(from), timeMax: iso(to), calendars } };
}

function listEvents(call: Call, id: string): Answer {
  const { grant, query, pageSize } = call;
  requireScope(grant, readsEvents);
  const { calendar, role } = find(grant.account, id);
  if (role === 'freeBusyReader') throw apiRefusal(403, 'forbidden', 'Forbidden');
  const wanted = query.getAll('privateExtendedProperty').map((pair) => pair.split('='));
  const [from, to] = [
    query.has('timeMin') ? timeOf(query.get('timeMin'), 'timeMin') : -Infinity,
    query.has('timeMax') ? timeOf(query.get('timeMax'), 'timeMax') : Infinity,
  ];
  const found = [...calendar.events.values()].filter(
    (event) =>
      (event.status === 'confirmed' || query.get('showDeleted') === 'true') &&
      event.end > from &&
      event.start < to &&
      wanted.every(([key, value]) => event.privateProperties[key ?? ''] === value),
  );
  return {
    status: 200,
    body: {
      kind: 'calendar#events',
      summary: calendar.summary,
      timeZone: calendar.timeZone,
      accessRole: role,
      ...page(
        found.map((event) => eventBody(event, calendar)),
        query,
        Math.min(2500, pageSize),
      ),
    },
  };
}

function insertEvent(call: Call, calendarId: string): Answer {
  const calendar = writable(call, calendarId);
  const given = object(call.body);
  const start = timeOf(object(given.start).dateTime, 'start');
  const end = timeOf(object(given.end).dateTime, 'end');
  if (end < start) throw apiRefusal(400, 'timeRangeEmpty', 'The specified time range is empty.');
  const id = typeof given.id === 'string' ? given.id : randomBytes(13).toString('hex');
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalid('Invalid resource id value.');
  if (calendar.events.has(id)) throw apiRefusal(409, 'duplicate', 'The requested identifier already exists.');
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const properties = Object.entries(object(object(given.extendedProperties).private)).map(([key, value]) => [
    key,
    text(value),
  ]);
  const event: CalendarEvent = {
    id,
    summary: text(given.summary),
    description: text(given.description),
    start,
    end,
    created: call.world.now(),
    status: 'confirmed',
    transparent: given.transparency === 'transparent',
    privateProperties: Object.fromEntries(properties),
  };
  calendar.events.set(id, event);
  return { status: 200, body: eventBody(event, calendar) };
}

function deleteEvent(call: Call, calendarId: string, eventId: string): Answer {
  const calendar = writable(call, calendarId);
  const event = calendar.events.get(eventId);
  if (event === undefined) throw apiRefusal(404, 'notFound', 'Not Found');
  if (event.status === 'cancelled' || call.grant.client.trouble === 'event-gone') {
    event.status = 'cancelled';
    throw apiRefusal(410, 'deleted', 'Resource has been deleted');
  }
  event.status = 'cancelled';
  return { status: 204, body: null };
}

/** @param call its `segments` are the path under `/calendar/v3`. @throws Refusal */
export function calendarAnswer(call: Call): Answer {
  const { method, segments } = call;
  const [first, second, third, fourth] = segments;
  const path = segments.length;
  if (method === 'GET' && path === 3 && first === 'users' && second === 'me' && third === 'calendarList')
    return listCalendars(call);
  if (method === 'POST' && path === 1 && first === 'freeBusy') return freeBusy(call);
  if (first === 'calendars' && second !== undefined && third === 'events') {
    if (method === 'GET' && path === 3) return listEvents(call, second);
    if (method === 'POST' && path === 3) return insertEvent(call, second);
    if (method === 'DELETE' && path === 4 && fourth !== undefined) return deleteEvent(call, second, fourth);
  }
  throw apiRefusal(404, 'notFound', 'Not Found');
}
