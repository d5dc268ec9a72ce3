/** Weeks of background checks under a clock of the test's own: what is asked, told, and kept in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { day, hour, watch } from './watched';

const kitWords = 'There is no recovery kit yet';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(...given: Parameters<typeof watch>) {
  const watched = await watch(...given);
  closing.push(watched.close);
  return watched;
}

test('thirty days: each connection once in its interval, spread over time, and nothing is told', async () => {
  const watched = await open(30);
  for (let days = 0; days < 30; days += 1) await watched.time.pass(day);
  for (let index = 0; index < 30; index += 1) {
    const times = watched.requests.filter((request) => request.index === index).map(({ at }) => at);
    const gaps = times.map((at, place) => at - (times[place - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(day);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.7 * day);
  }
  // Spread over time: never all at one moment.
  const moments = new Set(watched.requests.map(({ at }) => at));
  expect(moments.size).toBeGreaterThan(watched.requests.length / 4);
  expect(watched.told()).toEqual([]);
  expect(watched.faults).toEqual([]);
}, 120_000);

test('a connection that breaks is told once, and once when it works again, however often it is checked', async () => {
  const watched = await open(5);
  await watched.time.pass(day);
  watched.answers((index) => (index === 2 ? 'broken' : 'works'));
  await watched.time.pass(6 * day);
  expect(watched.told()).toEqual(['Clinic 2: Twilio does not work']);
  expect(watched.shown[0]?.[0]).toMatchObject({ kind: 'broken', organizationId: watched.ids[2] });
  // No answer is no proof that it works again.
  watched.answers(() => 'no network');
  await watched.time.pass(day);
  expect(watched.told()).toEqual(['Clinic 2: Twilio does not work']);
  watched.answers(() => 'works');
  await watched.time.pass(5 * day);
  expect(watched.told()).toEqual(['Clinic 2: Twilio does not work', 'Clinic 2: Twilio works again']);
  expect((await watched.storage.watch.unseen(10)).map(({ kind }) => kind)).toEqual(['recovered', 'broken']);
}, 60_000);

test('many at once are one digest', async () => {
  const watched = await open(40);
  await watched.time.pass(2 * hour);
  // All are due at once: the console was closed for three days.
  watched.background().close();
  await watched.time.pass(3 * day);
  watched.answers((index) => (index < 35 ? 'broken' : 'works'));
  watched.kill();
  await watched.time.pass(2 * day);
  expect(watched.shown.flat()).toHaveLength(1);
  expect(watched.shown[0]?.[0]).toMatchObject({
    kind: 'digest',
    organizationId: null,
    title: '35 connections broke',
    text: 'Broken: Clinic 0, Clinic 1, Clinic 2 and 32 more.',
  });
}, 60_000);

test('many that are found one after another are a few notices, and all of them are told', async () => {
  const watched = await open(60);
  await watched.time.pass(2 * hour);
  watched.answers(() => 'broken');
  await watched.time.pass(4 * day);
  expect(watched.shown.flat().length).toBeLessThanOrEqual(12);
  const marks = [...(await watched.storage.watch.marks()).values()];
  expect(marks.filter((value) => value === 'broken')).toHaveLength(60);
}, 60_000);

test('a kill between a check and its telling: the next start tells it, once', async () => {
  const watched = await open(3);
  await watched.time.pass(2 * hour);
  watched.answers((index) => (index === 1 ? 'broken' : 'works'));
  watched.dieAfterNextCheck();
  await watched.time.pass(2 * day);
  expect(watched.told()).toEqual([]);
  for (let restart = 0; restart < 5; restart += 1) {
    watched.kill();
    await watched.time.pass(hour);
  }
  expect(watched.told()).toEqual(['Clinic 1: Twilio does not work']);
}, 60_000);

test('a start every hour asks nothing more often than one long run does', async () => {
  const watched = await open(10);
  for (let hours = 0; hours < 10 * 24; hours += 1) {
    watched.kill();
    await watched.time.pass(hour);
  }
  expect(watched.requests.length).toBeLessThanOrEqual((10 * 10) / 0.75 + 10);
  expect(watched.requests.length).toBeGreaterThanOrEqual(90);
}, 120_000);

test('a clock that jumps a year ahead and back, again and again, makes no requests beyond the usual', async () => {
  const watched = await open(10);
  await watched.time.pass(2 * day);
  const before = watched.requests.length;
  for (let jumps = 0; jumps < 40; jumps += 1) {
    watched.time.jump(jumps % 2 === 0 ? 365 * day : -365 * day);
    watched.background().wake();
    await watched.time.pass(0.5 * hour);
  }
  // In 20 hours: each at most twice, since a quarter of a day may be cut from an interval.
  expect(watched.requests.length - before).toBeLessThanOrEqual(2 * 10);
  await watched.time.pass(2 * day);
  expect(watched.told()).toEqual([]);
}, 60_000);

test('without a network nothing is told, few are asked, and all are checked when it is back', async () => {
  const watched = await open(60);
  await watched.time.pass(2 * hour);
  watched.answers(() => 'no network');
  await watched.time.pass(3 * day);
  const tries = watched.requests.length;
  // An hourly look, at few connections each.
  expect(tries).toBeLessThan(3 * 24 * 35);
  expect(watched.told()).toEqual([]);
  expect((await watched.storage.watch.attemptsAfter('', 100)).items.some(({ isOpen }) => isOpen)).toBe(false);
  expect(watched.background().isMissing()).toBe(true);
  watched.answers(() => 'works');
  watched.background().wake();
  await watched.time.pass(hour);
  expect(new Set(watched.requests.slice(tries).map(({ index }) => index)).size).toBe(60);
  expect(watched.background().isMissing()).toBe(false);
  expect(watched.told()).toEqual([]);
}, 120_000);

test('in quiet hours nothing is shown; what is still broken after them is told then', async () => {
  const at = (hours: number) => {
    const then = new Date(watched.time.clock.now().getTime() + hours * hour);
    return `${String(then.getHours()).padStart(2, '0')}:00`;
  };
  const watched = await open(4, { checkIntervalHours: 1 });
  await watched.time.pass(3 * hour);
  watched.state.settings = { ...watched.state.settings, quietHours: { from: at(0), until: at(10) } };
  watched.answers((index) => (index < 2 ? 'broken' : 'works'));
  await watched.time.pass(4 * hour);
  watched.answers((index) => (index < 1 ? 'broken' : 'works'));
  await watched.time.pass(4 * hour);
  expect(watched.told()).toEqual([]);
  await watched.time.pass(4 * hour);
  expect(watched.told()).toEqual(['Clinic 0: Twilio does not work']);
}, 60_000);

test('what a person saw break in the window is not told to them again; that it works again is', async () => {
  const watched = await open(3);
  await watched.time.pass(2 * hour);
  const [id = ''] = watched.ids;
  const error = { code: 'twilio.20003', message: 'm', cause: '', fix: '', retryable: false };
  await watched.storage
    .forOrganization(id)
    .credentials.recordCheck('twilio', { status: 'needs-attention', lastError: error }, [], null);
  watched.background().changed(id);
  watched.answers((index) => (index === 0 ? 'broken' : 'works'));
  await watched.time.pass(3 * day);
  expect(watched.told()).toEqual([]);
  watched.answers(() => 'works');
  await watched.time.pass(2 * day);
  expect(watched.told()).toEqual(['Clinic 0: Twilio works again']);
}, 60_000);

test('what was broken before anybody watched is not news', async () => {
  const watched = await open(2);
  const [id = ''] = watched.ids;
  const error = { code: 'twilio.20003', message: 'm', cause: '', fix: '', retryable: false };
  await watched.storage
    .forOrganization(id)
    .credentials.recordCheck('twilio', { status: 'needs-attention', lastError: error }, [], null);
  watched.answers((index) => (index === 0 ? 'broken' : 'works'));
  await watched.time.pass(3 * day);
  expect(watched.told()).toEqual([]);
}, 60_000);

test('switched off, nothing is asked', async () => {
  const watched = await open(3, { backgroundChecks: false });
  await watched.time.pass(10 * day);
  expect(watched.requests).toEqual([]);
  watched.state.settings = { ...watched.state.settings, backgroundChecks: true };
  watched.background().replan();
  await watched.time.pass(hour);
  expect(watched.requests).toHaveLength(3);
}, 60_000);

test('a quarter of a year holds no more memory than a week', async () => {
  const watched = await open(12, { checkIntervalHours: 6 });
  // What is still held, and not what waits to be collected.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const memory = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  await watched.time.pass(7 * day);
  const before = memory();
  for (let weeks = 0; weeks < 6; weeks += 1) await watched.time.pass(7 * day);
  watched.requests.length = 0;
  expect(memory() - before).toBeLessThan(4 * 1024 * 1024);
}, 180_000);

test('what ends is told a week and two days before, once each, however often the program is killed', async () => {
  const watched = await open(2, { checkIntervalHours: 6 });
  const at = watched.time.clock.now().getTime() + 10 * day;
  watched.foresees((index) =>
    index === 0 ? { ends: { trial: { at, what: 'The trial ends about', text: 'Upgrade.' } } } : {},
  );
  for (let quarters = 0; quarters < 12 * 4; quarters += 1) {
    await watched.time.pass(day / 4);
    watched.kill();
  }
  const title = 'Clinic 0: The trial ends about March 12, 2026';
  expect(watched.warned()).toEqual([title, title]);
}, 120_000);

test('a low balance is told once, and again only after it was high: also where a check does not tell it', async () => {
  const watched = await open(1, { checkIntervalHours: 6 });
  let amount: number | null = 1.5;
  watched.foresees(() => (amount === null ? {} : { balance: { amount, currency: 'USD' } }));
  for (const next of [1.5, null, 2.1, 1.9, null, 1.5, 3, 1]) {
    amount = next;
    await watched.time.pass(day / 2);
  }
  expect(watched.warned()).toEqual(['Clinic 0: The Twilio balance is low']);
  amount = 500;
  await watched.time.pass(20 * day);
  amount = 1;
  await watched.time.pass(3 * day);
  expect(watched.warned().filter((title) => title !== kitWords)).toHaveLength(2);
}, 120_000);

test('a clock that is set a year ahead, again and again, tells of no key and no kit that is old', async () => {
  const watched = await open(1, { checkIntervalHours: 6 });
  await watched.time.pass(day);
  for (let jumps = 0; jumps < 8; jumps += 1) {
    watched.time.jump(jumps % 2 === 0 ? 370 * day : -370 * day);
    watched.background().wake();
    await watched.time.pass(day);
    watched.kill();
    await watched.time.pass(day / 2);
  }
  // Two weeks have passed, whatever the clock showed: no kit was saved, and that is all that is to be said.
  expect(watched.warned().filter((title) => title !== kitWords)).toEqual([]);
  expect(watched.warned().length).toBeLessThanOrEqual(1);
  watched.state.settings = { ...watched.state.settings, checkIntervalHours: 72 };
  await watched.time.pass(360 * day);
  expect(watched.warned().filter((title) => title !== kitWords)).toEqual(['Clinic 0: The Twilio key is a year old']);
}, 240_000);

test('a credential that is added while the clock is a year ahead is a year old after a year', async () => {
  const watched = await open(1, { checkIntervalHours: 24 }, 370 * day);
  await watched.time.pass(30 * day);
  watched.time.jump(-370 * day);
  await watched.time.pass(330 * day);
  expect(watched.warned()).toEqual([kitWords]);
  await watched.time.pass(10 * day);
  expect(watched.warned()).toEqual([kitWords, 'Clinic 0: The Twilio key is a year old']);
}, 120_000);

test('in quiet hours nothing is warned of; after them it is, once', async () => {
  const at = (hours: number) => {
    const then = new Date(watched.time.clock.now().getTime() + hours * hour);
    return `${String(then.getHours()).padStart(2, '0')}:00`;
  };
  const watched = await open(1, { checkIntervalHours: 1 });
  await watched.time.pass(3 * hour);
  watched.state.settings = { ...watched.state.settings, quietHours: { from: at(0), until: at(6) } };
  watched.foresees(() => ({ balance: { amount: 1, currency: null } }));
  await watched.time.pass(5 * hour);
  expect(watched.warned()).toEqual([]);
  await watched.time.pass(4 * hour);
  expect(watched.warned()).toEqual(['Clinic 0: The Twilio balance is low']);
}, 60_000);

test('the wait after three notices in an hour goes on after a restart', async () => {
  const watched = await open(8, { checkIntervalHours: 1 });
  await watched.time.pass(3 * hour);
  watched.answers((index) => (index < 3 ? 'broken' : 'works'));
  while (watched.told().length < 3) await watched.time.pass(hour / 12);
  watched.answers(() => 'broken');
  const asked = watched.requests.length;
  for (let restarts = 0; restarts < 10; restarts += 1) {
    watched.kill();
    await watched.time.pass(hour / 12);
  }
  // Others were found broken meanwhile.
  expect(watched.requests.slice(asked).some(({ index }) => index >= 3)).toBe(true);
  expect(watched.told()).toHaveLength(3);
  await watched.time.pass(day);
  const marks = [...(await watched.storage.watch.marks()).values()];
  expect(marks.filter((value) => value === 'broken')).toHaveLength(8);
}, 60_000);
