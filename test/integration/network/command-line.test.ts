/**
 * The command line on a clinic's network: each way that a proxy is named, each kind of proxy, a password, and a company
 * that inspects.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import { createWorkspaceNetwork } from '../../../src-main/network/workspace-network';
import { createGoogleClients } from '../../../src-main/providers/google/google-clients';
import { createHttpClient } from '../../../src-main/providers/http/http-client';
import { createSystemRoutes } from '../../../src-main/providers/http/system-route';
import { createTwilioApiFactory, twilioCredentials } from '../../../src-main/providers/twilio/twilio-client';
import { practiceScenarios } from '../../../src-main/simulator/twilio';
import '../../fakes/cheap-derivations';
import { closeServers } from '../providers/http/client';
import { startHangingProxy, startHttpProxy, startSocksProxy } from '../providers/http/proxies';
import { type ClinicNetwork, company, startClinicNetwork } from './clinic-network';

const run = promisify(execFile);
const signal = new AbortController().signal;
const password = 'canary-open-sesame';
const account = practiceScenarios().credentials.find(({ id }) => id === 'credentials.full');
const { accountSid = '', authToken = '' } = account?.fields ?? {};

let clinic: ClinicNetwork;
let profiles = 0;
let env: Record<string, string>;
let envFile: string;
beforeAll(async () => {
  clinic = await startClinicNetwork();
  envFile = path.join(clinic.folder, '.env');
  await writeFile(
    envFile,
    `TWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_AUTH_TOKEN=${authToken}\nTWILIO_PHONE_NUMBER=+12125550123\n` +
      'TEST_PHONE_NUMBER=+15105550100\n',
  );
});
afterAll(async () => {
  await clinic.close();
  closeServers();
});
beforeEach(() => {
  profiles += 1;
  const profileDir = path.join(clinic.folder, `profile-${profiles}`);
  env = {
    PATH: process.env.PATH ?? '',
    HOME: path.join(clinic.folder, `home-${profiles}`),
    XDG_CONFIG_HOME: path.join(clinic.folder, `home-${profiles}`, '.config'),
    XDG_CURRENT_DESKTOP: 'GNOME',
    // A file of its own, instead of the person's settings.
    GSETTINGS_BACKEND: 'keyfile',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    VOXANNE_PROFILE_DIR: profileDir,
    VOXANNE_PASSPHRASE: 'a passphrase for tests',
    NODE_EXTRA_CA_CERTS: clinic.companyFile,
  };
  clinic.asked.length = 0;
});
let said: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  // In every case: no output contains the password.
  expect(said.join('\n')).not.toContain(password);
  said = [];
  const profileDir = env.VOXANNE_PROFILE_DIR ?? '';
  if (!existsSync(profileDir)) return;
  for (const name of readdirSync(profileDir, { recursive: true, withFileTypes: true }))
    if (name.isFile()) expect(readFileSync(path.join(name.parentPath, name.name)).includes(password)).toBe(false);
});

/** @param answers typed at the hidden prompts, in their order; none: there is no terminal */
async function cli(args: string[], extra: Record<string, string> = {}, answers: string[] = []) {
  const stdin = Object.assign(new PassThrough(), { isTTY: answers.length > 0, setRawMode: () => stdin });
  const typed = [...answers];
  const texts = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof texts) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        texts[name] += chunk.toString();
        if (name === 'stderr' && /nothing is shown\): $/.test(texts.stderr)) {
          const next = typed.shift();
          if (next !== undefined) setImmediate(() => stdin.write(`${next}\r`));
        }
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const terminal = createTerminal({
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
  });
  const code = await runProgram(args, { ...env, ...extra }, terminal, signal);
  said.push(texts.stdout, texts.stderr);
  return { code, ...texts };
}
const look = (extra: Record<string, string>) =>
  cli(['sms-test', '--env-file', envFile, '--only', 'account,phone-number', '--json'], extra);
const errorOf = (ran: { stdout: string }) =>
  (JSON.parse(ran.stdout) as { steps: { error?: { code: string } | null }[] }).steps.find(({ error }) => error)?.error
    ?.code;

