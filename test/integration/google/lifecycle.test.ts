/** A connection after its first day: refreshed, ended, repaired, removed. */
import { describe, expect, test } from 'vitest';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { codeOf } from '../../unit/main/vault/profile';
import { type Console, clientFields, openConsole } from './clinic';

const hour = 3_600_000;
const check = (console: Console, clinic: string) => console.credentials.check(clinic, 'google', console.signal);
const refreshes = (console: Console) =>
  console.control.requests().filter(({ grantType }) => grantType === 'refresh_token').length;
const shown = async (console: Console, clinic: string) =>
  (await console.credentials.list(clinic)).find(({ provider }) => provider === 'google');

async function connected(options: Parameters<typeof openConsole>[0] = {}, client = 'google.full') {
  const console = await openConsole(options);
  const clinic = await console.addClinic();
  await console.connect(clinic, clientFields(client));
  return { console, clinic };
}

describe('kept alive', () => {
  test('an expired access token is renewed without anybody noticing', async () => {
    const { console, clinic } = await connected();
    console.control.expireAccessTokens();
    expect(await check(console, clinic)).toMatchObject({ status: 'active', problem: null });
    expect(refreshes(console)).toBe(1);
  });

  test('50 calls at once with an expired token: one refresh', async () => {
    const { console, clinic } = await connected();
    console.control.expireAccessTokens();
    const fields = await console.fieldsOf(clinic);
    const api = await console.google.openCalendar({ fields });
    await Promise.all(Array.from({ length: 50 }, () => api.listCalendars(console.signal)));
    expect(refreshes(console)).toBe(1);
  });

  test('clinics that ask at once, each with an expired token, are each answered for their own account', async () => {
    const console = await openConsole();
    const accounts = ['front.desk@sunrise-dental.example', 'office@maple-street.example'];
    const clinics = await Promise.all(
      accounts.map(async (account) => {
        const clinic = await console.addClinic(account);
        await console.connect(clinic, clientFields('google.full'), { account });
        return clinic;
      }),
    );
    console.control.expireAccessTokens();
    const lists = await Promise.all(
      clinics.map(async (clinic) => {
        const api = await console.google.openCalendar({ fields: await console.fieldsOf(clinic) });
        return api.listCalendars(console.signal);
      }),
    );
    expect(lists.map(({ items }) => items.find(({ isPrimary }) => isPrimary)?.id)).toEqual(accounts);
  });

  test.each([-24, 24])(
    'a clock that is %d h off: connect, check and test work, and the clock is named',
    async (hours) => {
      const { console, clinic } = await connected({ clockAheadMs: hours * hour });
      console.control.expireAccessTokens();
      const connection = await check(console, clinic);
      expect(connection).toMatchObject({ status: 'active', problem: null });
      expect(connection.notices.find(({ title }) => title.includes('clock'))?.text).toContain(
        `about 24 hours ${hours > 0 ? 'ahead of' : 'behind'}`,
      );
      const run = await console.runTest(clinic);
      expect(run?.steps.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
    },
  );

  test('a rotated refresh token is sealed in place of the old one; status, calendar and ladder stay', async () => {
    const { console, clinic } = await connected();
    const before = await console.fieldsOf(clinic);
    console.control.setRotation(true);
    console.control.expireAccessTokens();
    const connection = await check(console, clinic);
    const after = await console.fieldsOf(clinic);
    expect(after).toEqual({ ...before, refreshToken: after.refreshToken });
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(connection.ladder.rungs.slice(0, 4).every(({ state }) => state === 'proven')).toBe(true);
    console.control.expireAccessTokens();
    await check(console, clinic);
    await check(console, clinic);
  });

  test('a crash between receiving a rotated token and saving it leaves a working sign-in', async () => {
    const simulator = await startGoogleSimulator();
    const { console, clinic } = await connected({ simulator });
    console.control.setRotation(true);
    console.control.expireAccessTokens();
    const fields = await console.fieldsOf(clinic);
    // The refresh is made, and the program ends before anything was written.
    await (await console.google.openCalendar({ fields })).listCalendars(console.signal);
    await console.close();
    const next = await openConsole({ simulator, profileDir: console.profileDir, keyStore: console.keyStore });
    expect((await next.fieldsOf(clinic)).refreshToken).toBe(fields.refreshToken);
    simulator.control.expireAccessTokens();
    expect(await check(next, clinic)).toMatchObject({ status: 'active' });
    expect((await next.fieldsOf(clinic)).refreshToken).not.toBe(fields.refreshToken);
    await simulator.close();
  });
});

describe('ended', () => {
  test('removed in the Google account: reconnect needed, with the likely reason, and the record stays', async () => {
    const { console, clinic } = await connected();
    const before = await console.stored(clinic);
    console.control.revokeAccount('front.desk@sunrise-dental.example');
    expect(await codeOf(check(console, clinic))).toBe('google.invalid_grant');
    const connection = await shown(console, clinic);
    expect(connection).toMatchObject({
      status: 'reconnect-needed',
      resource: 'front.desk@sunrise-dental.example',
      credentialId: before?.id,
    });
    // A row of the list has room for the sentence, and not for a second naming of whose it is.
    expect((await console.organizations.list())[0]?.attention).toBe('Google no longer accepts this clinic’s sign-in.');
    expect(connection?.problem?.cause).toContain('removed the access');
    expect(connection?.ladder.rungs[0]?.state).toBe('disproved');
    expect((await console.fieldsOf(clinic)).refreshToken).toBeTruthy();
    expect((await console.organizations.list())[0]).toMatchObject({ status: 'needs-attention' });
    expect((await console.connect(clinic, {})).kind).toBe('signed-in');
    expect(await shown(console, clinic)).toMatchObject({ status: 'active', problem: null });
  });

  test('a project in testing: the countdown is shown from the first day, and the reason when it struck', async () => {
    let skew = 0;
    const simulator = await startGoogleSimulator({ now: () => Date.now() + skew });
    const { console, clinic } = await connected({ simulator }, 'google.testing');
    const first = await shown(console, clinic);
    expect(first?.notices[0]).toMatchObject({ tone: 'warning', title: 'Google Calendar sign-in expires in 6 days' });
    expect(first?.notices[0]?.text).toContain('Publish app');
    for (const [days, title] of [
      [5, /expires in 47 hours|expires in 2 days/],
      [6.5, /expires in 11 hours/],
    ] as const) {
      skew = days * 24 * hour;
      console.clock.aheadMs = skew;
      simulator.control.expireAccessTokens();
      await check(console, clinic);
      expect((await shown(console, clinic))?.notices.map((notice) => notice.title).join()).toMatch(title);
    }
    expect((await console.organizations.list())[0]?.attention).toMatch(/^Google Calendar sign-in expires in 11 hours/);
    skew = 7.1 * 24 * hour;
    console.clock.aheadMs = skew;
    simulator.control.expireAccessTokens();
    expect(await codeOf(check(console, clinic))).toBe('google.invalid_grant');
    expect((await shown(console, clinic))?.problem?.cause).toContain('seven days');
    await console.close();
    await simulator.close();
  });

  test('six months without use is named as the reason', async () => {
    const { console, clinic } = await connected();
    console.control.revokeAccount('front.desk@sunrise-dental.example');
    console.clock.aheadMs = 200 * 24 * hour;
    await codeOf(check(console, clinic));
    expect((await shown(console, clinic))?.problem?.cause).toContain('six months');
  });

  test('a session policy is told as what it is', async () => {
    const { console, clinic } = await connected({}, 'google.session-policy');
    console.control.expireAccessTokens();
    expect(await codeOf(check(console, clinic))).toBe('google.invalid_rapt');
    expect(await shown(console, clinic)).toMatchObject({ status: 'reconnect-needed' });
  });

  test.each([
    ['reset', 'network.reset'],
    ['html', 'network.http'],
  ] as const)('a network failure (%s) is never a revocation', async (kind, code) => {
    const { console, clinic } = await connected();
    console.control.expireAccessTokens();
    console.control.setFault({ fault: kind === 'html' ? { kind, status: 503 } : { kind }, pathIncludes: '/token' });
    expect(await codeOf(check(console, clinic))).toBe(code);
    expect(await shown(console, clinic)).toMatchObject({ status: 'active', problem: { code } });
    console.control.clearFaults();
    expect(await check(console, clinic)).toMatchObject({ status: 'active', problem: null });
  });

  test.each([
    ['google.not-enabled', 'google.accessNotConfigured'],
    ['google.rate-limit', 'google.rateLimitExceeded'],
    ['google.user-rate-limit', 'google.userRateLimitExceeded'],
    ['google.quota', 'google.quotaExceeded'],
    ['google.backend-error', 'google.backendError'],
    ['google.refused-token', 'google.authError'],
  ])('%s while connecting is told, and nothing is stored', async (client, code) => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const outcome = await console.connect(clinic, clientFields(client));
    expect(outcome.kind).toBe('failed');
    if (outcome.kind === 'failed')
      expect([code, code.replace('backendError', 'http-503'), code.replace('authError', 'http-401')]).toContain(
        outcome.error.code,
      );
    expect(await console.stored(clinic)).toBeNull();
  });

  test('a passing limit is waited out', async () => {
    const { console, clinic } = await connected();
    const body = {
      error: {
        code: 403,
        message: 'Rate Limit Exceeded',
        errors: [{ domain: 'usageLimits', reason: 'rateLimitExceeded' }],
      },
    };
    console.control.setFault({ fault: { kind: 'answer', status: 403, body }, pathIncludes: 'calendarList', times: 2 });
    expect(await check(console, clinic)).toMatchObject({ status: 'active', problem: null });
  });

  test('a calendar that is gone disproves its rung and no more', async () => {
    const { console, clinic } = await connected({}, 'google.calendar-gone');
    const connection = await shown(console, clinic);
    expect(connection).toMatchObject({ status: 'needs-attention', problem: { code: 'google.notFound' } });
    expect(connection?.ladder.rungs.map(({ state }) => state)).toEqual([
      'proven',
      'proven',
      'proven',
      'disproved',
      'unproven',
    ]);
  });
});

