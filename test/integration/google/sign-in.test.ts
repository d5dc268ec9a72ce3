/** Every way in which a sign-in can go ends in its own clear state, and none in half a connection. */
import { describe, expect, test } from 'vitest';
import { practiceClients } from '../../../src-main/simulator/google/fixtures';
import { signInSchema } from '../../../src-shared/credentials/sign-in';
import { codeOf } from '../../unit/main/vault/profile';
import { isOpen, portOf, sendBack, waiting } from './attempt';
import { clientFields, openConsole } from './clinic';
import { answerPage, signInAtPage } from './person';

describe('allowed', () => {
  test('the connection is stored with account, calendar, permissions and ladder', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const outcome = await console.connect(clinic);
    expect(outcome.kind).toBe('signed-in');
    if (outcome.kind !== 'signed-in') return;
    const { connection } = outcome;
    expect(connection).toMatchObject({
      provider: 'google',
      status: 'active',
      resource: 'front.desk@sunrise-dental.example',
      problem: null,
      simulated: true,
      expiresAt: null,
    });
    expect(connection.facts.find(({ id }) => id === 'permissions')?.value).toMatch(/^All granted: /);
    expect(connection.facts.find(({ id }) => id === 'calendar')?.value).toBe('Sunrise Dental front desk');
    expect(connection.ladder.rungs.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'signed-in proven',
      'permissions-complete proven',
      'calendar-reachable proven',
      'free-busy-read proven',
      'event-made-and-removed unproven',
    ]);
    expect(JSON.stringify(console.published)).not.toMatch(/1\/\/0|ya29\.|GOCSPX/);
    for (const { event, payload } of console.published) if (event === 'signIn.changed') signInSchema.parse(payload);
  });

  test('the page is asked for the least, with PKCE, a state, and a literal loopback address', async () => {
    const console = await openConsole();
    const { link } = await waiting(console, await console.addClinic());
    const { searchParams: asked, pathname, origin } = new URL(link);
    expect(origin + pathname).toBe(`${console.simulator.origin}/o/oauth2/v2/auth`);
    expect(
      asked
        .get('scope')
        ?.split(' ')
        .map((scope) => scope.replace('https://www.googleapis.com/auth/', '')),
    ).toEqual([
      'openid',
      'userinfo.email',
      'calendar.calendarlist.readonly',
      'calendar.events.freebusy',
      'calendar.events.owned',
    ]);
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('access_type')).toBe('offline');
  });

  test('several clinics sign in side by side, each with its own port and state', async () => {
    const console = await openConsole();
    const clinics = await Promise.all(['One', 'Two', 'Three'].map((name) => console.addClinic(name)));
    const started = await Promise.all(clinics.map((clinic) => waiting(console, clinic)));
    expect(new Set(started.map(({ link }) => portOf(link))).size).toBe(3);
    await Promise.all(
      started.map(({ link }, index) =>
        signInAtPage(link, { account: index === 2 ? 'office@maple-street.example' : 'front.desk@' }),
      ),
    );
    const outcomes = await Promise.all(clinics.map((clinic) => console.outcomeOf(clinic)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['signed-in', 'signed-in', 'signed-in']);
    expect((await console.fieldsOf(clinics[2] ?? '')).accountEmail).toBe('office@maple-street.example');
  });

  test('a second one for the same clinic is refused while the first waits', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const both = await Promise.allSettled([
      console.start(clinic, clientFields('google.full')),
      console.start(clinic, clientFields('google.full')),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await codeOf(() => console.start(clinic, clientFields('google.full')))).toBe('sign-in.already-running');
  });
});

test('a browser that comes twice with its answer sees the page twice; one sign-in is made of it', async () => {
  const console = await openConsole();
  const clinic = await console.addClinic();
  const { link } = await waiting(console, clinic);
  const answer = await answerPage(link);
  if (!('location' in answer)) throw new Error(answer.error);
  const [looked, visited] = [await fetch(answer.location), await fetch(answer.location)];
  expect([looked.status, visited.status]).toEqual([200, 200]);
  expect(await visited.text()).toContain('Return to Voxanne Console');
  expect((await console.outcomeOf(clinic)).kind).toBe('signed-in');
  expect(await (await fetch(answer.location)).text()).toContain('Return to Voxanne Console');
  // One of the two asked about the client before the page was shown.
  expect(console.control.requests().filter(({ grantType }) => grantType === 'authorization_code')).toHaveLength(2);
  expect(console.control.grants()).toHaveLength(1);
});

