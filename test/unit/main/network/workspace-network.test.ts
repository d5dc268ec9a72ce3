/** A profile's network: what is kept, how, and what a person is told. */

import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeyring } from '../../../../src-main/crypto/keyring';
import { newKeyBytes } from '../../../../src-main/crypto/master-key';
import { createWorkspaceNetwork, type NetworkOptions } from '../../../../src-main/network/workspace-network';
import { direct } from '../../../../src-main/providers/http/route';
import { makeCertificate } from '../../../../src-main/simulator/network/certificates';
import type { NetworkPending } from '../../../../src-shared/network/network';

const proxy = { host: 'proxy.clinic', port: 3128 };
const credentials = { username: 'reception', password: 'canary-of-a-proxy' };
const challenge = 'Basic realm="Clinic network"';
const keyring = createKeyring(() => ({ code: 'vault.locked', message: '', cause: '', fix: '', retryable: false }));
keyring.hold({ id: 'one', bytes: newKeyBytes() });
const secrets = { seal: keyring.sealForComputer, open: keyring.openForComputer };

let profileDir: string;
let told: NetworkPending[];
beforeEach(() => {
  profileDir = mkdtempSync(path.join(os.tmpdir(), 'voxanne-network-'));
  told = [];
});
afterEach(() => rmSync(profileDir, { recursive: true, force: true }));

const open = (options: Partial<NetworkOptions> = {}) =>
  createWorkspaceNetwork({
    profileDir,
    env: {},
    system: { find: async () => ({ routes: [direct], source: 'no proxy is set', trouble: null }) },
    secrets: async () => secrets,
    publish: (event, payload) => {
      if (event === 'network.pending') told.push(payload as NetworkPending);
    },
    now: () => new Date('2026-11-29T12:00:00Z'),
    ...options,
  });
const file = () => path.join(profileDir, 'network.json');