describe('pages and choices', () => {
  test('all pages of the calendar list are read; read-only and shared ones are marked', async () => {
    const { console, clinic } = await connected();
    console.control.setPageSize(1);
    const choice = await console.credentials.options(clinic, 'google', console.signal);
    expect(
      choice.options.map(({ label, badges, disabledReason }) => [label, badges.at(-1), disabledReason === null]),
    ).toEqual([
      ['Sunrise Dental front desk', 'Own', true],
      ['Hygiene room', 'Own', true],
      ['Dr. Lee', 'Shared', false],
      ['Holidays', 'Read only', false],
    ]);
    expect(choice.options[0]).toMatchObject({ detail: 'America/Los Angeles', badges: ['Main calendar', 'Own'] });
    expect(
      await codeOf(console.credentials.choose(clinic, 'google', 'dr.lee@sunrise-dental.example', console.signal)),
    ).toBe('credentials.choice-unusable');
  });

  test('with the wider permission a shared calendar can be picked and tested', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic, clientFields('google.full'), {}, 'shared-calendars');
    expect(
      await console.credentials.choose(clinic, 'google', 'dr.lee@sunrise-dental.example', console.signal),
    ).toMatchObject({ problem: null });
    expect((await console.runTest(clinic)).steps.every(({ state }) => state === 'passed')).toBe(true);
  });
});

