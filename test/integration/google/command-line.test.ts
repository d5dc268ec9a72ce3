/**
 * `google connect`, `test` and `disconnect` as programs use them: over a plain terminal, with a browser elsewhere on
 * the same computer.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GoogleSimulator, startGoogleSimulator } from '../../../src-main/simulator/google';
import { googlePageErrors } from '../../../src-shared/providers/google/page-errors';
import { testReportSchema } from '../../../src-shared/tests/report';
import { json, runCli } from './cli';
import { clientFields } from './clinic';
import type { Decision } from './person';

let simulator: GoogleSimulator;
let folder: string;
beforeEach(async () => {
  simulator = await startGoogleSimulator();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-google-cli-'));
});
afterEach(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command; a person answers the page as soon as its link is printed. */
const cli = (args: string[], person?: Decision | 'cancel', env: Record<string, string> = {}) =>
  runCli(folder, args, { VOXANNE_GOOGLE_URL: simulator.origin, ...env }, person);
const sunrise = ['--organization', 'Sunrise'];

async function clientFile(id = 'google.full', kind = 'installed'): Promise<string> {
  const { clientId, clientSecret } = clientFields(id);
  const file = path.join(folder, `${kind}.json`);
  await writeFile(
    file,
    JSON.stringify({
      [kind]: {
        client_id: clientId,
        client_secret: clientSecret,
        project_id: 'sunrise',
        auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      },
    }),
  );
  return file;
}
const setUp = async () => {
  expect((await cli(['organizations', 'add', 'Sunrise', '--time-zone', 'America/Los_Angeles'])).code).toBe(0);
};

describe('the whole way', () => {
  test('add the client, connect, list, verify, test, disconnect', async () => {
    await setUp();
    const added = await cli([
      'credentials',
      'add',
      ...sunrise,
      '--provider',
      'google',
      '--client-file',
      await clientFile(),
      '--json',
    ]);
    expect([added.code, added.stderr]).toEqual([0, expect.stringContaining('accepts this OAuth client')]);
    expect(json(added)).toMatchObject({ credential: { provider: 'google', status: 'reconnect-needed' } });

    const connected = await cli(['google', 'connect', ...sunrise, '--json'], {});
    expect(connected.code).toBe(0);
    expect(json(connected)).toMatchObject({
      version: 1,
      account: 'front.desk@sunrise-dental.example',
      credential: { status: 'active' },
    });
    const links = connected.stderr.split('\n').filter((line) => line.startsWith('http'));
    expect(links).toHaveLength(1);
    expect(new URL(links[0] ?? '').pathname).toBe('/o/oauth2/v2/auth');

    const listed = await cli(['credentials', 'list', ...sunrise, '--json']);
    expect(json(listed)).toMatchObject({
      credentials: [{ provider: 'google', resource: 'front.desk@sunrise-dental.example' }],
    });
    const ofStripe = await cli(['credentials', 'list', ...sunrise, '--provider', 'stripe', '--json']);
    expect(json(ofStripe)).toMatchObject({ credentials: [] });
    expect((await cli(['credentials', 'verify', ...sunrise, '--provider', 'google'])).code).toBe(0);
    expect((await cli(['check', '--all'])).code).toBe(0);

    const tested = await cli(['google', 'test', ...sunrise, '--json']);
    expect(tested.code).toBe(0);
    const report = testReportSchema.parse(json(tested));
    expect(report.steps.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'calendar-list passed',
      'free-busy passed',
      'event-create passed',
      'event-visible passed',
      'event-remove passed',
    ]);
    expect((await cli(['google', 'test', ...sunrise])).stdout).toMatch(
      /passed\s+Test event removed[\s\S]*5 passed, 0 failed, 0 skipped/,
    );

    const ended = await cli(['google', 'disconnect', ...sunrise, '--json']);
    expect(json(ended)).toMatchObject({ revokedAtProvider: true, pendingRevocation: null });
    expect(simulator.control.grants()).toEqual([]);

    // No secret in what was printed, and none in any file of the profile.
    const { clientSecret } = clientFields('google.full');
    const printed = [added, connected, listed, tested, ended].map(({ stdout, stderr }) => stdout + stderr).join();
    expect(printed).not.toMatch(/ya29\.|1\/\/0|4\/0A/);
    expect(printed).not.toContain(clientSecret);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.json')) continue;
      const content = await readFile(path.join(entry.parentPath, entry.name), 'latin1');
      expect(content, entry.name).not.toMatch(/ya29\.|1\/\/0[\w-]{40}/);
      expect(content, entry.name).not.toContain(clientSecret);
    }
  }, 120_000);

  test('connect takes the client file itself, and a calendar by name', async () => {
    await setUp();
    const ran = await cli(
      ['google', 'connect', ...sunrise, '--client-file', await clientFile(), '--calendar', 'hygiene room', '--json'],
      {},
    );
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject({ credential: { status: 'active' } });
    expect(ran.stdout).toContain('Hygiene room');
  }, 120_000);

  test('the client may come from the environment', async () => {
    await setUp();
    const { clientId = '', clientSecret = '' } = clientFields('google.full');
    const ran = await cli(
      ['google', 'connect', ...sunrise],
      {},
      { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret },
    );
    expect([ran.code, ran.stdout]).toEqual([0, 'Signed in as front.desk@sunrise-dental.example.\n']);
  }, 120_000);
});

