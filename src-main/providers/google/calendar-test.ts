/**
 * The calendar test: list → free/busy of today → a test event made → seen in free/busy → removed, whatever happens in
 * between.
 */

import { type ClinicDay, daysFrom, within } from '../../../src-shared/calendar/days';
import { AppError, type AppErrorData, toAppErrorData } from '../../../src-shared/errors';
import { canonicalTimeZone, storedTimeZoneUnusable } from '../../../src-shared/organizations/time-zone';
import { currentLocale, t } from '../../../src-shared/texts/translate';
import { ProviderCallError } from '../http/call-error';
import { sleep } from '../http/retry';
import type { TestProgress } from '../provider';
import { newTestEventId, testEventTitle } from './calendar-api';
import { unusableReason } from './calendar-choice';
import type { Busy, GoogleApi, GoogleCalendar } from './google-api';

export type CalendarTestOptions = {
  api: GoogleApi;
  methodId: string;
  calendarId: string;
  organization: { name: string; timeZone: string };
  /** The previous run may have left its event behind, possibly on an earlier calendar. */
  afterUncleanRun: boolean;
  progress: TestProgress;
  signal: AbortSignal;
  now: () => number;
  /** Pauses between looks at free/busy, in milliseconds: Google shows a new event after a moment. */
  looks?: readonly number[];
};

/** What the run showed. */
export type CalendarTestFindings = {
  calendar: GoogleCalendar | null;
  failedStep: string | null;
  error: AppErrorData | null;
};

const minute = 60_000;
const slotMs = 15 * minute;
const cleanUpMs = 20_000;
/** Younger test events may belong to a test that is running elsewhere, in milliseconds. */
const liveMs = 2 * minute;
/** How many other calendars are searched after an unclean run. */
const searched = 20;
const defaultLooks = [0, 500, 1000, 2000, 4000];

const error = (code: string, message: string, cause: string, fix: string, retryable = false): AppError =>
  new AppError({ code: `google.${code}`, message, cause, fix, retryable });

export const calendarMissing = () =>
  error(
    'calendar-not-listed',
    t('The picked calendar is not among this account’s calendars.'),
    t('It was deleted, removed from the account’s list, or is no longer shared with it.'),
    t('Pick another calendar.'),
  );
const nothingFree = () =>
  error(
    'no-free-slot',
    t('The calendar has no free quarter of an hour in the next seven days.'),
    t('The test makes its event only where nothing else is.'),
    t('Clear a quarter of an hour, or test another calendar.'),
  );
const notVisible = () =>
  error(
    'event-not-visible',
    t('The test event did not show up as busy.'),
    t('Google took it, but its free/busy answer does not show it. Usually Google is slow for a moment.'),
    t('Run the test again in a minute.'),
    true,
  );

const ids = ['calendar-list', 'free-busy', 'event-create', 'event-visible', 'event-remove'] as const;
type StepId = (typeof ids)[number];

const clock = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat(currentLocale(), { timeZone, weekday: 'short', hour: 'numeric', minute: '2-digit' }).format(
    at,
  );