describe('not allowed', () => {
  test('denied: nothing is stored, and the port is closed', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic);
    await signInAtPage(link, { decision: 'deny' });
    expect(await console.outcomeOf(clinic)).toMatchObject({ kind: 'denied', error: { code: 'google.access_denied' } });
    expect(await console.stored(clinic)).toBeNull();
    expect(await isOpen(portOf(link))).toBe(false);
  });

  test.each([
    ['the list', /calendarlist/, 'See the list of calendars'],
    ['free/busy', /freebusy/, 'See when the calendar is busy'],
    ['events', /events\.owned/, 'Book on calendars of its own'],
  ])(
    '%s unticked: the missing permission is named, nothing is stored, and the next try succeeds',
    async (_name, box, label) => {
      const console = await openConsole();
      const clinic = await console.addClinic();
      const outcome = await console.connect(clinic, clientFields('google.full'), { untick: [box] });
      expect(outcome).toMatchObject({
        kind: 'missing-permissions',
        account: 'front.desk@sunrise-dental.example',
        missing: [{ label }],
      });
      expect(await console.stored(clinic)).toBeNull();
      expect((await console.connect(clinic)).kind).toBe('signed-in');
    },
  );

  test.each(['admin_policy_enforced', 'org_internal'])(
    '%s, where it is sent back: a rule of the organization is told as one',
    async (error) => {
      const console = await openConsole();
      const clinic = await console.addClinic();
      const { link } = await waiting(console, clinic);
      await sendBack(link, error);
      expect(await console.outcomeOf(clinic)).toMatchObject({ kind: 'policy', error: { code: `google.${error}` } });
      expect(await isOpen(portOf(link))).toBe(false);
      expect(await console.stored(clinic)).toBeNull();
    },
  );

  test.each([
    ['google.wrong-secret', 'google.invalid_client'],
    ['google.web-client', 'google.redirect_uri_mismatch'],
    ['google.deleted-client', 'google.deleted_client'],
    ['google.unauthorized-client', 'google.unauthorized_client'],
  ])('%s is told before a browser opens', async (client, code) => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const opened: URL[] = [];
    const open = async (url: URL) => opened.push(url) > 0;
    const ports = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;
    const before = ports();
    expect(await codeOf(() => console.start(clinic, clientFields(client), open))).toBe(code);
    expect(opened).toEqual([]);
    await expect.poll(ports).toBeLessThanOrEqual(before);
    expect(console.signIns.status(clinic, 'google')).toBeNull();
  });

  test('cancelled: the port is closed at once, and a late answer reaches nobody', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic);
    const answer = await answerPage(link);
    console.signIns.cancel(clinic, 'google');
    expect(await isOpen(portOf(link))).toBe(false);
    expect(await console.outcomeOf(clinic)).toEqual({ kind: 'cancelled' });
    await expect(fetch('location' in answer ? answer.location : '')).rejects.toThrow();
    expect(await console.stored(clinic)).toBeNull();
    expect((await console.connect(clinic)).kind).toBe('signed-in');
  });

  test('not finished in time: the port is closed', async () => {
    const console = await openConsole({ timeoutMs: 150 });
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic);
    expect(await console.outcomeOf(clinic)).toEqual({ kind: 'timed-out' });
    expect(await isOpen(portOf(link))).toBe(false);
    expect(await console.stored(clinic)).toBeNull();
  });

  test('a browser that does not open leaves the link to copy', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const started = await console.start(clinic, clientFields('google.full'), async () => false);
    expect(started).toMatchObject({ state: 'waiting', browser: 'failed' });
    if (started.state === 'waiting') await signInAtPage(started.link);
    expect((await console.outcomeOf(clinic)).kind).toBe('signed-in');
  });

  test('the network fails after the answer: that is what is told, and nothing is stored', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic);
    console.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/token' });
    await signInAtPage(link);
    expect(await console.outcomeOf(clinic)).toMatchObject({ kind: 'failed', error: { code: 'network.reset' } });
    expect(await console.stored(clinic)).toBeNull();
  });

  test('a lost answer of the token endpoint is told as lost, not as a bad code', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic);
    console.control.setFault({ fault: { kind: 'drop-after' }, pathIncludes: '/token', times: 1 });
    await signInAtPage(link);
    expect(await console.outcomeOf(clinic)).toMatchObject({ kind: 'failed', error: { code: 'network.reset' } });
  });
});