describe('removed', () => {
  test('Google is told first, then the secret is destroyed', async () => {
    const { console, clinic } = await connected();
    const connection = await console.credentials.revoke(clinic, 'google');
    expect(connection).toMatchObject({ status: 'revoked' });
    expect(connection.pendingRevocation).toBeUndefined();
    expect(console.control.grants()).toEqual([]);
    expect(await codeOf(console.fieldsOf(clinic))).toBe('credentials.revoked');
  });

  test('offline: it says so, keeps the token sealed, and tells Google as soon as it can', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
    const connection = await console.credentials.revoke(clinic, 'google');
    expect(connection).toMatchObject({ status: 'revoked', pendingRevocation: { problem: { code: 'network.reset' } } });
    expect(connection.notices[0]?.title).toBe('Not yet revoked at Google Calendar');
    expect(console.control.grants()).toHaveLength(1);
    expect(await codeOf(console.credentials.retryRevocation(clinic, 'google'))).toBe('network.reset');
    console.control.clearFaults();
    const later = await console.credentials.retryRevocation(clinic, 'google');
    expect(later.pendingRevocation).toBeUndefined();
    expect(console.control.grants()).toEqual([]);
    expect(await console.storage.organizations.pendingRevocations()).toEqual([]);
  });

  test('what waits survives a restart and is tried again by itself', async () => {
    const simulator = await startGoogleSimulator();
    const { console, clinic } = await connected({ simulator });
    simulator.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
    await console.credentials.revoke(clinic, 'google');
    await console.close();
    simulator.control.clearFaults();
    const next = await openConsole({ simulator, profileDir: console.profileDir, keyStore: console.keyStore });
    await next.credentials.retryRevocations();
    await expect.poll(() => simulator.control.grants().length).toBe(0);
    await expect.poll(async () => (await shown(next, clinic))?.pendingRevocation).toBeUndefined();
    await next.close();
    await simulator.close();
  });

  test('connecting again drops a revocation that waits: carried out, it would end the new sign-in', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
    await console.credentials.revoke(clinic, 'google');
    console.control.clearFaults();
    await console.connect(clinic);
    expect(await console.storage.organizations.pendingRevocations()).toEqual([]);
    expect(await check(console, clinic)).toMatchObject({ status: 'active' });
  });

  test('a dead grant can always be removed', async () => {
    const { console, clinic } = await connected();
    console.control.revokeAccount('front.desk@sunrise-dental.example');
    await codeOf(check(console, clinic));
    const connection = await console.credentials.revoke(clinic, 'google');
    expect(connection).toMatchObject({ status: 'revoked' });
    expect(connection.pendingRevocation).toBeUndefined();
  });

  test('so can one that was never signed in', async () => {
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
    const saved = await console.credentials.save(
      { organizationId: clinic, provider: 'google', verificationId, choice: null },
      console.signal,
    );
    expect(saved).toMatchObject({ status: 'reconnect-needed', verifiedAt: null });
    expect(saved.ladder.rungs.every(({ state }) => state === 'unproven')).toBe(true);
    expect(await console.credentials.revoke(clinic, 'google')).toMatchObject({ status: 'revoked' });
  });

  test('clinics with something in common are named first, and it is said whose connection would end', async () => {
    const { console, clinic } = await connected();
    const [same, client, account, nothing] = await Promise.all(
      ['Same', 'Same client', 'Same account', 'Nothing'].map((name) => console.addClinic(name)),
    );
    await console.connect(same ?? '');
    await console.connect(client ?? '', clientFields('google.full'), { account: 'office@maple-street.example' });
    await console.connect(account ?? '', clientFields('google.testing'));
    await console.connect(nothing ?? '', clientFields('google.event-gone'), { account: 'dr.lee@' });
    const shared = await console.credentials.sharedUse(clinic, 'google');
    expect(shared.map(({ name, breaks }) => [name, breaks])).toEqual([
      ['Same', true],
      ['Same account', false],
      ['Same client', false],
    ]);
    await console.credentials.revoke(clinic, 'google');
    console.control.expireAccessTokens();
    expect(await codeOf(check(console, same ?? ''))).toBe('google.invalid_grant');
    expect(await check(console, account ?? '')).toMatchObject({ status: 'active' });
  });
});

