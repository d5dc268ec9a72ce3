/** The loopback Google is as strict as the real one: what it accepts in practice is what works outside. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GoogleSimulator, practiceSignInClients, startGoogleSimulator } from '../../../src-main/simulator/google';
import { catalogue } from '../../../src-shared/errors-catalogue';
import { scopesOf } from '../../../src-shared/providers/google/permissions';
import { calls } from '../../fakes/calls';
import { answerPage } from '../google/person';

let simulator: GoogleSimulator;
beforeEach(async () => {
  simulator = await startGoogleSimulator();
});
afterEach(() => simulator.close());

const client = (id: string) => practiceSignInClients().find((one) => one.id === id)?.fields ?? {};
const full = client('google.full');
const verifier = randomBytes(32).toString('base64url');
const redirectUri = 'http://127.0.0.1:4711';

function link(changes: Record<string, string | null> = {}, fields = full): string {
  const url = new URL('/o/oauth2/v2/auth', simulator.origin);
  const params: Record<string, string | null> = {
    client_id: fields.clientId ?? '',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopesOf('own-calendars'),
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    access_type: 'offline',
    prompt: 'consent',
    ...changes,
  };
  for (const [name, value] of Object.entries(params)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}
async function codeFrom(page: string, decision = {}): Promise<string> {
  const answer = await answerPage(page, decision);
  if ('error' in answer) throw new Error(answer.error);
  return new URL(answer.location).searchParams.get('code') ?? '';
}
async function post(path: string, form: Record<string, string>) {
  const response = await fetch(new URL(path, simulator.origin), { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const trade = (code: string, changes: Record<string, string> = {}, fields = full) =>
  post('/token', {
    grant_type: 'authorization_code',
    client_id: fields.clientId ?? '',
    client_secret: fields.clientSecret ?? '',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
    ...changes,
  });
async function tokens(scope?: string, decision = {}) {
  const { body } = await trade(await codeFrom(link(scope === undefined ? {} : { scope }), decision));
  return { access: String(body.access_token), refresh: String(body.refresh_token), body };
}
async function api(access: string, method: string, path: string, body?: unknown) {
  const response = await fetch(new URL(path, simulator.origin), {
    method,
    headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Record<string, never>) };
}
const reasonOf = ({ body }: { body: unknown }) =>
  (body as { error: { errors: { reason: string }[] } }).error.errors[0]?.reason;

describe('the page', () => {
  test.each([
    ['an unknown client', { client_id: 'x.apps.googleusercontent.com' }, 'invalid_client'],
    ['another host', { redirect_uri: 'http://evil.example/' }, 'redirect_uri_mismatch'],
    ['https on loopback', { redirect_uri: 'https://127.0.0.1:4711' }, 'redirect_uri_mismatch'],
    [
      'a host that only begins like loopback',
      { redirect_uri: 'http://127.0.0.1.evil.example' },
      'redirect_uri_mismatch',
    ],
    ['no challenge', { code_challenge: null }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no scope', { scope: '' }, 'invalid_request'],
    ['an unknown scope', { scope: 'openid https://www.googleapis.com/auth/nonsense' }, 'invalid_scope'],
    ['an implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
  ])('refuses %s in the browser, and sends nothing back', async (_name, changes, error) => {
    expect(await answerPage(link(changes))).toEqual({ error });
  });

  test('prints a refusal as Google does: what is blocked, whose account it is, and the error’s name last', async () => {
    const page = await fetch(link({}, client('google.told-on-page')));
    const html = await page.text();
    expect(page.status).toBe(400);
    expect(html).toContain('<h1>Access blocked: Clinic Calendar’s request is invalid</h1>');
    expect(html).toMatch(
      /If you are a developer of [^<]+, see <span class="link">error details<\/span>\.<\/p><p>Error 400: redirect_uri_mismatch<\/p>/,
    );
    expect(html).toContain('this is not Google');

    const shown = await (await fetch(link({}, client('google.not-test-user')))).text();
    const form = new URLSearchParams({
      request: /name="request" value="([^"]+)"/.exec(shown)?.[1] ?? '',
      account: '101000000000000000003',
      decision: 'allow',
    });
    const refused = await fetch(new URL('/o/oauth2/v2/auth/decision', simulator.origin), {
      method: 'POST',
      body: form,
    });
    const words = await refused.text();
    expect(refused.status).toBe(403);
    expect(words).toContain('office@maple-street.example');
    expect(words).toMatch(
      /has not completed the Google verification process[\s\S]*developer-approved testers[\s\S]*Error 403: access_denied/,
    );
  });

  test('gives back the state, and a code that works once', async () => {
    const answer = await answerPage(link());
    const location = new URL('location' in answer ? answer.location : '');
    expect(location.origin).toBe(redirectUri);
    expect(location.searchParams.get('state')).toBe('state');
    const code = location.searchParams.get('code') ?? '';
    expect((await trade(code)).status).toBe(200);
    expect(await trade(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});

describe('the token endpoint', () => {
  test.each([
    ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_grant'],
    ['another redirect address', { redirect_uri: 'http://127.0.0.1:4712' }, 400, 'redirect_uri_mismatch'],
    ['the same with a slash', { redirect_uri: `${redirectUri}/` }, 400, 'redirect_uri_mismatch'],
    ['another secret', { client_secret: 'GOCSPX-wrong' }, 401, 'invalid_client'],
    ['another code', { code: '4/0Aother' }, 400, 'invalid_grant'],
    ['another kind of grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, changes, status, error) => {
    expect(await trade(await codeFrom(link()), changes)).toMatchObject({ status, body: { error } });
  });

  test('gives a code of one client to no other', async () => {
    const code = await codeFrom(link());
    expect(await trade(code, {}, client('google.testing'))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  test('tells what was granted, and issues a refresh token only the first time or when asked for', async () => {
    const { body } = await tokens(undefined, { untick: [/owned/] });
    expect(String(body.scope)).not.toContain('owned');
    expect(body).not.toHaveProperty('refresh_token_expires_in');
    expect((await trade(await codeFrom(link({ prompt: null })))).body).not.toHaveProperty('refresh_token');
    expect((await trade(await codeFrom(link({ access_type: null })))).body).not.toHaveProperty('refresh_token');
    expect(
      (await trade(await codeFrom(link({}, client('google.testing'))), {}, client('google.testing'))).body,
    ).toMatchObject({
      refresh_token_expires_in: expect.toSatisfy((seconds: number) => seconds > 604_700 && seconds <= 604_800),
    });
  });

  test('lets the oldest of more than 100 lasting sign-ins go', async () => {
    const first = await tokens();
    for (let count = 0; count < 100; count += 1) await tokens();
    const refresh = {
      grant_type: 'refresh_token',
      client_id: full.clientId ?? '',
      client_secret: full.clientSecret ?? '',
      refresh_token: first.refresh,
    };
    expect(await post('/token', refresh)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('revoking one ends all of the project’s for that account, and no other’s', async () => {
    const [one, two] = [await tokens(), await tokens()];
    const other = await tokens(undefined, { account: 'office@maple-street.example' });
    expect((await post('/revoke', { token: one.refresh })).status).toBe(200);
    expect(await post('/revoke', { token: one.refresh })).toMatchObject({
      status: 400,
      body: { error: 'invalid_token' },
    });
    expect((await api(two.access, 'GET', '/calendar/v3/users/me/calendarList')).status).toBe(401);
    expect((await api(other.access, 'GET', '/calendar/v3/users/me/calendarList')).status).toBe(200);
  });
});

describe('the calendar', () => {
  const now = Date.now();
  const range = {
    timeMin: new Date(now).toISOString(),
    timeMax: new Date(now + 86_400_000).toISOString(),
    items: [{ id: 'primary' }],
  };
  const event = { summary: 'x', start: { dateTime: range.timeMin }, end: { dateTime: range.timeMax } };
  const scope = (name: string) => `openid https://www.googleapis.com/auth/${name}`;

  test.each([
    ['no token', '', 401],
    ['another token', 'ya29.other', 401],
  ])('refuses %s', async (_name, access, status) => {
    expect((await api(access, 'GET', '/calendar/v3/users/me/calendarList')).status).toBe(status);
  });

  test.each([
    ['calendar.calendarlist.readonly', ['GET', '/calendar/v3/users/me/calendarList'], undefined],
    ['calendar.events.freebusy', ['POST', '/calendar/v3/freeBusy'], range],
    ['calendar.events.owned', ['POST', '/calendar/v3/calendars/primary/events'], event],
  ] as const)('%s opens its own door and no other', async (name, [method, path], body) => {
    const { access } = await tokens(scope(name));
    const doors = [
      ['GET', '/calendar/v3/users/me/calendarList', undefined],
      ['POST', '/calendar/v3/freeBusy', range],
      ['POST', '/calendar/v3/calendars/primary/events', event],
    ] as const;
    for (const [doorMethod, door, doorBody] of doors) {
      const answer = await api(access, doorMethod, door, doorBody);
      if (door === path) expect(answer.status).toBe(200);
      else expect([answer.status, reasonOf(answer)]).toEqual([403, 'insufficientPermissions']);
    }
    expect([method, path, body]).toBeDefined();
  });

  test('refuses what does not fit: times, ids, duplicates, pages, other people’s calendars', async () => {
    const { access } = await tokens();
    const insert = (body: unknown, calendar = 'primary') =>
      api(access, 'POST', `/calendar/v3/calendars/${calendar}/events`, body);
    expect((await insert({ ...event, start: { dateTime: '2026-05-04 09:00' } })).status).toBe(400);
    expect((await insert({ ...event, start: event.end, end: event.start })).status).toBe(400);
    expect((await insert({ ...event, id: 'has-a-hyphen' })).status).toBe(400);
    expect((await insert({ ...event, id: 'again0' })).status).toBe(200);
    expect(reasonOf(await insert({ ...event, id: 'again0' }))).toBe('duplicate');
    expect(reasonOf(await insert(event, 'dr.lee@sunrise-dental.example'))).toBe('insufficientPermissions');
    expect(reasonOf(await insert(event, 'nobody@sunrise-dental.example'))).toBe('notFound');
    expect((await api(access, 'DELETE', '/calendar/v3/calendars/primary/events/again0')).status).toBe(204);
    expect((await api(access, 'DELETE', '/calendar/v3/calendars/primary/events/again0')).status).toBe(410);
    expect((await api(access, 'DELETE', '/calendar/v3/calendars/primary/events/never0')).status).toBe(404);
    expect((await api(access, 'POST', '/calendar/v3/freeBusy', { ...range, timeMax: range.timeMin })).status).toBe(400);
    expect((await api(access, 'GET', '/calendar/v3/users/me/calendarList?pageToken=x')).status).toBe(400);
  });

  test('pages', async () => {
    simulator.control.setPageSize(3);
    const { access } = await tokens();
    const first = (await api(access, 'GET', '/calendar/v3/users/me/calendarList')).body as unknown as {
      items: unknown[];
      nextPageToken: string;
    };
    expect(first.items).toHaveLength(3);
    const second = (await api(access, 'GET', `/calendar/v3/users/me/calendarList?pageToken=${first.nextPageToken}`))
      .body as unknown as { items: unknown[] };
    expect(second.items).toHaveLength(1);
    expect(second).not.toHaveProperty('nextPageToken');
  });

  test('user info tells no address without its scope', async () => {
    const { access } = await tokens('openid');
    expect((await api(access, 'GET', '/oauth2/v2/userinfo')).body).not.toHaveProperty('email');
    expect((await api((await tokens()).access, 'GET', '/oauth2/v2/userinfo')).body).toMatchObject({
      email: 'front.desk@sunrise-dental.example',
    });
  });
});

describe('practice', () => {
  test('every failure of Google’s catalogue has a client for it', () => {
    const ids = practiceSignInClients().map(({ id }) => id);
    for (const entry of catalogue) if (entry.provider === 'google') expect(ids).toContain(entry.scenarioId);
    expect(new Set(ids).size).toBe(ids.length);
    calls['practice.scenarios'].response.parse({
      recipients: [],
      credentials: practiceSignInClients(),
    });
  });

  test('the page is honest about being practice', async () => {
    const html = await (await fetch(link())).text();
    expect(html).toContain('this is not Google');
    expect(html).not.toMatch(/<script/);
  });
});