describe('again', () => {
  test('a client’s file of another project than before is recognised before a browser opens', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const file = (client: string, project: string) => {
      const { id, secret } = practiceClients().get(client) ?? {};
      return JSON.stringify({ installed: { client_id: id, client_secret: secret, project_id: project } });
    };
    const read = (client: string, project: string) =>
      console.credentials.importText(clinic, 'google', 'client_secret.json', file(client, project));
    expect((await read('full', 'sunrise')).notices).toEqual([]);
    await console.connect(clinic);
    expect((await read('same-project', 'sunrise')).notices).toEqual([]);
    const other = await read('testing', 'some-other-project');
    expect(other.notices).toMatchObject([
      { tone: 'warning', title: 'Another Google Cloud project', text: expect.stringContaining('some-other-project') },
    ]);
    expect(other.notices?.[0]?.text).toContain('100200300400');
    const verified = await console.credentials.verify(
      { organizationId: clinic, provider: 'google', methodId: 'own-calendars', fields: {}, importId: other.importId },
      console.signal,
    );
    expect(verified.notices.map(({ title }) => title)).toContain('Another Google Cloud project');
  });

  test('a reconnect uses the stored client, keeps the calendar that was picked, and replaces the sign-in', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic);
    await console.credentials.choose(clinic, 'google', 'hygiene0001@group.calendar.google.example', console.signal);
    const before = await console.fieldsOf(clinic);
    const outcome = await console.connect(clinic, {});
    expect(outcome).toMatchObject({ kind: 'signed-in' });
    expect((await console.stored(clinic))?.choice).toBe('hygiene0001@group.calendar.google.example');
    const after = await console.fieldsOf(clinic);
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(after.clientSecret).toBe(before.clientSecret);
  });

  test('another account is refused until it is meant', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic);
    const before = await console.fieldsOf(clinic);
    const outcome = await console.connect(clinic, {}, { account: 'office@maple-street.example' });
    expect(outcome).toMatchObject({
      kind: 'other-account',
      expected: 'front.desk@sunrise-dental.example',
      found: 'office@maple-street.example',
    });
    expect(await console.fieldsOf(clinic)).toEqual(before);
    if (outcome.kind !== 'other-account') return;
    const { verificationId, choice } = outcome;
    const save = (meansOtherAccount: boolean) =>
      console.credentials.save(
        { organizationId: clinic, provider: 'google', verificationId, choice, meansOtherAccount },
        console.signal,
      );
    await expect(save(false)).rejects.toMatchObject({ data: { code: 'credentials.other-account' } });
    const saved = await save(true);
    expect(saved).toMatchObject({ resource: 'office@maple-street.example', status: 'active' });
  });

  test('a reconnect that brings no refresh token keeps the stored one', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic);
    const before = await console.fieldsOf(clinic);
    const { link } = await waiting(console, clinic, {});
    // Without `prompt=consent` Google hands out none the second time.
    const url = new URL(link);
    url.searchParams.delete('prompt');
    await signInAtPage(url.href);
    expect((await console.outcomeOf(clinic)).kind).toBe('signed-in');
    expect((await console.fieldsOf(clinic)).refreshToken).toBe(before.refreshToken);
  });

  test('one that brings none while the stored one is dead stores nothing', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic);
    // Another clinic's sign-in keeps the account known to Google while this one's token is withdrawn by hand.
    await console.storage
      .forOrganization(clinic)
      .credentials.replaceFields('google', (fields) => ({ ...fields, refreshToken: '1//0dead' }), {
        action: 'credential.renewed',
        outcome: 'succeeded',
        detail: '',
        simulated: true,
      });
    const { link } = await waiting(console, clinic, {});
    const url = new URL(link);
    url.searchParams.delete('prompt');
    await signInAtPage(url.href);
    expect(await console.outcomeOf(clinic)).toMatchObject({
      kind: 'failed',
      error: { code: 'google.no-refresh-token' },
    });
  });
});
