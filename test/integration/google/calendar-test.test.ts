/** The calendar test proves what it claims, invites no one, and leaves nothing in the calendar. */

import { describe, expect, test } from 'vitest';
import { createCalendarService } from '../../../src-main/calendar/calendar-service';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { testReportSchema, toReport } from '../../../src-shared/tests/report';
import { endpointsAt } from '../../fakes/endpoints';
import { codeOf } from '../../unit/main/vault/profile';
import { storageWorker } from '../storage/storage-worker';
import { type Console, clientFields, openConsole } from './clinic';

const frontDesk = 'front.desk@sunrise-dental.example';
const ours = (console: Console) =>
  console.control.events(frontDesk).filter(({ summary }) => summary.startsWith('Voxanne Console test'));

async function connected(client = 'google.full', options: Parameters<typeof openConsole>[0] = {}) {
  const console = await openConsole(options);
  const clinic = await console.addClinic();
  await console.connect(clinic, clientFields(client));
  return { console, clinic };
}
async function run(console: Console, clinic: string) {
  const ended = await console.runTest(clinic);
  if (ended === null) throw new Error('it did not run');
  return ended;
}
const states = (ended: Awaited<ReturnType<typeof run>>) => ended.steps.map(({ id, state }) => `${id} ${state}`);

test('all five steps pass, are timed, and the ladder is proven to its top', async () => {
  const { console, clinic } = await connected();
  const before = console.control.events(frontDesk).length;
  const ended = await run(console, clinic);
  expect(states(ended)).toEqual([
    'calendar-list passed',
    'free-busy passed',
    'event-create passed',
    'event-visible passed',
    'event-remove passed',
  ]);
  expect(ended.steps[1]?.detail).toMatch(/busy block|Nothing booked/);
  expect(ended.steps[1]?.detail).toContain('America/Los Angeles');
  expect(console.control.events(frontDesk)).toHaveLength(before);
  const [connection] = await console.credentials.list(clinic);
  expect(connection?.ladder.rungs.every(({ state }) => state === 'proven')).toBe(true);
  expect(testReportSchema.parse(toReport(ended.steps, ended.simulated))).toMatchObject({
    version: 1,
    simulated: true,
    passed: 5,
    failed: 0,
    skipped: 0,
  });
  const [kept] = await console.tests.history(clinic, 'google', 5);
  expect(kept).toEqual(ended);
  expect(ended).toMatchObject({ subject: 'Sunrise Dental front desk', startedBy: 'tester', state: 'finished' });
});

test('the event overlaps no appointment, invites nobody, and says what it is', async () => {
  const { console, clinic } = await connected();
  console.control.setFault({ fault: { kind: 'answer', status: 503, body: {} }, method: 'DELETE' });
  await run(console, clinic);
  const [event] = ours(console);
  expect(event).toMatchObject({ transparent: false, privateProperties: { voxanneConsole: 'calendar-test' } });
  expect(event?.description).toContain('Sunrise Dental');
  const others = console.control.events(frontDesk).filter(({ id }) => id !== event?.id);
  expect(others.some(({ start, end }) => start < (event?.end ?? 0) && end > (event?.start ?? 0))).toBe(false);
});

test('a full day: the next free quarter of an hour is taken, days ahead if it must be', async () => {
  const { console, clinic } = await connected();
  const fields = await console.fieldsOf(clinic);
  const api = await console.google.openCalendar({ fields });
  const start = Date.now() - 3_600_000;
  await api.insertTestEvent(
    frontDesk,
    { id: 'full0', title: 'Holiday', description: '', start, end: start + 60 * 3_600_000, timeZone: 'UTC' },
    console.signal,
  );
  const ended = await run(console, clinic);
  expect(ended.steps.map(({ state }) => state)).toEqual(Array(5).fill('passed'));
});