function hours(blocks: readonly Busy[]): string {
  const minutes = Math.round(blocks.reduce((sum, { start, end }) => sum + end - start, 0) / minute);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

/** The first quarter of an hour on the quarter from `from` on that nothing overlaps. */
function freeSlot(busy: readonly Busy[], from: number, until: number): number | null {
  for (let start = Math.ceil(from / slotMs) * slotMs; start + slotMs <= until; start += slotMs) {
    if (!busy.some((block) => block.start < start + slotMs && block.end > start)) return start;
  }
  return null;
}

const wasRefused = (thrown: unknown) => thrown instanceof ProviderCallError && thrown.isRefusal;

/** Never throws: a step that failed is told to `progress`, and the steps that need it are skipped. */
export async function runCalendarTest({
  api,
  methodId,
  calendarId,
  organization,
  afterUncleanRun,
  progress,
  signal,
  now,
  looks = defaultLooks,
}: CalendarTestOptions): Promise<CalendarTestFindings> {
  const timeZone = canonicalTimeZone(organization.timeZone);
  const findings: CalendarTestFindings = { calendar: null, failedStep: null, error: null };
  const serverNow = () => now() + api.clockAheadMs();

  /** Runs one step; null when it failed or when one before it did. */
  async function step<T>(id: StepId, run: () => Promise<{ value: T; detail: string }>): Promise<T | null> {
    if (findings.failedStep !== null || signal.aborted) {
      progress.end(id, 'skipped', signal.aborted ? t('Stopped.') : t('Skipped: a step before it failed.'));
      return null;
    }
    progress.begin(id);
    try {
      const { value, detail } = await run();
      progress.end(id, 'passed', detail);
      return value;
    } catch (thrown) {
      const data = toAppErrorData(thrown);
      if (signal.aborted) {
        progress.end(id, 'skipped', t('Stopped.'));
        return null;
      }
      findings.failedStep = id;
      findings.error = data;
      progress.end(id, 'failed', data.message, data);
      return null;
    }
  }

  await step('calendar-list', async () => {
    const { items } = await api.listCalendars(signal);
    const found =
      items.find(({ id }) => id === calendarId) ??
      (calendarId === 'primary' ? items.find(({ isPrimary }) => isPrimary) : undefined);
    if (found === undefined) throw calendarMissing();
    findings.calendar = found;
    const others = afterUncleanRun
      ? items.filter((calendar) => calendar.id !== calendarId && unusableReason(calendar, methodId) === null)
      : [];
    const leftovers = await removeLeftovers([calendarId, ...others.slice(0, searched).map(({ id }) => id)]);
    return {
      value: found,
      detail: [
        t('{calendar}, one of {count, plural, one {# calendar} other {# calendars}}', {
          calendar: found.name,
          count: items.length,
        }),
        ...leftovers,
      ].join('. '),
    };
  });

  /** Removes test events of an interrupted run. A failure is reported and does not fail the step. */
  async function removeLeftovers(calendarIds: readonly string[]): Promise<string[]> {
    try {
      let removed = 0;
      for (const id of calendarIds) {
        const found = await api.findTestEvents(id, signal);
        const left = found.filter(
          ({ createdAt }) => afterUncleanRun || createdAt === null || serverNow() - createdAt > liveMs,
        );
        for (const event of left) await api.removeEvent(id, event.id, signal);
        removed += left.length;
      }
      return removed === 0
        ? []
        : [
            t(
              'Removed {count, plural, one {# test event} other {# test events}} that an earlier test had left behind',
              { count: removed },
            ),
          ];
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      return [t('Could not look for test events of earlier tests')];
    }
  }

  const today = await step('free-busy', async () => {
    if (timeZone === null) throw new AppError(storedTimeZoneUnusable(organization.timeZone));
    const [day] = daysFrom(serverNow(), timeZone, 1) as [ClinicDay];
    const busy = await api.freeBusy(calendarId, day.start, day.end, timeZone, signal);
    const inside = within(busy, day.start, day.end);
    const detail =
      inside.length === 0
        ? t('Nothing booked today')
        : t('{count, plural, one {# busy block} other {# busy blocks}} today, {hours}', {
            count: inside.length,
            hours: hours(inside),
          });
    return { value: { day, busy, timeZone }, detail: `${detail} (${timeZone.replaceAll('_', ' ')})` };
  });

  /** Today if there is room, else the first of the next days that has some. */
  async function findSlot(busyToday: readonly Busy[], day: ClinicDay, timeZone: string): Promise<number> {
    const from = serverNow() + 5 * minute;
    const slot = freeSlot(busyToday, from, day.end);
    if (slot !== null) return slot;
    for (const next of daysFrom(serverNow(), timeZone, 8).slice(1)) {
      const found = freeSlot(
        await api.freeBusy(calendarId, next.start, next.end, timeZone, signal),
        Math.max(from, next.start),
        next.end,
      );
      if (found !== null) return found;
    }
    throw nothingFree();
  }

  /** The event that exists or may exist: set before the request, cleared once it is removed. */
  let made: { id: string; start: number } | null = null;
  await step('event-create', async () => {
    if (today === null) throw nothingFree();
    const start = await findSlot(today.busy, today.day, today.timeZone);
    made = { id: newTestEventId(), start };
    const description =
      `Made by the calendar test of Voxanne Console for ${organization.name}. It removes itself; ` +
      'if you still see it, delete it.';
    const event = {
      id: made.id,
      title: `${testEventTitle} (removes itself)`,
      description,
      start,
      end: start + slotMs,
      timeZone: today.timeZone,
    };
    const id = await api.insertTestEvent(calendarId, event, signal).catch((thrown: unknown) => {
      if (wasRefused(thrown)) made = null;
      throw thrown;
    });
    made = { id, start };
    return { value: id, detail: `“${testEventTitle}”, ${clock(start, today.timeZone)}` };
  });
  // Assigned in the closure above, which the compiler can't see.
  const event = made as { id: string; start: number } | null;

  await step('event-visible', async () => {
    if (event === null || timeZone === null) throw notVisible();
    for (const pause of looks) {
      if (pause > 0) await sleep(pause, signal);
      const busy = await api.freeBusy(calendarId, event.start, event.start + slotMs, timeZone, signal);
      if (busy.some(({ start, end }) => start <= event.start && end >= event.start + slotMs))
        return { value: true, detail: t('Busy at {time}', { time: clock(event.start, timeZone) }) };
    }
    throw notVisible();
  });

  if (event === null) progress.end('event-remove', 'skipped', t('Nothing was made.'));
  else await remove(event.id);
  return findings;

  /** Also runs after a stop or a failure, with its own time limit. */
  async function remove(eventId: string): Promise<void> {
    progress.begin('event-remove');
    try {
      await api.removeEvent(calendarId, eventId, AbortSignal.timeout(cleanUpMs));
      progress.end(
        'event-remove',
        'passed',
        findings.failedStep === 'event-create' ? t('Nothing is left of it') : t('Removed'),
      );
    } catch (thrown) {
      const data = toAppErrorData(thrown);
      findings.failedStep ??= 'event-remove';
      findings.error ??= data;
      progress.end('event-remove', 'failed', `${data.message} ${t('The next test removes it.')}`, data);
    }
  }
}
