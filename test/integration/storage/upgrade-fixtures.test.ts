/**
 * Profiles as earlier consoles left them, made by those consoles (test/fixtures/profiles/make.mjs), are opened by this
 * one: nothing is lost and everything opens. A profile of a newer console is told, and not a byte of it changes.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../../src-main/storage/backup-files';
import { migrations } from '../../../src-main/storage/migrations';
import type { OrganizationScope, Storage } from '../../../src-main/storage/repositories';
import type { Vault } from '../../../src-main/vault/vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { newProfileDir, storageOf, vaultIn } from '../../unit/main/vault/profile';
import { runCli } from '../google/cli';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/profiles');
const passphrase = 'fixture passphrase of the console';
const versions = readdirSync(fixtures)
  .flatMap((name) => /^v(\d+)\.db\.gz$/.exec(name)?.[1] ?? [])
  .map(Number)
  .sort((a, b) => a - b);
const newest = migrations.at(-1)?.version ?? 0;

/** A connection of a provider that came after the oldest schemas. */
const stripeAccount = {
  provider: 'stripe' as const,
  methodId: 'api-key',
  choice: null,
  metadata: {},
  accountKey: 'acct_1Fixture',
  keyHint: 'Key ending in ture',
  simulated: false,
  verifiedAt: '2026-05-04T09:30:00.000Z',
  expiresAt: null,
};

/** A profile folder with the database of that schema in it. */
function profileOf(version: number, dir = newProfileDir()): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const packed = readFileSync(path.join(fixtures, `v${version}.db.gz`));
  writeFileSync(path.join(dir, 'console.db'), gunzipSync(packed), { mode: 0o600 });
  const anchor = path.join(fixtures, `v${version}.anchor`);
  if (existsSync(anchor)) copyFileSync(anchor, path.join(dir, 'console.anchor'));
  return dir;
}

async function openedFixture(version: number): Promise<{ vault: Vault; storage: Storage; dir: string }> {
  const dir = profileOf(version);
  const keyStore = new FakeKeyStore();
  keyStore.failure = { state: 'unavailable' };
  const vault = await vaultIn(dir, keyStore);
  expect(vault.state()).toEqual({ state: 'passphrase-needed', wrong: false });
  expect(await vault.unlockWithPassphrase(passphrase)).toMatchObject({ state: 'ready', protection: 'passphrase' });
  return { vault, storage: storageOf(vault), dir };
}

async function clinicsOf(storage: Storage): Promise<{ sunrise: OrganizationScope; harbour: OrganizationScope }> {
  const [sunrise, harbour] = await Promise.all(
    ['Sunrise Dental', 'Häfen & Söhne'].map((name) => storage.organizations.find(name)),
  );
  if (!sunrise || !harbour) throw new Error('a clinic is missing');
  return { sunrise: storage.forOrganization(sunrise.id), harbour: storage.forOrganization(harbour.id) };
}

test('there is a fixture of every schema that came before the newest', () => {
  for (const { version } of migrations.slice(0, -1)) expect(versions).toContain(version);
});