describe('a proxy that a variable names', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])('%s, as host and port', async (variable) => {
    const proxy = await startHttpProxy(clinic.port);
    expect((await look({ [variable]: `127.0.0.1:${proxy.route.port}` })).code).toBe(0);
    expect(new Set(proxy.asked)).toEqual(new Set(['api.twilio.com:443']));
  });

  test('one that is spoken to over TLS, and SOCKS with the name of the host', async () => {
    const secured = await startHttpProxy(clinic.port, { secured: clinic.leafOf(['localhost']) });
    expect((await look({ HTTPS_PROXY: `https://localhost:${secured.route.port}` })).code).toBe(0);
    const socks = await startSocksProxy(clinic.port, `reception:${password}`);
    const address = `127.0.0.1:${socks.route.port}`;
    expect((await look({ ALL_PROXY: `socks5h://reception:${password}@${address}` })).code).toBe(0);
    expect((await look({ ALL_PROXY: `socks4a://${address}` })).code).toBe(0);
    expect(socks.asked.map((one) => one.split(' ')[1])).toEqual(socks.asked.map(() => 'api.twilio.com:443'));
    expect(secured.asked[0]).toBe('api.twilio.com:443');
  });

  test('HTTP_PROXY in upper case is ignored; an unreadable proxy address lets no request through', async () => {
    const proxy = await startHttpProxy(clinic.port);
    expect((await look({ HTTPS_PROXY: 'no address at all', HTTP_PROXY: `127.0.0.1:${proxy.route.port}` })).code).toBe(
      1,
    );
    expect(proxy.asked).toEqual([]);
    const { stdout } = await cli(['doctor', '--json'], { HTTPS_PROXY: 'no address at all' });
    expect(stdout).toContain('HTTPS_PROXY holds no address of a proxy that can be followed, so nothing is sent.');
  });

  test('accepts and never answers: the command ends', async () => {
    const proxy = await startHangingProxy();
    const ran = await look({ HTTPS_PROXY: `127.0.0.1:${proxy.route.port}` });
    expect(ran.code).toBe(1);
    expect(errorOf(ran)).toMatch(/^network\.(?:proxy|timeout)$/);
    await expect.poll(() => proxy.open.size).toBe(0);
  });
});

describe('every provider goes the same way', () => {
  test('Twilio, Google, and one that nobody has thought of yet', async () => {
    const proxy = await startHttpProxy(clinic.port, { signIn: `reception:${password}` });
    const all = { ...env, HTTPS_PROXY: `http://reception:${password}@127.0.0.1:${proxy.route.port}` };
    const network = createWorkspaceNetwork({
      profileDir: env.VOXANNE_PROFILE_DIR ?? '',
      env: all,
      system: createSystemRoutes(all),
      secrets: async () => null,
      publish: () => undefined,
      now: () => new Date(),
    });
    const options = { redirect: null, network };
    const google = createGoogleClients(options);
    const createApi = createTwilioApiFactory(options);
    expect(
      await createApi(twilioCredentials('auth-token', { accountSid, authToken })).fetchAccount(signal),
    ).toMatchObject({ sid: accountSid });
    await google.oauth
      .probeClient({ clientId: '1-x.apps.googleusercontent.com', clientSecret: 'GOCSPX-of-a-clinic-0000000' }, signal)
      .catch(({ data }: { data: { code: string } }) => expect(data.code).not.toMatch(/^network\./));
    const third = createHttpClient({
      hosts: new Set(['api.third.example']),
      apiOrigin: 'https://api.third.example',
      endpoint: { origin: null },
      network,
    });
    const answer = await third.send({ method: 'GET', url: 'https://api.third.example/', timeoutMs: 5000, signal });
    expect(answer.body).toEqual({ third: true });
    expect(new Set(proxy.asked.map((one) => one.split(' ')[0]))).toEqual(
      new Set(['api.twilio.com:443', 'oauth2.googleapis.com:443', 'api.third.example:443']),
    );
  });
});

describe('a proxy that asks for a password', () => {
  test('is named with what to do; a sign-in from the hidden prompt is sealed, and needs no database', async () => {
    const proxy = await startHttpProxy(clinic.port, { signIn: `reception:${password}` });
    const place = `127.0.0.1:${proxy.route.port}`;
    const first = await look({ HTTPS_PROXY: place });
    expect(errorOf(first)).toBe('network.proxy');
    expect(first.stderr).toContain(`The proxy ${place} (“clinic”) asks for a user name and a password.`);
    expect(first.stderr).toContain(`network sign-in --proxy ${place}`);

    const kept = await cli(['network', 'sign-in', '--proxy', place, '--user', 'reception'], {}, [password]);
    expect(kept).toMatchObject({ code: 0 });
    expect((await look({ HTTPS_PROXY: place })).code).toBe(0);
    expect((await cli(['network', 'status'], { HTTPS_PROXY: place })).stdout).toContain(`Sign-in kept: proxy ${place}`);

    expect((await cli(['network', 'sign-out', '--proxy', place])).code).toBe(0);
    expect(errorOf(await look({ HTTPS_PROXY: place }))).toBe('network.proxy');
  });

  test('refuses what was kept: it is forgotten', async () => {
    const proxy = await startHttpProxy(clinic.port, { signIn: 'reception:another one' });
    const place = `127.0.0.1:${proxy.route.port}`;
    await cli(['network', 'sign-in', '--proxy', place, '--user', 'reception'], {}, [password]);
    const refused = await look({ HTTPS_PROXY: place });
    expect(refused.stderr).toContain('did not accept the user name and password. They are forgotten.');
    expect((await cli(['network', 'status'], { HTTPS_PROXY: place })).stdout).not.toContain('Sign-in kept');
  });

  test('in a way that the console does not know', async () => {
    const proxy = await startHttpProxy(clinic.port, { signIn: 'x', challenge: 'NTLM' });
    const { stderr } = await look({ HTTPS_PROXY: `127.0.0.1:${proxy.route.port}` });
    expect(stderr).toContain('accepts no sign-in but NTLM, which the console can’t do');
    expect(stderr).not.toContain('network sign-in');
  });
});

