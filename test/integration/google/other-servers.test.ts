/**
 * Servers at VOXANNE_GOOGLE_URL that are not our simulator: they answer as little as they may, or in forms of their
 * own, and the whole way goes through.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json, runCli } from './cli';
import { startTinyGoogle, type TinyGoogleOptions } from './tiny-google';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-tiny-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sunrise = ['--organization', 'Sunrise'];
const client = { GOOGLE_CLIENT_ID: '1-a.apps.googleusercontent.com', GOOGLE_CLIENT_SECRET: 'a-secret-of-ours' };

async function withServer<T>(
  options: TinyGoogleOptions,
  work: (server: Awaited<ReturnType<typeof startTinyGoogle>>, cli: Cli) => Promise<T>,
): Promise<T> {
  const server = await startTinyGoogle(options);
  const cli: Cli = (args, isSignIn = false) =>
    runCli(folder, args, { VOXANNE_GOOGLE_URL: server.origin, ...client }, isSignIn ? 'follow' : undefined);
  try {
    return await work(server, cli);
  } finally {
    await server.close();
  }
}
type Cli = (args: string[], isSignIn?: boolean) => ReturnType<typeof runCli>;

const answers: [string, TinyGoogleOptions][] = [
  [
    'the least: no scope, no id_token, a token type in lower case, no name of the calendar, an account without ' +
      'an address',
    {},
  ],
  ['an account with an id and nothing else', { userInfo: { id: 7 } }],
  ['an account with an empty address', { userInfo: { id: '7', email: '' } }],
  ['an account with an address and no id', { userInfo: { email: 'front@clinic.example' } }],
  ['a life of the token as text', { token: { expires_in: '3600' } }],
  ['no life of the token', { token: { expires_in: undefined } }],
  [
    'fields that nobody knows',
    {
      token: { extra: { deep: [1, null] }, not_before_policy: 0, 'session-state': 'x' },
      userInfo: { sub: '9', picture: null },
    },
  ],
  [
    'nulls where nothing is to be said',
    {
      token: { scope: null, refresh_token_expires_in: null, id_token: null },
      userInfo: { id: null, sub: '9', email: null },
    },
  ],
  [
    'a scope in another order, with more in it than was asked for',
    { token: { scope: 'calendar x https://www.googleapis.com/auth/calendar openid' } },
  ],
  ['answers in pieces of seven bytes', { pieces: 7 }],
  ['JSON that calls itself text', { contentType: 'text/plain; charset=utf-8' }],
  ['JSON that calls itself nothing', { contentType: null }],
  ['204 for a revocation', { revokeStatus: 204 }],
  ['200 with a word for a revocation', { revokeBody: 'OK' }],
  ['200 for what is deleted', { deleteStatus: 200 }],
  ['201 for what is made', { insertStatus: 201 }],
  ['no body for what is made', { inserted: () => undefined }],
  ['free/busy under another name', { busyKey: 'primary', calendars: [{ id: 'primary', primary: true }] }],
  [
    'a calendar with a role and no time zone',
    { calendars: [{ accessRole: 'owner', id: 'c', etag: '"0"', kind: 'calendar#calendarListEntry' }] },
  ],
  ['a client that it does not know, refused with 401 and no reason', { refusal: { status: 401, body: {} } }],
  ['a code that it does not know, refused in words', { refusal: { status: 400, body: 'bad code' } }],
];

describe.each(answers)('%s', (_name, options) => {
  test('connect, check, test and disconnect', () =>
    withServer(options, async (server, cli) => {
      await cli(['organizations', 'add', 'Sunrise', '--time-zone', 'Pacific/Auckland']);
      const connected = await cli(['google', 'connect', ...sunrise, '--json'], true);
      expect([connected.code, json(connected)]).toMatchObject([0, { credential: { status: 'active', problem: null } }]);
      expect(json(connected)).toHaveProperty('account', expect.stringMatching(/./));
      const checked = await cli(['check', '--all', '--json']);
      expect([checked.code, json(checked)]).toMatchObject([0, { checks: [{ ok: true }] }]);
      const tested = await cli(['google', 'test', ...sunrise, '--json']);
      expect(json(tested)).toMatchObject({ passed: 5, failed: 0, skipped: 0 });
      expect(server.events.size).toBe(0);
      const ended = await cli(['google', 'disconnect', ...sunrise, '--json']);
      expect([ended.code, json(ended)]).toMatchObject([
        0,
        { revokedAtProvider: true, credential: { status: 'revoked' } },
      ]);
      expect(server.requests).toContain('POST /revoke');
    }));
});

test('what an interrupted test left there is found again, though the server tells only its id and title', () =>
  withServer({ deleteStatus: 500 }, async (server, cli) => {
    await cli(['organizations', 'add', 'Sunrise']);
    await cli(['google', 'connect', ...sunrise], true);
    server.events.set('patient', {
      id: 'patient',
      summary: 'Voxanne Console test (removes itself)',
      start: { dateTime: '2020-01-01T00:00:00Z' },
      end: { dateTime: '2020-01-01T01:00:00Z' },
    });
    const id = `vct${'0'.repeat(32)}`;
    server.events.set(id, {
      id,
      summary: 'Voxanne Console test (removes itself)',
      start: { dateTime: '2020-01-01T00:00:00Z' },
      end: { dateTime: '2020-01-01T01:00:00Z' },
    });
    await cli(['google', 'test', ...sunrise]);
    // A person's own event is never taken for the test's, even under the same name.
    expect([...server.events.keys()]).toEqual(['patient']);
  }));