describe('an error in the browser', () => {
  test('one line says what to do about it, and the named command explains it', async () => {
    await setUp();
    const ran = await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile()], {});
    const hint = ran.stderr.split('\n').filter((line) => line.includes('browser shows an error'));
    expect(hint).toEqual([
      expect.stringMatching(/no answer will come: press Ctrl\+C, and run “google explain redirect_uri_mismatch”/),
    ]);
    const explained = await cli(['google', 'explain', 'redirect_uri_mismatch']);
    expect([explained.code, explained.stderr]).toEqual([0, '']);
    expect(explained.stdout).toMatch(
      /^Error 400: redirect_uri_mismatch\n[\s\S]*Why:[\s\S]*Fix:[\s\S]*“Desktop app”[\s\S]*More: https:\/\/console\.cloud\.google\.com/,
    );
  }, 120_000);

  test('the whole line of the page is understood, and means what it means there', async () => {
    const declined = await cli(['google', 'explain', 'Error', '403:', 'access_denied', '--json']);
    expect(json(declined)).toMatchObject({
      version: 1,
      errors: [{ printed: 'Error 403: access_denied', error: { code: 'google.not_test_user' } }],
    });
    expect(json(await cli(['google', 'explain', '--json']))).toHaveProperty('errors.length', googlePageErrors.length);
    expect((await cli(['google', 'explain', 'invalid_scope'])).stdout).toContain('Google does not know a permission');
  });

  test.each([
    ['Access blocked: Foo has not completed the Google verification process', 'google.not_test_user'],
    ['Access blocked: Voxanne’s request is invalid', 'google.redirect_uri_mismatch'],
    ["Access blocked: This app's request is invalid", 'google.redirect_uri_mismatch'],
    ['The OAuth client was disabled.', 'google.disabled_client'],
    ['Access blocked: Authorization Error Error 401: invalid_client', 'google.invalid_client'],
  ])('a line as the page prints it is explained: %s', async (line, code) => {
    const ran = await cli(['google', 'explain', line, '--json']);
    expect([ran.code, json(ran)]).toMatchObject([0, { errors: [{ error: { code } }] }]);
  });

  test('a name that nobody knows: exit 2, and those that are known', async () => {
    const ran = await cli(['google', 'explain', 'nonsense_error']);
    expect([ran.code, ran.stdout, ran.stderr]).toEqual([2, '', expect.stringContaining('org_internal')]);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['denied', 1, { decision: 'deny' }, 'google.access_denied'],
    ['unticked', 1, { untick: [/freebusy/] }, 'sign-in.missing-permissions'],
    ['cancelled', 130, 'cancel', 'sign-in.cancelled'],
  ] as const)('%s: exit %i, the reason as JSON, and nothing stored', async (_name, exitCode, person, code) => {
    await setUp();
    const ran = await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile(), '--json'], person);
    expect(ran.code).toBe(exitCode);
    expect(json(ran)).toMatchObject({ error: { code } });
    expect(json(await cli(['credentials', 'list', ...sunrise, '--json']))).toMatchObject({ credentials: [] });
  });

  test('another account needs --switch-account', async () => {
    await setUp();
    await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile()], {});
    const other = { account: 'office@maple-street.example' };
    const refused = await cli(['google', 'connect', ...sunrise, '--json'], other);
    expect([refused.code, json(refused)]).toMatchObject([1, { error: { code: 'sign-in.other-account' } }]);
    const meant = await cli(['google', 'connect', ...sunrise, '--switch-account', '--json'], other);
    expect([meant.code, json(meant)]).toMatchObject([0, { account: 'office@maple-street.example' }]);
    expect(meant.stderr).toContain('withdrew the access of front.desk@sunrise-dental.example');
    expect(simulator.control.grants().map(({ email }) => email)).not.toContain('front.desk@sunrise-dental.example');
  }, 120_000);

  test('offline, the previous account’s access waits, is named everywhere, and ends with the next check', async () => {
    await setUp();
    await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile()], {});
    simulator.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
    const switched = await cli(['google', 'connect', ...sunrise, '--switch-account'], {
      account: 'office@maple-street.example',
    });
    expect([switched.code, switched.stderr]).toEqual([
      0,
      expect.stringContaining('Not yet revoked at Google Calendar. The access of front.desk@'),
    ]);
    expect((await cli(['credentials', 'list', ...sunrise])).stdout).toContain(
      'Not yet revoked at Google Calendar. The access of front.desk@',
    );
    expect((await cli(['organizations', 'list'])).stdout).toContain('Not yet revoked at Google Calendar');
    const waiting = await cli(['check', '--all', '--json']);
    expect([waiting.code, json(waiting)]).toMatchObject([
      0,
      { withdrawals: [{ ok: false, accounts: ['front.desk@sunrise-dental.example'] }] },
    ]);
    simulator.control.clearFaults();
    const done = await cli(['check', '--all', '--json']);
    expect(json(done)).toMatchObject({ checks: [{ ok: true }], withdrawals: [{ ok: true }] });
    expect(simulator.control.grants().map(({ email }) => email)).toEqual(['office@maple-street.example']);
    expect(json(await cli(['check', '--all', '--json']))).toMatchObject({ withdrawals: [] });
  }, 120_000);

  test('a clinic is removed once Google was told, or with --leave-access', async () => {
    await setUp();
    await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile()], {});
    const remove = ['organizations', 'remove', ...sunrise, '--confirm', 'Sunrise', '--json'];
    simulator.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
    const offline = await cli(remove);
    expect([offline.code, json(offline)]).toMatchObject([
      1,
      { error: { code: 'organization.access-not-withdrawn', helpUrl: 'https://myaccount.google.com/connections' } },
    ]);
    expect((await cli(['organizations', 'list'])).stdout).toContain('Sunrise');
    expect((await cli([...remove, '--leave-access'])).code).toBe(0);
    expect((await cli(['organizations', 'list'])).stdout).toBe('');

    simulator.control.clearFaults();
    await setUp();
    await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile()], {});
    expect((await cli(remove)).code).toBe(0);
    expect(simulator.control.grants()).toEqual([]);
  }, 120_000);

  test('a sign-in that ends after seven days says so everywhere', async () => {
    await setUp();
    const connected = await cli(
      ['google', 'connect', ...sunrise, '--client-file', await clientFile('google.testing')],
      {},
    );
    expect([connected.code, connected.stderr]).toEqual([
      0,
      expect.stringMatching(/sign-in expires in [67] days\. .*Publish app/),
    ]);
    expect((await cli(['credentials', 'list', ...sunrise])).stdout).toMatch(/sign-in expires in [67] days/);
    const checked = await cli(['check', '--all']);
    expect([checked.code, checked.stderr]).toEqual([0, expect.stringMatching(/sign-in expires in [67] days/)]);
    expect(json(await cli(['check', '--all', '--json']))).toMatchObject({
      checks: [{ ok: true, expiresAt: expect.stringMatching(/^2/) }],
    });
  }, 120_000);

  test('a client’s file of another project is named before the link', async () => {
    await setUp();
    await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile()], {});
    const ran = await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile('google.testing')], {});
    expect(ran.code).toBe(0);
    expect(ran.stderr.indexOf('Another Google Cloud project')).toBeGreaterThanOrEqual(0);
    expect(ran.stderr.indexOf('Another Google Cloud project')).toBeLessThan(ran.stderr.indexOf('http'));
  }, 120_000);

  test('a stored client that nobody has signed in with fails the check', async () => {
    await setUp();
    await cli(['credentials', 'add', ...sunrise, '--provider', 'google', '--client-file', await clientFile()]);
    const ran = await cli(['check', '--all', '--json']);
    expect([ran.code, json(ran)]).toMatchObject([
      1,
      { checks: [{ ok: false, error: { code: 'credentials.sign-in-needed' } }] },
    ]);
  }, 120_000);

  test('a clinic added here is one that nothing is connected to, not an unfinished set-up', async () => {
    await setUp();
    expect(json(await cli(['organizations', 'list', '--json']))).toMatchObject({
      organizations: [{ status: 'not-set-up', setupStep: null, attention: 'Nothing is connected yet' }],
    });
    expect((await cli(['credentials', 'list', ...sunrise])).stderr).not.toContain('Set-up');
  }, 120_000);

  test.each([
    ['a web client', 'web', 'import.google-web-client'],
    ['something else', 'other', 'import.google-not-a-client'],
  ])('%s: exit 2 before anything is asked', async (_name, kind, code) => {
    await setUp();
    const ran = await cli([
      'google',
      'connect',
      ...sunrise,
      '--client-file',
      await clientFile('google.full', kind),
      '--json',
    ]);
    expect([ran.code, json(ran)]).toMatchObject([2, { error: { code } }]);
    expect(simulator.control.requests()).toEqual([]);
  });

  test('no client at all: exit 2, with what is missing', async () => {
    await setUp();
    const ran = await cli(['google', 'connect', ...sunrise, '--json']);
    expect([ran.code, json(ran)]).toMatchObject([2, { error: { code: 'usage.invalid' } }]);
  }, 120_000);

  test('test without a connection: exit 2', async () => {
    await setUp();
    expect((await cli(['google', 'test', ...sunrise])).code).toBe(2);
  }, 120_000);

  test('disconnect offline says so, and again online finishes it', async () => {
    await setUp();
    await cli(['google', 'connect', ...sunrise, '--client-file', await clientFile()], {});
    simulator.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
    const offline = await cli(['google', 'disconnect', ...sunrise]);
    expect([offline.code, offline.stdout]).toEqual([0, expect.stringContaining('Not yet revoked at Google')]);
    simulator.control.clearFaults();
    const online = await cli(['google', 'disconnect', ...sunrise, '--json']);
    expect(json(online)).toMatchObject({ revokedAtProvider: true });
    expect(simulator.control.grants()).toEqual([]);
  }, 120_000);

  test('disconnect names a clinic that would lose its connection, and waits for --yes', async () => {
    await setUp();
    await cli(['organizations', 'add', 'Maple']);
    const file = await clientFile();
    await cli(['google', 'connect', ...sunrise, '--client-file', file], {});
    await cli(['google', 'connect', '--organization', 'Maple', '--client-file', file], {});
    const named = await cli(['google', 'disconnect', ...sunrise]);
    expect([named.code, named.stderr]).toEqual([
      2,
      expect.stringContaining('Maple: Signs in with the same Google account'),
    ]);
    expect((await cli(['google', 'disconnect', ...sunrise, '--yes'])).code).toBe(0);
    expect((await cli(['check', '--all'])).code).toBe(1);
  }, 120_000);
});
