/**
 * The command line's own look at the desktop's settings: GNOME's real settings in a folder of the test's own, and real
 * scripts over HTTP.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRouteFinder } from '../../../src-main/providers/http/route-finder';
import { createSystemRoutes } from '../../../src-main/providers/http/system-route';

const run = promisify(execFile);
const twilio = new URL('https://api.twilio.com/2010-04-01/Accounts.json?secret=1');
const google = new URL('https://oauth2.googleapis.com/token');
const hasGnome = await run('gsettings', ['list-keys', 'org.gnome.system.proxy']).then(
  () => true,
  () => false,
);
if (!hasGnome) console.log('Skipped: no gsettings with GNOME’s proxy settings on this computer.');

let folder: string;
let env: Record<string, string>;
const closing: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-settings-'));
  env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_CURRENT_DESKTOP: 'ubuntu:GNOME',
    // A file of its own, instead of the person's settings.
    GSETTINGS_BACKEND: 'keyfile',
  };
});
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await rm(folder, { recursive: true, force: true });
});

const set = (schema: string, key: string, value: string) =>
  run('gsettings', ['set', `org.gnome.system.proxy${schema}`, key, value], { env });
const finder = (extra: Record<string, string> = {}) =>
  createRouteFinder({
    env: { ...env, ...extra },
    system: createSystemRoutes(env),
    signIns: { find: async () => null, remembered: () => null, refused: () => undefined },
  });
const words = async (url: URL, extra?: Record<string, string>) => {
  const { routes, source, trouble } = await finder(extra).describe(url);
  const route = routes
    .map((one) => (one.kind === 'proxy' ? `${one.protocol} ${one.host}:${one.port} (${one.source})` : one.kind))
    .join(', ');
  return { route, source, trouble };
};
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy.pac`;
}
async function useScript(address: string) {
  await set('', 'mode', 'auto');
  await set('', 'autoconfig-url', address);
}

describe.skipIf(!hasGnome)('the desktop’s settings', () => {
  test('nothing set: direct', async () => {
    expect(await words(twilio)).toEqual({ route: 'direct', source: 'no proxy is set', trouble: null });
  });

  test('a proxy that only the desktop knows, with hosts that are left out; a variable comes before it', async () => {
    await set('', 'mode', 'manual');
    await set('.https', 'host', 'proxy.clinic');
    await set('.https', 'port', '3128');
    await set('', 'ignore-hosts', "['*.googleapis.com']");
    expect(await words(twilio)).toEqual({
      route: 'http proxy.clinic:3128 (system)',
      source: 'the desktop’s network settings',
      trouble: null,
    });
    expect((await words(google)).route).toBe('direct');
    expect(await words(twilio, { HTTPS_PROXY: 'http://other:1' })).toMatchObject({
      route: 'http other:1 (environment)',
      source: 'HTTPS_PROXY',
    });
    expect((await words(twilio, { NO_PROXY: 'twilio.com' })).route).toBe('direct');
    expect((await words(new URL('http://127.0.0.1:4010/'), { HTTPS_PROXY: 'http://other:1' })).route).toBe('direct');
  });

  test('a script is asked for each host, and told the host alone', async () => {
    await useScript(
      await serve((_request, response) =>
        response.end(
          `function FindProxyForURL(url, host) {
            if (url.indexOf('secret') !== -1) return 'PROXY leaked:1';
            alert('nothing of this is printed');
            if (dnsDomainIs(host, '.twilio.com') && isInNet(dnsResolve('127.0.0.1'), '127.0.0.0', '255.0.0.0'))
              return 'PROXY first:8080; SOCKS5 second:1080; DIRECT';
            return 'DIRECT';
          }`,
        ),
      ),
    );
    const { route, source } = await words(twilio);
    expect(route).toBe('http first:8080 (pac), socks5 second:1080 (pac), direct');
    expect(source).toMatch(/^the proxy script http:\/\/127\.0\.0\.1:\d+\/proxy\.pac \(/);
    expect((await words(google)).route).toBe('direct');
  });

  test.each([
    ['is not there', 'could not be loaded (HTTP 404)', (_: unknown, response) => void response.writeHead(404).end()],
    [
      'is no script',
      'ended with an error of its own',
      (_: unknown, response) => void response.end('<html>Hello</html>'),
    ],
    [
      'fails',
      'ended with an error of its own',
      (_: unknown, response) => void response.end('function FindProxyForURL() { return process.env.HOME }'),
    ],
    [
      'never ends',
      'did not answer in time',
      (_: unknown, response) => void response.end('function FindProxyForURL() { while (true); }'),
    ],
    ['hangs while it loads', 'did not load in time', (_: unknown, response) => void response.write('function ')],
  ] satisfies [string, string, RequestListener][])(
    'a script that %s is named, and costs seconds at most',
    async (_, why, answer) => {
      await useScript(await serve(answer));
      const { route, trouble } = await words(twilio);
      expect(route).toBe('direct');
      expect(trouble).toContain(why);
      expect(trouble).toMatch(/^The proxy script http:\/\/127\.0\.0\.1:\d+\/proxy\.pac of .*, so no proxy is used\.$/);
    },
    60_000,
  );

  test('a server of scripts that is not reached is named too', async () => {
    await useScript('http://127.0.0.1:1/proxy.pac');
    expect((await words(twilio)).trouble).toContain('could not be loaded');
  });
});
