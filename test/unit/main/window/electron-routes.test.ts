/**
 * The window's way to a provider, as Chromium tells it. Chromium's answers are the test's own; the servers are real.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createElectronRoutes } from '../../../../src-main/window/electron-routes';

const chromium = vi.hoisted(() => ({ answers: [] as string[], asked: [] as string[] }));
vi.mock('electron', () => ({
  app: { whenReady: () => Promise.resolve() },
  session: {
    defaultSession: {
      resolveProxy: async (url: string) => {
        chromium.asked.push(url);
        // The last answer is the one that stays.
        return chromium.answers.length > 1 ? chromium.answers.shift() : chromium.answers[0];
      },
    },
  },
}));

const google = new URL('https://oauth2.googleapis.com/token?secret=1');
const closing: (() => void)[] = [];
beforeEach(() => {
  chromium.answers = [];
  chromium.asked = [];
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const settings = (script: string | null) => async () => ({
  where: 'GNOME’s settings',
  proxy: null,
  script,
  detects: false,
  leftOut: [],
});
const routes = (script: string | null = null) => createElectronRoutes({}, settings(script));
const { signal } = new AbortController();

test('right after the start Chromium says DIRECT to the first question: that answer counts for nobody', async () => {
  chromium.answers = ['DIRECT', 'PROXY proxy.clinic:3128'];
  const finder = routes();
  const both = await Promise.all([
    finder.find(google, signal),
    finder.find(new URL('https://api.twilio.com/'), signal),
  ]);
  for (const { routes: found } of both) expect(found).toMatchObject([{ host: 'proxy.clinic', port: 3128 }]);
});

test('Chromium hears the host and nothing else', async () => {
  chromium.answers = ['DIRECT'];
  expect(await routes().find(google, signal)).toMatchObject({ source: 'no proxy is set', trouble: null });
  expect(new Set(chromium.asked)).toEqual(new Set(['https://oauth2.googleapis.com/']));
});

async function servePac(status: number): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((_request, answer) =>
    answer.writeHead(status).end('function FindProxyForURL() { return "DIRECT" }'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  closing.push(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy.pac`, close };
}

test('a proxy script that nobody serves any more is named, with what follows from it', async () => {
  chromium.answers = ['DIRECT'];
  const { address, close } = await servePac(200);
  await close();
  expect(await routes(`${address}?token=secret`).describe?.(google)).toMatchObject({
    routes: [{ kind: 'direct' }],
    trouble: `The proxy script ${address} of GNOME’s settings could not be loaded, so no proxy is used.`,
  });
});

test('so is one that its server does not have', async () => {
  chromium.answers = ['DIRECT'];
  const { address } = await servePac(404);
  expect((await routes(address).describe?.(google))?.trouble).toBe(
    `The proxy script ${address} of GNOME’s settings could not be loaded (HTTP 404), so no proxy is used.`,
  );
});

test('one that says DIRECT, and one that names a proxy, are no trouble', async () => {
  const { address } = await servePac(200);
  chromium.answers = ['DIRECT'];
  expect((await routes(address).describe?.(google))?.trouble).toBeNull();
  chromium.answers = ['PROXY proxy.clinic:3128'];
  expect(await routes('http://127.0.0.1:1/').describe?.(google)).toMatchObject({
    routes: [{ host: 'proxy.clinic' }],
    trouble: null,
  });
});
