/**
 * The support bundle: what was shown is what is saved, and nothing of it is secret, whatever lies in the database and
 * in the log.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCrashReports } from '../../../src-main/logging/crash-reports';
import { createLogger } from '../../../src-main/logging/logger';
import { supportText } from '../../../src-shared/support/support-bundle';
import { waitingStep } from '../../../src-shared/tests/test-run';
import { searchText, textCanary, tokenCanary } from './canaries';
import { type OpenConsole, openConsole } from './workspace';

const token = tokenCanary('the auth token');
const clientSecret = textCanary('the client secret');
const refreshToken = { name: 'the refresh token', value: `1//0g${tokenCanary('').value}-${tokenCanary('').value}` };
const accessToken = { name: 'the access token', value: `ya29.${tokenCanary('').value}` };
const patientText = textCanary('a patient’s text');
const recipient = { name: 'the recipient', value: '+14155550188' };
const address = { name: 'the address', value: 'dr.ada@sunrise-dental.example' };
const canaries = [token, clientSecret, refreshToken, accessToken, patientText, recipient, address];
const simulated = { simulated: true } as const;
const note = (action: 'organization.added' | 'credential.added' | 'test.passed') => ({
  action,
  outcome: 'succeeded' as const,
  detail: `for ${recipient.value}`,
  ...simulated,
});

let console_: OpenConsole;
beforeEach(async () => {
  console_ = await openConsole('http://127.0.0.1:9');
});
afterEach(() => console_.close());

/** A clinic with everything that must stay where it is. */
async function fillProfile(): Promise<void> {
  const storage = console_.workspace.vault.requireStorage();
  const { id } = await storage.organizations.add(
    { name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' },
    note('organization.added'),
  );
  const clinic = storage.forOrganization(id);
  await clinic.credentials.save(
    {
      provider: 'twilio',
      methodId: 'auth-token',
      choice: '+14155550100',
      metadata: {},
      accountKey: `AC${'a1'.repeat(16)}`,
      keyHint: 'ends in …beef',
      verifiedAt: '2026-05-04T09:30:00.000Z',
      expiresAt: null,
      lastError: {
        code: 'twilio.20003',
        message: `refused for ${address.value}`,
        cause: patientText.value,
        fix: '',
        retryable: false,
      },
      ...simulated,
    },
    { authToken: token.value, clientSecret: clientSecret.value, refreshToken: refreshToken.value },
    [],
    note('credential.added'),
  );
  await clinic.saveDrafts({ testSms: patientText.value, hotLead: patientText.value });
  const run = await clinic.tests.begin(
    {
      provider: 'twilio',
      startedAt: '2026-05-04T09:30:00.000Z',
      startedBy: 'installer',
      subject: '+14155550100',
      recipient: recipient.value,
      steps: [waitingStep('test-sms')],
      ...simulated,
    },
    note('test.passed'),
  );
  await clinic.messages.intend({
    runId: run.id,
    step: 'test-sms',
    from: '+14155550100',
    to: recipient.value,
    body: patientText.value,
    code: '1234',
  });
  await clinic.tests.updateStep(run.id, {
    id: 'test-sms',
    state: 'failed',
    startedAt: null,
    durationMs: 1,
    detail: patientText.value,
    error: { code: 'twilio.21610', message: patientText.value, cause: '', fix: '', retryable: false },
    reference: null,
    delivery: [],
  });
  const logger = createLogger(console_.profileDir);
  logger.warn(`sent to ${recipient.value} for ${address.value}, password=${token.value}`);
  logger.fault('token', new Error(`refresh with ${refreshToken.value} gave ${accessToken.value}`));
  createCrashReports(console_.profileDir, '1.0.0').record(
    'main',
    new Error(`could not write ${token.value} for ${recipient.value}`),
  );
}

test('has versions, doctor’s findings, schema, integrity, counts, error codes, network, crashes, log', async () => {
  await fillProfile();
  await console_.call('updates.configure', { feed: 'https://updates.clinic.example/only/for/us' });
  const { parts } = await console_.call('support.prepare', {});
  const text = (id: string) => parts.find((part) => part.id === id)?.text ?? '';
  expect(parts.map(({ id }) => id)).toEqual([
    'versions',
    'doctor',
    'database',
    'settings',
    'network',
    'errors',
    'crashes',
    'log',
  ]);
  expect(text('versions')).toMatch(/^Voxanne Console: 0\.0\.0\n/);
  expect(text('doctor')).toMatch(/^passed +database +The database can be read and holds one clinic\.$/m);
  expect(text('database')).toMatch(/^Schema version: \d+\nSQLite: 3\.\d+/m);
  expect(text('database')).toContain('Integrity: ok');
  expect(text('database')).toMatch(/^organizations: 1$/m);
  expect(text('database')).toMatch(/^sms_messages: 1$/m);
  expect(text('settings')).toContain('theme: system');
  expect(text('network')).toContain('Every connection is verified.');
  expect(text('network')).toMatch(
    /^Updates: from updates\.clinic\.example, set by a person, asked once a day; last: never\.$/m,
  );
  expect(JSON.stringify(parts)).not.toContain('only/for/us');
  expect(text('errors')).toContain('twilio.20003  (twilio connection)');
  expect(text('errors')).toContain('twilio.21610  (twilio test, test-sms)');
  expect(text('crashes')).toContain('"where": "main"');
  expect(text('log')).toContain('sent to');
});

test('no secret, no whole phone number, no address and no text of a message is in it', async () => {
  await fillProfile();
  const bundle = await console_.call('support.prepare', {});
  expect(searchText('the bundle', supportText(bundle), canaries)).toEqual([]);
  expect(supportText(bundle)).not.toMatch(/\+1415555\d{4}/);
  expect(supportText(bundle)).not.toContain('Sunrise');
});

test('what was shown is saved: whole, closed to others, and nothing beside it', async () => {
  await fillProfile();
  const bundle = await console_.call('support.prepare', {});
  const folder = path.join(console_.profileDir, 'chosen');
  const target = path.join(folder, 'support.txt');
  console_.chosen.target = target;
  // A folder that is not there: said, and nothing is made.
  const refused = await console_.answer('support.save', {});
  expect(refused).toMatchObject({ ok: false, error: { code: 'support.not-written' } });
  console_.chosen.target = path.join(console_.profileDir, 'support.txt');
  writeFileSync(console_.chosen.target, 'an older one', { mode: 0o644 });
  expect(await console_.call('support.save', {})).toEqual({ savedTo: console_.chosen.target });
  expect(readFileSync(console_.chosen.target, 'utf8')).toBe(supportText(bundle));
  if (process.platform !== 'win32') expect(statSync(console_.chosen.target).mode & 0o777).toBe(0o600);
  expect(readdirSync(console_.profileDir).filter((name) => name.endsWith('.part'))).toEqual([]);
  await console_.call('support.copy', {});
  expect(console_.copied).toEqual([supportText(bundle)]);
});

test('nothing is saved that was not shown, and a closed dialog saves nothing', async () => {
  expect(await console_.answer('support.save', {})).toMatchObject({
    ok: false,
    error: { code: 'support.not-prepared' },
  });
  expect(await console_.answer('support.copy', {})).toMatchObject({
    ok: false,
    error: { code: 'support.not-prepared' },
  });
  await console_.call('support.prepare', {});
  expect(await console_.call('support.save', {})).toEqual({ savedTo: null });
});