describe.each(versions)('a profile of schema %i', (version) => {
  test('opens, is backed up first where it has to change, and its audit trail is unbroken', async () => {
    const { storage, dir } = await openedFixture(version);
    const { schemaVersion, problems } = await storage.facts();
    expect({ schemaVersion, problems }).toEqual({ schemaVersion: newest, problems: [] });
    const backups = listBackups(dir).filter(({ file }) => path.basename(file).startsWith(`console-v${version}-`));
    expect(backups).toHaveLength(version < newest ? 1 : 0);
    const { entries } = await storage.audit.list({
      organizationId: null,
      before: null,
      limit: 200,
      search: '',
      outcome: null,
    });
    // The keys' own entries come before.
    expect(entries.filter(({ actor }) => actor === 'fixture').length).toBeGreaterThanOrEqual(9);
    expect(await storage.audit.verify()).toMatchObject({ intact: true, checked: entries.length });
  });

  test('binds what was sealed to real or simulated when it is used, and not before', async () => {
    const { storage, vault, dir } = await openedFixture(version);
    const { sunrise } = await clinicsOf(storage);
    const [record] = (await sunrise.credentials.list()).filter(({ status }) => status !== 'revoked');
    if (!record) throw new Error('no credential');
    const { fields } = await sunrise.credentials.open(record.provider);
    const use = { simulated: record.simulated };
    expect((await sunrise.credentials.open(record.provider, use)).fields).toEqual(fields);
    expect((await sunrise.credentials.open(record.provider, use)).fields).toEqual(fields);
    await vault.close();
    const file = new Database(path.join(dir, 'console.db'), { readonly: true });
    const format = file.prepare('SELECT seal_format FROM organization_api_credentials WHERE id = ?').pluck();
    expect(format.get(record.id)).toBe(2);
    file.close();
  });

  test('keeps clinics, settings and drafts', async () => {
    const { storage } = await openedFixture(version);
    const overviews = await storage.organizations.overviews();
    expect(overviews.map(({ organization }) => organization.name).sort()).toEqual(['Häfen & Söhne', 'Sunrise Dental']);
    const { sunrise, harbour } = await clinicsOf(storage);
    expect(await storage.organizations.get(harbour.organizationId)).toMatchObject({
      timeZone: 'America/New_York',
      country: 'US',
      setupStep: 'sms-test',
      notNeeded: version < 3 ? [] : [{ provider: 'google', decidedBy: 'fixture' }],
    });
    expect(await storage.settings.get()).toMatchObject({
      theme: 'dark',
      checkIntervalHours: 24,
      deliveryDays: 30,
      textScale: 125,
      lastScreen: '/activity',
    });
    expect(await sunrise.drafts()).toEqual({
      testSms: 'Fixture: code {{code}}',
      hotLead: 'Fixture: call {{name}}',
    });
  });

  test('every credential decrypts, what was revoked stays so, and new ones are sealed beside them', async () => {
    const { storage } = await openedFixture(version);
    const { sunrise, harbour } = await clinicsOf(storage);
    const opened = await sunrise.credentials.open('twilio');
    expect(opened.fields).toEqual({ accountSid: `AC${'1'.repeat(32)}`, authToken: 'fixture-auth-token' });
    expect(opened.record).toMatchObject({ choice: '+14155550100', lastError: { code: 'network.timeout' } });
    expect((await sunrise.credentials.open('google')).fields).toEqual({
      clientId: 'fixture-client',
      clientSecret: 'fixture-client-secret',
      refreshToken: 'fixture-refresh',
    });
    // Fixtures of older schemas were made before there was Stripe.
    const key = { secretKey: 'fixture-secret-key' };
    if (version <= 7)
      await sunrise.credentials.save(stripeAccount, key, [], {
        action: 'credential.added',
        outcome: 'succeeded',
        detail: 'Stripe',
        simulated: false,
      });
    expect((await sunrise.credentials.open('stripe')).fields).toEqual(key);
    expect(await harbour.credentials.find('twilio')).toMatchObject({ status: 'revoked' });
    await expect(harbour.credentials.open('twilio')).rejects.toThrow();
    const rungs = await sunrise.readiness.list();
    expect(rungs.map(({ provider, rung, state }) => `${provider} ${rung} ${state}`).sort()).toEqual([
      'google signed-in proven',
      'twilio number disproved',
      'twilio signed-in proven',
    ]);
    const waiting = await harbour.revocations.list();
    expect(waiting).toHaveLength(version < 2 ? 0 : 1);
    for (const { id } of waiting)
      expect((await harbour.revocations.open(id))?.fields.refreshToken).toBe('fixture-refresh');
  });

  test('every test keeps its steps, and every message its outcome: what is in doubt stays in doubt', async () => {
    const { storage } = await openedFixture(version);
    const { sunrise } = await clinicsOf(storage);
    const [run, ...others] = await sunrise.tests.history('twilio', 10);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      state: 'finished',
      subject: '+14155550100',
      recipient: '+14155550188',
      steps: [
        { id: 'test-sms', state: 'passed', reference: 'SMtest-sms', detail: 'done' },
        { id: 'hot-lead-sms', state: 'passed', reference: 'SMhot-lead-sms' },
      ],
    });
    const messages = await sunrise.messages.ofRun(run?.id ?? '');
    expect(messages.map(({ step, state, sid, body }) => ({ step, state, sid, body }))).toEqual([
      { step: 'test-sms', state: 'accepted', sid: 'SMtest-sms', body: 'Text test-sms' },
      { step: 'hot-lead-sms', state: 'unknown', sid: null, body: 'Text hot-lead-sms' },
    ]);
    const calendar = await sunrise.tests.history('google', 10);
    expect(calendar).toHaveLength(version < 2 ? 0 : 1);
    for (const one of calendar)
      expect(one).toMatchObject({
        subject: 'Front desk',
        recipient: null,
        steps: [{ id: 'free-busy', reference: null }],
      });
  });
});

describe('a profile of a newer console', () => {
  /** As a console of the next schema would leave it. */
  function newerProfile(dir: string): string {
    profileOf(versions.at(-1) ?? 0, dir);
    const file = path.join(dir, 'console.db');
    const database = new Database(file);
    database.exec('CREATE TABLE of_tomorrow (id TEXT PRIMARY KEY) STRICT');
    database.pragma(`user_version = ${newest + 1}`);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    return file;
  }
  const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  /** SQLite makes an index and an empty log beside a database that it reads. */
  const logSizeOf = (file: string) => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

  test('is told with both versions, refuses everything, and keeps every byte', async () => {
    const dir = newProfileDir();
    const file = newerProfile(dir);
    const before = sumOf(file);
    const vault = await vaultIn(dir, new FakeKeyStore());
    const newer = { state: 'database-newer', found: newest + 1, supported: newest };
    expect(vault.state()).toEqual(newer);
    expect(vault.storage).toBe(null);
    expect(await vault.retry()).toEqual(newer);
    await expect(vault.createPassphrase('another passphrase')).rejects.toThrow();
    await expect(vault.restoreSound('x')).rejects.toThrow();
    await expect(vault.startAnew()).rejects.toThrow();
    await vault.close();
    expect(sumOf(file)).toBe(before);
    expect(logSizeOf(file)).toBe(0);
  });

  test('on the command line: exit 3 with what to do, for reading and for writing', async () => {
    const folder = newProfileDir();
    const file = newerProfile(path.join(folder, 'profile'));
    const before = sumOf(file);
    for (const args of [['organizations', 'list'], ['organizations', 'add', 'Another'], ['doctor']]) {
      const ran = await runCli(folder, args, {});
      expect(ran.code, args.join(' ')).toBe(3);
      expect(ran.stdout + ran.stderr).toMatch(/newer/i);
    }
    expect(sumOf(file)).toBe(before);
    expect(logSizeOf(file)).toBe(0);
  });
});
