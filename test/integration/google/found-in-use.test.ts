/**
 * What shows itself while a connection is used, and not by a check: it is told there, and the list and the clinic's
 * page know it too.
 */

import { describe, expect, test } from 'vitest';
import { createCalendarService } from '../../../src-main/calendar/calendar-service';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { endpointsAt } from '../../fakes/endpoints';
import { codeOf } from '../../unit/main/vault/profile';
import { storageWorker } from '../storage/storage-worker';
import { type Console, clientFields, openConsole } from './clinic';

const frontDesk = 'front.desk@sunrise-dental.example';
const hygiene = 'hygiene0001@group.calendar.google.example';
const shown = async (console: Console, clinic: string) =>
  (await console.credentials.list(clinic)).find(({ provider }) => provider === 'google');

async function connected(options: Parameters<typeof openConsole>[0] = {}) {
  const console = await openConsole(options);
  const clinic = await console.addClinic();
  await console.connect(clinic);
  return { console, clinic };
}
const calendarOf = (console: Console) =>
  createCalendarService({
    storage: console.storage,
    providers: console.providers,
    endpoints: endpointsAt({ google: console.simulator.origin }),
    platform: {
      profileDir: '',
      actor: '',
      version: '',
      sqliteBinding: undefined,
      storageWorker,
      now: () => new Date(),
    },
    credentials: console.credentials,
  });

describe('a sign-in that ended', () => {
  test.each<[string, (console: Console, clinic: string) => Promise<unknown>]>([
    [
      'the calendar test',
      async (console, clinic) => {
        const run = await console.runTest(clinic);
        expect(run?.steps[0]?.error?.code).toBe('google.invalid_grant');
      },
    ],
    ['the picture of the week', (console, clinic) => codeOf(calendarOf(console).busyWeek(clinic, console.signal))],
    [
      'the list of calendars',
      (console, clinic) => codeOf(console.credentials.options(clinic, 'google', console.signal)),
    ],
    [
      'picking a calendar',
      (console, clinic) => codeOf(console.credentials.choose(clinic, 'google', hygiene, console.signal)),
    ],
  ])('is found by %s: reconnect needed, with the likely reason', async (_what, use) => {
    const { console, clinic } = await connected();
    console.control.revokeAccount(frontDesk);
    await use(console, clinic);
    const connection = await shown(console, clinic);
    expect(connection).toMatchObject({ status: 'reconnect-needed', problem: { code: 'google.invalid_grant' } });
    expect(connection?.problem?.cause).toContain('removed the access');
    expect(connection?.ladder.rungs[0]?.state).toBe('disproved');
    expect((await console.organizations.list())[0]).toMatchObject({ status: 'needs-attention' });
  });

  test('a network that fails meanwhile changes nothing', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: { kind: 'reset' } });
    await codeOf(calendarOf(console).busyWeek(clinic, console.signal));
    await codeOf(console.credentials.options(clinic, 'google', console.signal));
    expect(await shown(console, clinic)).toMatchObject({ status: 'active', problem: null });
  });
});

describe('a page of the network in place of Google', () => {
  test.each([403, 404, 400, 511])(
    'status %d with HTML says something of the network, and nothing of the sign-in',
    async (status) => {
      const { console, clinic } = await connected();
      console.control.expireAccessTokens();
      console.control.setFault({ fault: { kind: 'html', status } });
      expect(await codeOf(console.credentials.check(clinic, 'google', console.signal))).toMatch(/^network\./);
      expect(await shown(console, clinic)).toMatchObject({ status: 'active' });
      expect((await shown(console, clinic))?.ladder.rungs.slice(0, 4).every(({ state }) => state === 'proven')).toBe(
        true,
      );
    },
  );
});

describe('what a refusal disproves', () => {
  test.each([
    ['accessNotConfigured', 'calendar-reachable'],
    ['insufficientPermissions', 'permissions-complete'],
  ])('%s: the rung %s, and not that somebody is signed in', async (reason, rung) => {
    const { console, clinic } = await connected();
    const body = { error: { code: 403, message: 'Refused', errors: [{ domain: 'global', reason }] } };
    console.control.setFault({ fault: { kind: 'answer', status: 403, body }, pathIncludes: 'calendarList' });
    expect(await codeOf(console.credentials.check(clinic, 'google', console.signal))).toBe(`google.${reason}`);
    const connection = await shown(console, clinic);
    expect(connection).toMatchObject({ status: 'needs-attention', problem: { code: `google.${reason}` } });
    expect(connection?.ladder.rungs.filter(({ state }) => state === 'disproved').map(({ id }) => id)).toEqual([rung]);
    console.control.clearFaults();
    expect(
      (await console.credentials.check(clinic, 'google', console.signal)).ladder.rungs
        .slice(0, 4)
        .every(({ state }) => state === 'proven'),
    ).toBe(true);
  });

  test('a test before anybody has signed in says that', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const request = {
      organizationId: clinic,
      provider: 'google' as const,
      methodId: 'own-calendars',
      fields: clientFields('google.full'),
      importId: null,
    };
    const { verificationId } = await console.credentials.verify(request, console.signal);
    await console.credentials.save(
      { organizationId: clinic, provider: 'google', verificationId, choice: null },
      console.signal,
    );
    expect(await codeOf(console.startTest(clinic))).toBe('credentials.sign-in-needed');
  });
});

