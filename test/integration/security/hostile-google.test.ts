/**
 * A Google that answers with malice: redirects that want the secrets, answers without end or measure, and everything
 * echoed back.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGoogleClients } from '../../../src-main/providers/google/google-clients';
import { createForwarder, give, readAll } from '../../../src-main/simulator/forwarder';
import { type GoogleSimulator, practiceSignInClients, startGoogleSimulator } from '../../../src-main/simulator/google';
import { signInAtPage } from '../google/person';
import { type Canary, searchFolders, searchText } from './canaries';
import { type OpenConsole, openConsole } from './workspace';

type Misbehave = (request: IncomingMessage, body: string, response: ServerResponse) => void;

let simulator: GoogleSimulator;
let opened: OpenConsole;
let organizationId: string;
let misbehave: Misbehave | null;
const servers: http.Server[] = [];
/** Everything secret that the server was ever told. */
const heard = new Set<string>();
const client = practiceSignInClients()[0];

async function listen(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  misbehave = null;
  heard.clear();
  simulator = await startGoogleSimulator();
  const forwarder = createForwarder(simulator.origin);
  const host = await listen(async (request, response) => {
    const body = await readAll(request);
    for (const [, value] of new URLSearchParams(body.toString()))
      if (/^(GOCSPX|1\/\/|4\/|ya29)/.test(value)) heard.add(value);
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) heard.add(bearer);
    if (misbehave !== null) misbehave(request, body.toString(), response);
    else give(response, await forwarder.forward(request, body));
  });
  opened = await openConsole(`http://${host}`);
  organizationId = (await opened.call('organizations.add', { name: 'Sunrise', timeZone: 'UTC', country: 'US' })).id;
  const { signIns } = await opened.workspace.connections();
  const started = await signIns.start(
    { organizationId, provider: 'google', methodId: null, fields: client?.fields ?? {}, importId: null },
    null,
  );
  if (started.state !== 'waiting') throw new Error(started.state);
  await signInAtPage(started.link);
  expect(await signIns.waitFor(organizationId, 'google')).toMatchObject({ outcome: { kind: 'signed-in' } });
  servers.push({ close: forwarder.close } as unknown as http.Server);
});
afterEach(async () => {
  await opened.close();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections?.();
  }
  await simulator.close();
});

/** Every way to Google that the window has. */
async function everyCall(): Promise<unknown[]> {
  const ref = { organizationId, provider: 'google' as const };
  const replies: unknown[] = await Promise.all([
    opened.answer('credentials.verify', { ...ref, methodId: client?.methodId, fields: client?.fields, importId: null }),
    opened.answer('credentials.check', ref),
    opened.answer('credentials.options', ref),
    opened.answer('calendar.busyWeek', { organizationId }),
  ]);
  const { id } = await opened.call('test.start', { ...ref, to: null, only: null });
  await (await opened.workspace.connections()).tests.waitFor(organizationId, 'google', id);
  replies.push(await opened.answer('test.history', { ...ref, limit: 1 }));
  return replies;
}

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i to another host is not followed, with or without a body', async (status) => {
    const arrived: string[] = [];
    const elsewhere = await listen((request, response) => {
      arrived.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
      response.end('{}');
    });
    for (const path of ['/token', '/calendar']) {
      misbehave = (request, _body, response) =>
        request.url?.startsWith(path)
          ? void response.writeHead(status, { Location: `http://${elsewhere}${request.url}` }).end()
          : void response.writeHead(401).end('{}');
      const replies = await everyCall();
      expect(JSON.stringify(replies)).toContain(path === '/token' ? 'network.redirect' : '"ok":false');
    }
    // Withdrawing tells the token itself: it goes to Google or nowhere.
    misbehave = (request, _body, response) =>
      void response.writeHead(status, { Location: `http://${elsewhere}${request.url}` }).end();
    const revoked = await opened.call('credentials.revoke', { organizationId, provider: 'google' });
    expect(revoked.pendingRevocation).toMatchObject({ problem: { code: 'network.redirect' } });
    expect(arrived).toEqual([]);
  });
});

describe('answers without measure', () => {
  test('compressed to almost nothing, and huge', async () => {
    const bomb = gzipSync(Buffer.from(`{"items":"${'x'.repeat(64 * 1024 * 1024)}"}`));
    misbehave = (_request, _body, response) =>
      void response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(bomb);
    const before = process.memoryUsage().rss;
    const replies = await everyCall();
    for (const reply of replies.slice(0, 4))
      expect(reply).toMatchObject({ ok: false, error: { code: 'network.too-large' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  }, 120_000);

  test.each([200, 400, 403])('nested 100,000 deep, with status %i', async (status) => {
    const deep = `${'{"error":['.repeat(100_000)}1${']}'.repeat(100_000)}`;
    misbehave = (_request, _body, response) =>
      void response.writeHead(status, { 'Content-Type': 'application/json' }).end(deep);
    for (const reply of (await everyCall()).slice(0, 4))
      expect(reply).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^(google|network)\./) } });
    expect(opened.faults).toEqual([]);
  });

  test('dripping without end: given up in time', async () => {
    misbehave = (_request, _body, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    };
    const retry = { attempts: 2, pauseMs: 1, maxPauseMs: 1, deadlineMs: 1500 };
    const { oauth } = createGoogleClients({ redirect: opened.workspace.endpoints.google.origin, retry });
    const { clientId = '', clientSecret = '' } = client?.fields ?? {};
    await expect(oauth.probeClient({ clientId, clientSecret }, new AbortController().signal)).rejects.toMatchObject({
      data: { code: 'network.timeout' },
    });
  });
});

const echo = (said: (secrets: string) => { status: number; type: string; text: string }): Misbehave => {
  return (request, body, response) => {
    const { status, type, text } = said(`${request.headers.authorization ?? ''} ${body} ${decodeURIComponent(body)}`);
    response.writeHead(status, { 'Content-Type': type }).end(text);
  };
};
const echoes: [string, Misbehave][] = [
  [
    'an OAuth error',
    echo((text) => ({
      status: 400,
      type: 'application/json',
      text: JSON.stringify({ error: text, error_description: text, error_subtype: text }),
    })),
  ],
  [
    'an API error',
    echo((text) => ({
      status: 403,
      type: 'application/json',
      text: JSON.stringify({
        error: { code: 403, message: text, status: text, errors: [{ reason: text, message: text }] },
      }),
    })),
  ],
  ['a page', echo((text) => ({ status: 500, type: 'text/html', text: `<pre>${text}</pre>` }))],
  [
    'an answer',
    echo((text) => ({
      status: 200,
      type: 'application/json',
      text: JSON.stringify({
        items: [{ id: text, summary: text, timeZone: text, accessRole: text }],
        email: text,
        calendars: { [text]: { errors: [{ reason: text }] } },
      }),
    })),
  ],
];

describe('secrets in an answer come back nowhere', () => {
  test.each(echoes)('%s', async (_name, behave) => {
    misbehave = behave;
    const replies = await everyCall();
    const entries = await opened.call('audit.list', {
      organizationId: null,
      before: null,
      limit: 200,
      search: '',
      outcome: null,
    });
    const canaries = [...heard]
      .filter((value) => !value.startsWith('4/not-a-code'))
      .map((value): Canary => ({ name: value.slice(0, 8), value }));
    expect(canaries.length).toBeGreaterThan(2);
    expect(
      searchText('replies, entries and events', JSON.stringify({ replies, entries, events: opened.events }), canaries),
    ).toEqual([]);
    expect((await searchFolders([opened.profileDir], canaries)).hits).toEqual([]);
    expect(opened.faults).toEqual([]);
  });
});