test('a wrong secret of the same client is refused, although the old access token is still valid', async () => {
  const { console, clinic } = await connected();
  const fields = { ...clientFields('google.full'), clientSecret: 'GOCSPX-not-the-right-one-0001' };
  const verifying = console.credentials.verify(
    { organizationId: clinic, provider: 'google', methodId: 'own-calendars', fields, importId: null },
    console.signal,
  );
  expect(await codeOf(verifying)).toBe('google.invalid_client');
  expect(await check(console, clinic)).toMatchObject({ status: 'active' });
});

test('a new secret of the same client keeps the sign-in; a client of another project does not', async () => {
  const { console, clinic } = await connected();
  const before = await console.fieldsOf(clinic);
  const verify = (fields: Record<string, string>) =>
    console.credentials.verify(
      { organizationId: clinic, provider: 'google', methodId: 'own-calendars', fields, importId: null },
      console.signal,
    );
  const same = await verify(clientFields('google.full'));
  const saved = await console.credentials.save(
    {
      organizationId: clinic,
      provider: 'google',
      verificationId: same.verificationId,
      choice: same.choice?.preferred ?? null,
    },
    console.signal,
  );
  expect(saved).toMatchObject({ status: 'active', resource: 'front.desk@sunrise-dental.example' });
  expect((await console.fieldsOf(clinic)).refreshToken).toBe(before.refreshToken);
  const other = await verify(clientFields('google.testing'));
  expect(
    await console.credentials.save(
      { organizationId: clinic, provider: 'google', verificationId: other.verificationId, choice: null },
      console.signal,
    ),
  ).toMatchObject({ status: 'reconnect-needed' });
  expect((await console.fieldsOf(clinic)).refreshToken).toBeUndefined();
});
