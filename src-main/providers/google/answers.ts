/** Parses the calendar's answers. One invalid item must not hide the rest of a list. */
import { z } from 'zod';
import { ownValue } from '../../../src-shared/own-value';
import { providerText } from '../http/clean-text';
import type { Busy, GoogleCalendar, TestEvent } from './google-api';

const text = providerText(1024);
/** What must go back exactly as it came. */
const cursor = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && value !== '' ? value : null));
const time = text.transform((value) => {
  const at = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(at) ? null : at;
});

const calendarSchema = z.object({
  id: text,
  summary: text,
  summaryOverride: text,
  timeZone: text,
  primary: z
    .unknown()
    .optional()
    .transform((value) => value === true),
  accessRole: text,
  hidden: z
    .unknown()
    .optional()
    .transform((value) => value === true),
  deleted: z
    .unknown()
    .optional()
    .transform((value) => value === true),
});

export function readCalendar(item: unknown): GoogleCalendar | null {
  const parsed = calendarSchema.safeParse(item);
  if (!parsed.success || parsed.data.id === null || parsed.data.deleted) return null;
  const { id, summary, summaryOverride, timeZone, primary, accessRole, hidden } = parsed.data;
  return {
    id,
    name: summaryOverride ?? summary ?? id,
    timeZone,
    isPrimary: primary,
    isHidden: hidden,
    role: accessRole ?? (primary ? 'owner' : 'unknown'),
  };
}

const pageSchema = z.object({ kind: text, items: z.array(z.unknown()).nullish(), nextPageToken: cursor });
/** A page of a list; null when the answer is no list: an object without items is one only if it says so. */
export function readPage(body: unknown): { items: unknown[]; next: string | null } | null {
  const parsed = pageSchema.safeParse(body);
  if (!parsed.success) return null;
  const { kind, items, nextPageToken } = parsed.data;
  return items == null && !kind?.startsWith('calendar#') ? null : { items: items ?? [], next: nextPageToken };
}

const freeBusySchema = z.object({
  calendars: z.record(
    z.string(),
    z.object({ busy: z.array(z.unknown()).nullish(), errors: z.array(z.object({ reason: text })).nullish() }),
  ),
});
const blockSchema = z.object({ start: z.string(), end: z.string() });

/**
 * The busy blocks of one calendar in their order, or the name of the reason why Google could not tell; null when the
 * answer says neither.
 */
export function readFreeBusy(body: unknown, calendarId: string): { busy: Busy[] } | { reason: string } | null {
  const parsed = freeBusySchema.safeParse(body);
  if (!parsed.success) return null;
  // Google answers for a primary calendar under the address that was asked for; a server that answers for one calendar
  // only is taken at its word.
  const { calendars } = parsed.data;
  const keys = Object.keys(calendars);
  const answer = ownValue(calendars, calendarId) ?? (keys.length === 1 ? calendars[keys[0] ?? ''] : undefined);
  if (answer === undefined) return null;
  const [error] = answer.errors ?? [];
  if (error !== undefined) return { reason: error.reason ?? 'unknown' };
  const busy = (answer.busy ?? []).flatMap((raw) => {
    const { data } = blockSchema.safeParse(raw);
    const [start, end] = [Date.parse(data?.start ?? ''), Date.parse(data?.end ?? '')];
    // Invalid times compare false.
    return end > start ? [{ start, end }] : [];
  });
  return { busy: busy.sort((a, b) => a.start - b.start) };
}

const eventSchema = z.object({
  id: text,
  summary: text,
  status: text,
  start: z.object({ dateTime: time }).nullish().catch(null),
  created: time,
  extendedProperties: z
    .object({ private: z.record(z.string(), z.unknown()).nullish().catch(null) })
    .nullish()
    .catch(null),
});

export const readEventId = (body: unknown): string | null => eventSchema.safeParse(body).data?.id ?? null;

/**
 * An event that a calendar test left behind; null for anything else, whatever the server was asked to filter.
 * @param own what tells it: the title's beginning, and its mark, or else the form of its id where a server does not
 * give marks back
 */
export function readTestEvent(
  item: unknown,
  own: { mark: { key: string; value: string }; id: RegExp; title: string },
): TestEvent | null {
  const parsed = eventSchema.safeParse(item);
  if (!parsed.success || parsed.data.id === null || parsed.data.status === 'cancelled') return null;
  const { id, summary, start, created, extendedProperties } = parsed.data;
  const isMarked = extendedProperties?.private?.[own.mark.key] === own.mark.value || own.id.test(id);
  const isOurs = isMarked && (summary ?? '').startsWith(own.title);
  return isOurs ? { id, title: summary ?? '', start: start?.dateTime ?? null, createdAt: created } : null;
}