describe('interrupted', () => {
  test('leftovers of a run that could not clean up are found and removed by the next', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: { kind: 'reset' }, method: 'DELETE' });
    const first = await run(console, clinic);
    expect(first.steps.at(-1)).toMatchObject({ id: 'event-remove', state: 'failed', error: { code: 'network.reset' } });
    expect(ours(console)).toHaveLength(1);
    console.control.clearFaults();
    const second = await run(console, clinic);
    expect(second.steps[0]?.detail).toContain('Removed 1 test event that an earlier test had left behind');
    expect(ours(console)).toEqual([]);
  });

  test('also those of months ago, but never one of a test that may be running', async () => {
    let skew = 0;
    const simulator = await startGoogleSimulator({ now: () => Date.now() + skew });
    const { console, clinic } = await connected('google.full', { simulator });
    const fields = await console.fieldsOf(clinic);
    const start = Date.now() - 100 * 24 * 3_600_000;
    const event = {
      id: `vct${'0'.repeat(32)}`,
      title: 'Voxanne Console test (removes itself)',
      description: '',
      start,
      end: start + 900_000,
      timeZone: 'UTC',
    };
    await (await console.google.openCalendar({ fields })).insertTestEvent(frontDesk, event, console.signal);
    // As young as this it may be one of a test that runs beside ours: in another program, or of a clinic with the same
    // calendar.
    await run(console, clinic);
    expect(ours(console)).toHaveLength(1);
    skew = 5 * 60_000;
    expect((await run(console, clinic)).steps[0]?.detail).toContain('Removed 1 test event');
    expect(ours(console)).toEqual([]);
    await console.close();
    await simulator.close();
  });

  test('also when another calendar was picked meanwhile', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: { kind: 'reset' }, method: 'DELETE' });
    await run(console, clinic);
    console.control.clearFaults();
    await console.credentials.choose(clinic, 'google', 'hygiene0001@group.calendar.google.example', console.signal);
    const next = await run(console, clinic);
    expect(next.steps.map(({ state }) => state)).toEqual(Array(5).fill('passed'));
    expect(next.steps[0]?.detail).toContain('Removed 1 test event');
    expect(ours(console)).toEqual([]);
    // Once all is in order, only the calendar in use is looked at.
    const before = console.control.requests().length;
    await run(console, clinic);
    const looked = console.control
      .requests()
      .slice(before)
      .filter(({ method, path }) => method === 'GET' && path.endsWith('/events'));
    expect(looked).toHaveLength(1);
  });

  test('only its own events are leftovers, whatever a server lists', async () => {
    const { console, clinic } = await connected();
    const before = console.control.events(frontDesk).length;
    // A server that ignores the filter lists every appointment of the clinic.
    const items = console.control
      .events(frontDesk)
      .map(({ id, summary, start }) => ({ id, summary, start: { dateTime: new Date(start).toISOString() } }));
    console.control.setFault({
      fault: { kind: 'answer', status: 200, body: { items } },
      method: 'GET',
      pathIncludes: '/events',
    });
    expect((await run(console, clinic)).steps.every(({ state }) => state === 'passed')).toBe(true);
    expect(console.control.events(frontDesk)).toHaveLength(before);
  });

  test('stopped in the middle: the event is removed before it ends', async () => {
    const { console, clinic } = await connected();
    console.control.setLatency(40);
    const { id } = await console.startTest(clinic);
    await expect.poll(() => ours(console).length, { interval: 2 }).toBe(1);
    console.tests.stop(clinic, 'google', id);
    const ended = await console.tests.waitFor(clinic, 'google', id);
    expect(ended?.state).toBe('stopped');
    expect(ours(console)).toEqual([]);
  });

  test('the console closes in the middle: the same', async () => {
    const simulator = await startGoogleSimulator();
    const { console, clinic } = await connected('google.full', { simulator });
    simulator.control.setLatency(40);
    await console.startTest(clinic);
    await expect.poll(() => ours(console).length, { interval: 2 }).toBe(1);
    await console.close();
    expect(ours(console)).toEqual([]);
    await simulator.close();
  });

  test('a lost answer to making the event: it is made once, and removed', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: { kind: 'drop-after' }, method: 'POST', pathIncludes: '/events', times: 1 });
    const ended = await run(console, clinic);
    expect(ended.steps.map(({ state }) => state)).toEqual(Array(5).fill('passed'));
    expect(console.control.events(frontDesk).filter(({ id }) => id.startsWith('vct'))).toEqual([]);
  });

  test('an answer that never comes: what may have been made is removed', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: { kind: 'drop-after' }, method: 'POST', pathIncludes: '/events' });
    const ended = await run(console, clinic);
    // The first try made it; that a later one is told "already there" would be an answer, and none comes.
    expect(ended.steps[2]).toMatchObject({ state: 'failed', error: { code: 'network.reset' } });
    expect(ended.steps[4]).toMatchObject({ state: 'passed', detail: 'Nothing is left of it' });
    expect(ours(console)).toEqual([]);
  });
});