describe('a company that inspects', () => {
  test('is told of once, named by doctor, and can be forbidden', async () => {
    const proxy = await startHttpProxy(clinic.port);
    const extra = { HTTPS_PROXY: `127.0.0.1:${proxy.route.port}` };
    const words = `“${company}” is trusted by this computer, so ${company} can read the requests to api.twilio.com.`;
    expect((await look(extra)).stderr).toContain(words);
    expect((await look(extra)).stderr).not.toContain(words);
    const { stdout } = await cli(['doctor', '--json'], extra);
    const { findings, network } = JSON.parse(stdout) as {
      findings: { id: string; outcome: string; detail: string }[];
      network: { trust: unknown };
    };
    expect(findings.find(({ id }) => id === 'inspected')).toMatchObject({
      outcome: 'warning',
      detail: expect.stringContaining(words),
    });
    expect(findings.find(({ id }) => id === 'proxy')?.detail).toBe(
      `Requests go by proxy 127.0.0.1:${proxy.route.port} (HTTPS_PROXY).`,
    );
    expect(network.trust).toMatchObject({ trustsSystem: true, extra: { file: clinic.companyFile, count: 1 } });

    expect((await cli(['network', 'trust', '--certificates', 'public'])).code).toBe(0);
    clinic.asked.length = 0;
    expect(errorOf(await look(extra))).toBe('network.tls-intercepted');
    expect(clinic.asked).toEqual([]);
    expect((await cli(['network', 'trust', '--certificates', 'computer'])).code).toBe(0);
    expect((await look(extra)).code).toBe(0);
  });

  test('in the computer’s own store', async () => {
    const proxy = await startHttpProxy(clinic.port);
    const extra = {
      HTTPS_PROXY: `127.0.0.1:${proxy.route.port}`,
      SSL_CERT_FILE: clinic.companyFile,
      NODE_EXTRA_CA_CERTS: '',
    };
    expect((await look(extra)).code).toBe(0);
  });

  test('that nobody trusts is refused, whatever the environment says', async () => {
    const proxy = await startHttpProxy(clinic.port);
    const extra = {
      HTTPS_PROXY: `127.0.0.1:${proxy.route.port}`,
      NODE_EXTRA_CA_CERTS: '',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    };
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(errorOf(await look(extra))).toBe('network.tls-intercepted');
    expect(clinic.asked).toEqual([]);
    const { stdout } = await cli(['doctor'], extra);
    expect(stdout).toContain('Set, and without effect on what is sent: NODE_TLS_REJECT_UNAUTHORIZED.');
  });
});

const hasGnome = await run('gsettings', ['list-keys', 'org.gnome.system.proxy']).then(
  () => true,
  () => false,
);
if (!hasGnome) console.log('Skipped: no gsettings with GNOME’s proxy settings on this computer.');
describe.skipIf(!hasGnome)('a proxy that only the desktop knows', () => {
  test('by its settings, and by a script that is asked for each host', async () => {
    const proxy = await startHttpProxy(clinic.port);
    const set = (schema: string, key: string, value: string) =>
      run('gsettings', ['set', `org.gnome.system.proxy${schema}`, key, value], { env });
    await set('', 'mode', 'manual');
    await set('.https', 'host', '127.0.0.1');
    await set('.https', 'port', String(proxy.route.port));
    expect((await look({})).code).toBe(0);

    const script = path.join(clinic.folder, 'proxy.pac');
    await writeFile(
      script,
      `function FindProxyForURL(url, host) { return shExpMatch(host, '*.twilio.com') ? 'PROXY 127.0.0.1:1; PROXY ` +
        `127.0.0.1:${proxy.route.port}' : 'DIRECT' }`,
    );
    await set('', 'mode', 'auto');
    await set('', 'autoconfig-url', `file://${script}`);
    proxy.asked.length = 0;
    expect((await look({})).code).toBe(0);
    expect(new Set(proxy.asked)).toEqual(new Set(['api.twilio.com:443']));
    const { stdout } = await cli(['doctor'], {});
    expect(stdout).toMatch(/googleapis\.com, api\.stripe\.com go directly: the proxy script/);
    expect(stdout).toContain(
      `proxy 127.0.0.1:1, then by proxy 127.0.0.1:${proxy.route.port} (the proxy script file:///`,
    );
  });
});