describe('a calendar that is gone when somebody reconnects', () => {
  test('stays the chosen one and is named as missing: no booking silently goes to another calendar', async () => {
    const { console, clinic } = await connected();
    await console.credentials.choose(clinic, 'google', hygiene, console.signal);
    const items = [{ id: frontDesk, summary: 'Sunrise Dental front desk', accessRole: 'owner', primary: true }];
    console.control.setFault({ fault: { kind: 'answer', status: 200, body: { items } }, pathIncludes: 'calendarList' });
    const outcome = await console.connect(clinic, {});
    expect(outcome).toMatchObject({
      kind: 'signed-in',
      connection: { status: 'needs-attention', problem: { code: 'google.calendar-not-listed' } },
    });
    expect((await console.stored(clinic))?.choice).toBe(hygiene);
    expect((await console.organizations.list())[0]).toMatchObject({ status: 'needs-attention' });
  });

  test('with another account, that account’s main calendar is offered', async () => {
    const { console, clinic } = await connected();
    await console.credentials.choose(clinic, 'google', hygiene, console.signal);
    expect(await console.connect(clinic, {}, { account: 'office@maple-street.example' })).toMatchObject({
      kind: 'other-account',
      choice: 'office@maple-street.example',
    });
  });
});

describe('two programs on one profile', () => {
  test('the one that comes late with a replaced refresh token goes on with the new one', async () => {
    const simulator = await startGoogleSimulator();
    const { console, clinic } = await connected({ simulator });
    const second = await openConsole({ simulator, profileDir: console.profileDir, keyStore: console.keyStore });
    simulator.control.setRotation(true);
    simulator.control.expireAccessTokens();
    // The second program has read the credential; before it asks, the first one renews twice, and the old token is
    // dead.
    const fields = await second.fieldsOf(clinic);
    for (let i = 0; i < 2; i += 1) {
      simulator.control.expireAccessTokens();
      await console.credentials.check(clinic, 'google', console.signal);
    }
    simulator.control.expireAccessTokens();
    const { openConnected } = await import('../../../src-main/credentials/stored-credential');
    const { stored } = await openConnected(second.storage.forOrganization(clinic), second.providers.google);
    await (await second.google.openCalendar({ fields, stored })).listCalendars(second.signal);
    expect(await second.credentials.check(clinic, 'google', second.signal)).toMatchObject({
      status: 'active',
      problem: null,
    });
    await simulator.close();
  });

  test('one whose stored token is dead indeed asks once, and says so', async () => {
    const { console, clinic } = await connected();
    console.control.revokeAccount(frontDesk);
    const before = console.control.requests().length;
    expect(await codeOf(console.credentials.check(clinic, 'google', console.signal))).toBe('google.invalid_grant');
    const renewals = console.control
      .requests()
      .slice(before)
      .filter(({ grantType }) => grantType === 'refresh_token');
    expect(renewals).toHaveLength(1);
  });
});

describe('ended by a crash', () => {
  test('between the token and its being stored: nothing is half connected, and the next sign-in works', async () => {
    const simulator = await startGoogleSimulator();
    const console = await openConsole({ simulator });
    const clinic = await console.addClinic();
    const started = await console.start(clinic, clientFields('google.full'));
    if (started.state !== 'waiting') throw new Error(started.state);
    simulator.control.setFault({ fault: { kind: 'stall' }, pathIncludes: 'calendarList' });
    const { signInAtPage } = await import('./person');
    await signInAtPage(started.link);
    await expect.poll(() => simulator.control.requests().some(({ path }) => path.includes('calendarList'))).toBe(true);
    await console.close();
    simulator.control.clearFaults();
    const next = await openConsole({ simulator, profileDir: console.profileDir, keyStore: console.keyStore });
    expect(await next.stored(clinic)).toBeNull();
    expect((await next.connect(clinic)).kind).toBe('signed-in');
    await next.close();
    await simulator.close();
  });
});

test('what Google granted is shown, permission by permission', async () => {
  const { console, clinic } = await connected();
  const permissions = (await shown(console, clinic))?.facts.find(({ id }) => id === 'permissions');
  expect(permissions).toMatchObject({ tone: 'good' });
  for (const label of ['See the list of calendars', 'See when the calendar is busy', 'Book on calendars of its own'])
    expect(permissions?.value).toContain(label.toLowerCase());
});