describe('refused', () => {
  test('a read-only calendar fails at making the event, and nothing after it is tried', async () => {
    const { console, clinic } = await connected('google.read-only');
    const ended = await run(console, clinic);
    expect(states(ended)).toEqual([
      'calendar-list passed',
      'free-busy passed',
      'event-create failed',
      'event-visible skipped',
      'event-remove skipped',
    ]);
    expect(ended.steps[2]?.error?.code).toBe('google.requiredAccessLevel');
    const [connection] = await console.credentials.list(clinic);
    expect(connection?.ladder.rungs.at(-1)).toMatchObject({ id: 'event-made-and-removed', state: 'disproved' });
  });

  test('an event that somebody else removed first is removed', async () => {
    const { console, clinic } = await connected('google.event-gone');
    expect((await run(console, clinic)).steps.at(-1)).toMatchObject({ state: 'passed' });
  });

  test('an event that never shows as busy is not called visible, and is removed', async () => {
    const { console, clinic } = await connected();
    const { runCalendarTest } = await import('../../../src-main/providers/google/calendar-test');
    const fields = await console.fieldsOf(clinic);
    const api = await console.google.openCalendar({ fields });
    const blind = { ...api, freeBusy: async () => [] };
    const ends: string[] = [];
    await runCalendarTest({
      api: blind,
      methodId: 'own-calendars',
      calendarId: frontDesk,
      organization: { name: 'Sunrise', timeZone: 'America/Los_Angeles' },
      afterUncleanRun: false,
      progress: {
        begin: () => undefined,
        end: (id, outcome, _detail, error) => void ends.push(`${id} ${outcome} ${error?.code ?? ''}`.trim()),
      },
      signal: console.signal,
      now: Date.now,
      looks: [0, 1],
    });
    expect(ends.slice(3)).toEqual(['event-visible failed google.event-not-visible', 'event-remove passed']);
    expect(ours(console)).toEqual([]);
  });

  test('a network that fails disproves nothing', async () => {
    const { console, clinic } = await connected();
    await run(console, clinic);
    console.control.setFault({ fault: { kind: 'reset' }, pathIncludes: 'freeBusy' });
    expect((await run(console, clinic)).steps[1]).toMatchObject({ state: 'failed', error: { code: 'network.reset' } });
    const [connection] = await console.credentials.list(clinic);
    expect(connection?.ladder.rungs.every(({ state }) => state === 'proven')).toBe(true);
  });

  test('two at once for one clinic are refused', async () => {
    const { console, clinic } = await connected();
    await console.startTest(clinic);
    expect(await codeOf(console.startTest(clinic))).toBe('test.already-running');
  });
});

test('the next seven days: blocks cut at the clinic’s midnight, and no word of what they are about', async () => {
  const { console, clinic } = await connected();
  const fields = await console.fieldsOf(clinic);
  const api = await console.google.openCalendar({ fields });
  const endpoints = endpointsAt({ google: console.simulator.origin });
  const calendar = createCalendarService({
    storage: console.storage,
    providers: console.providers,
    credentials: console.credentials,
    endpoints,
    platform: {
      profileDir: '',
      actor: '',
      version: '',
      sqliteBinding: undefined,
      storageWorker,
      now: () => new Date(),
    },
  });
  const empty = await calendar.busyWeek(clinic, console.signal);
  const midnight = Date.parse(empty.days[2]?.start ?? '');
  await api.insertTestEvent(
    frontDesk,
    {
      id: 'overnight0',
      title: 'Overnight secret',
      description: '',
      start: midnight - 3_600_000,
      end: midnight + 7_200_000,
      timeZone: 'UTC',
    },
    console.signal,
  );
  const week = await calendar.busyWeek(clinic, console.signal);
  expect(week.days).toHaveLength(7);
  expect(week).toMatchObject({
    calendar: 'Sunrise Dental front desk',
    account: frontDesk,
    timeZone: 'America/Los_Angeles',
    simulated: true,
  });
  expect(week.days[1]?.busy.at(-1)?.end).toBe(week.days[1]?.end);
  expect(week.days[2]?.busy[0]).toEqual({
    start: week.days[2]?.start,
    end: new Date(midnight + 7_200_000).toISOString(),
  });
  expect(JSON.stringify(week)).not.toContain('secret');
});
