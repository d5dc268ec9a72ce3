/**
 * States of a Google account, a client or Google itself: each is told by its own name, and none that passes turns a
 * proven rung red.
 */
import { describe, expect, test } from 'vitest';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { codeOf } from '../../unit/main/vault/profile';
import { runCli } from './cli';
import { type Console, clientFields, openConsole } from './clinic';

const frontDesk = 'front.desk@sunrise-dental.example';
const hygiene = 'hygiene0001@group.calendar.google.example';

async function proven() {
  const console = await openConsole();
  const clinic = await console.addClinic();
  await console.connect(clinic);
  await console.runTest(clinic);
  return { console, clinic };
}
const rungsOf = async (console: Console, clinic: string) =>
  (await console.credentials.list(clinic))[0]?.ladder.rungs.map(({ state }) => state);
const allProven = Array(5).fill('proven');
const freeBusyError = (reason: string) => ({
  kind: 'calendar#freeBusy',
  calendars: { [frontDesk]: { errors: [{ domain: 'global', reason }], busy: [] } },
});

describe('passing trouble', () => {
  test.each<[string, string, number, unknown]>([
    ['a fault of one calendar', '/freeBusy', 200, freeBusyError('internalError')],
    ['a limit on one calendar', '/freeBusy', 200, freeBusyError('rateLimitExceeded')],
    ['a reason that nobody knows', '/freeBusy', 200, freeBusyError('flumeOverflow')],
    ['a fault of the calendar', '/calendar/v3', 503, { error: { errors: [{ reason: 'backendError' }] } }],
    ['a fault under the name of a refusal', '/calendar/v3', 500, { error: { errors: [{ reason: 'notFound' }] } }],
    ['a fault without a name', '/calendar/v3', 500, {}],
    ['a limit', '/calendar/v3', 429, {}],
    ['a limit as a refusal', '/calendar/v3', 403, { error: { errors: [{ reason: 'userRateLimitExceeded' }] } }],
    ['a web filter’s word', '/calendar/v3', 403, 'Forbidden'],
    ['a fault of the sign-in', '/token', 500, { error: 'internal_failure' }],
    ['a busy sign-in', '/token', 503, { error: 'temporarily_unavailable' }],
    ['a web filter in front of the sign-in', '/token', 403, 'Forbidden'],
  ])('%s disproves nothing', async (_name, pathIncludes, status, body) => {
    const { console, clinic } = await proven();
    expect(await rungsOf(console, clinic)).toEqual(allProven);
    const fields = await console.fieldsOf(clinic);
    console.google.tokens.forget(fields);
    console.control.setFault({ fault: { kind: 'answer', status, body }, pathIncludes });
    expect(await codeOf(console.credentials.check(clinic, 'google', console.signal))).not.toBe('internal');
    await console.runTest(clinic);
    expect(await rungsOf(console, clinic)).toEqual(allProven);
  });

  test('a fault of one calendar is asked again, and forgotten when it has passed', async () => {
    const { console, clinic } = await proven();
    const fault = { kind: 'answer' as const, status: 200, body: freeBusyError('internalError') };
    console.control.setFault({ fault, pathIncludes: '/freeBusy', times: 1 });
    expect((await console.credentials.check(clinic, 'google', console.signal)).problem).toBeNull();
  });
});

describe('the token endpoint', () => {
  test.each([
    [500, { error: 'internal_failure' }, 'google.server_error'],
    [503, { error: 'temporarily_unavailable' }, 'google.temporarily_unavailable'],
    [403, 'Forbidden', 'network.unreadable-answer'],
    [403, '<html>Blocked by the web filter</html>', 'network.unreadable-answer'],
    [401, { error: 'disabled_client' }, 'google.disabled_client'],
    [400, { error: 'invalid_grant' }, 'google.code_refused'],
  ])('that answers %i %o at the first sign-in: %s', async (status, body, code) => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const started = await console.start(clinic, clientFields('google.full'));
    if (started.state !== 'waiting') throw new Error(started.state);
    console.control.setFault({ fault: { kind: 'answer', status, body }, pathIncludes: '/token' });
    const { signInAtPage } = await import('./person');
    await signInAtPage(started.link);
    expect(await console.outcomeOf(clinic)).toMatchObject({ kind: 'failed', error: { code } });
    expect(await console.stored(clinic)).toBeNull();
  });
});

describe('calendars', () => {
  test('one that is hidden in Google’s list stays the picked one, and says so in the list', async () => {
    const { console, clinic } = await proven();
    await console.credentials.choose(clinic, 'google', hygiene, console.signal);
    console.control.hideCalendar(hygiene);
    expect((await console.credentials.check(clinic, 'google', console.signal)).problem).toBeNull();
    const { options, preferred } = await console.credentials.options(clinic, 'google', console.signal);
    expect(preferred).toBe(hygiene);
    expect(options.find(({ id }) => id === hygiene)?.badges).toContain('Hidden in Google');
  });

  test('for reading only: the sign-in is stored and is said not to be enough', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    expect(await console.connect(clinic, clientFields('google.only-shared'))).toMatchObject({
      kind: 'signed-in',
      connection: { status: 'needs-attention', problem: { code: 'google.no-usable-calendar' } },
    });
  });

  test('for reading only: the command line does not end as if all were done', async () => {
    const simulator = await startGoogleSimulator();
    const { mkdtempSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/voxanne-states-');
    const { clientId = '', clientSecret = '' } = clientFields('google.only-shared');
    const env = {
      VOXANNE_GOOGLE_URL: simulator.origin,
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
    };
    await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], env);
    const ran = await runCli(folder, ['google', 'connect', '--organization', 'Sunrise'], env, {});
    await simulator.close();
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('no calendar that can be booked on');
  });

  test('in another time zone than the clinic’s: said as long as it is so', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic, clientFields('google.full'), { account: 'office@maple-street.example' });
    const titles = async () => (await console.credentials.list(clinic))[0]?.notices.map(({ title }) => title);
    expect(await titles()).toContain('The calendar has another time zone');
    await console.organizations.update(clinic, { timeZone: 'America/New_York' });
    expect(await titles()).not.toContain('The calendar has another time zone');
  });

  test('none at all, where the organization has switched Google Calendar off', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    expect(await console.connect(clinic, clientFields('google.no-calendar'))).toMatchObject({
      kind: 'failed',
      error: { code: 'google.notACalendarUser' },
    });
  });
});