describe('a proxy that asks for a sign-in', () => {
  test('is named as it names itself; the sign-in is sealed, kept, and never comes back to the page', async () => {
    const network = open();
    expect(await network.route.credentialsFor(proxy, challenge)).toBeNull();
    expect(told.at(-1)?.asking).toEqual({ ...proxy, name: 'Clinic network', refused: false, unsupported: null });
    const after = await network.signIn(proxy, credentials);
    expect(after.asking).toBeNull();
    expect(await open().route.credentialsFor(proxy, challenge)).toEqual(credentials);
    expect(await open().route.credentialsFor({ ...proxy, port: 8080 }, challenge)).toBeNull();

    const status = await network.status([]);
    expect(status.signIns).toEqual([proxy]);
    const written = readFileSync(file(), 'utf8');
    for (const secret of [
      credentials.password,
      credentials.username,
      Buffer.from(credentials.password).toString('base64'),
    ])
      expect(JSON.stringify([told, after, status]) + written).not.toContain(secret);
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('forgets what was refused, and asks again', async () => {
    const network = open();
    await network.signIn(proxy, credentials);
    network.route.refused?.(proxy, challenge);
    expect(told.at(-1)?.asking).toMatchObject({ ...proxy, refused: true });
    expect(await network.route.credentialsFor(proxy, challenge)).toBeNull();
    expect(await open().route.credentialsFor(proxy, challenge)).toBeNull();
    expect(readFileSync(file(), 'utf8')).not.toContain('proxy.clinic');
  });

  test('can be forgotten by the person, without a key', async () => {
    await open().signIn(proxy, credentials);
    open({ secrets: async () => null }).removeSignIn(proxy);
    expect((await open().status([])).signIns).toEqual([]);
  });

  test('without a key that lasts, a sign-in lasts as long as the program and is written nowhere', async () => {
    const network = open({ secrets: async () => null });
    await network.signIn(proxy, credentials);
    expect(await network.route.credentialsFor(proxy, challenge)).toEqual(credentials);
    expect((await network.status([])).signIns).toEqual([proxy]);
    expect(existsSync(file())).toBe(false);
  });

  test('sealed under another key, it is asked for again and not destroyed', async () => {
    await open().signIn(proxy, credentials);
    const before = readFileSync(file(), 'utf8');
    const other = createKeyring(() => ({ code: 'vault.locked', message: '', cause: '', fix: '', retryable: false }));
    other.hold({ id: 'two', bytes: newKeyBytes() });
    const network = open({ secrets: async () => ({ seal: other.sealForComputer, open: other.openForComputer }) });
    expect(await network.route.credentialsFor(proxy, challenge)).toBeNull();
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  test.each([
    ['NTLM', 'NTLM'],
    ['Negotiate, NTLM', 'Negotiate, NTLM'],
    ['Negotiate, Basic realm="Clinic"', null],
    ['Digest realm="a, Basic b", nonce="1", qop="auth"', 'Digest'],
    ['basic realm="x"', null],
  ])('%s: a way that the console does not know is named: %s', async (offered, unsupported) => {
    await open().route.credentialsFor(proxy, offered);
    expect(told.at(-1)?.asking?.unsupported).toBe(unsupported);
  });
});

describe('somebody who inspects', () => {
  const valid = { notBefore: Date.now() - 1000, notAfter: Date.now() + 3_600_000 };
  const company = makeCertificate({ commonName: 'Clinic web filter', ...valid });
  const leaf = makeCertificate({ commonName: 'api.twilio.com', names: ['api.twilio.com'], ...valid, issuer: company });
  const chain = [leaf.cert, company.cert].map((pem) => new X509Certificate(pem).raw);

  test('is told in the window until the person has read it, also in a later run, and stays in the record', () => {
    const network = open();
    network.trust.noticed('api.twilio.com', chain);
    network.trust.noticed('api.twilio.com', chain);
    expect(told).toHaveLength(1);
    const [inspector] = open().pending().inspectors;
    expect(inspector).toMatchObject({
      name: 'Clinic web filter',
      host: 'api.twilio.com',
      seenAt: '2026-11-29T12:00:00.000Z',
    });
    expect(network.acknowledge(inspector?.fingerprint ?? '').inspectors).toEqual([]);
    const later = open();
    later.trust.noticed('api.twilio.com', chain);
    expect(later.pending().inspectors).toEqual([]);
  });

  test('is told at the terminal once, whatever the window knows', async () => {
    const said: string[] = [];
    const warn = ({ name }: { name: string }) => said.push(name);
    open().trust.noticed('api.twilio.com', chain);
    for (const _ of [1, 2]) open({ warn }).trust.noticed('api.twilio.com', chain);
    expect(said).toEqual(['Clinic web filter']);
    expect((await open().status([])).inspectors).toHaveLength(1);
  });
});

describe('network.json', () => {
  test('forbids this computer’s certificates for good', () => {
    open().setTrust(false);
    expect(open().trust.describe().trustsSystem).toBe(false);
    open().setTrust(true);
    expect(open().trust.describe().trustsSystem).toBe(true);
  });

  test('one that can’t be read trusts public authorities alone, and is kept when another is written', () => {
    for (const text of ['{', '{"version":2}', 'null']) {
      writeFileSync(file(), text);
      const network = open();
      expect(network.trust.describe().trustsSystem).toBe(false);
      network.setTrust(true);
      expect(open().trust.describe().trustsSystem).toBe(true);
    }
    const kept = readdirSync(profileDir).filter((name) => name.endsWith('.unreadable'));
    expect(kept.map((name) => readFileSync(path.join(profileDir, name), 'utf8')).sort()).toEqual([
      'null',
      '{',
      '{"version":2}',
    ]);
  });

  test('is not written by looking', async () => {
    const network = open();
    network.pending();
    await network.status([]);
    expect(readdirSync(profileDir)).toEqual([]);
  });
});
