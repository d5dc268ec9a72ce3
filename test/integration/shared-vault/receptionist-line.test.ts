/** The line between a receptionist and the vault: how it hears of changes, and what it does when the line goes dead. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Receptionist, ReceptionistEvents } from '../../../src-receptionist/api';
import { type Limits, usualLimits } from '../../../src-receptionist/limits';
import { openWithin } from '../../../src-receptionist/receptionist';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';
import { startSwallowingProxy } from './swallowing-proxy';

const hourMs = 3_600_000;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let proxy: Awaited<ReturnType<typeof startSwallowingProxy>>;
let clinic: string;
let count = 0;
let opened: Receptionist | null = null;

beforeAll(async () => {
  vault = await startSharedVault();
  proxy = await startSwallowingProxy(vault.address);
});
afterAll(async () => {
  await proxy?.close();
  await vault.close();
});
beforeEach(async () => {
  proxy.swallow(false);
  count += 1;
  clinic = await vault.anna.addClinic(`Clinic ${count}`);
  await deliver('canary-first');
});
afterEach(async () => {
  await opened?.close();
});

const scope = async () => (await vault.anna.storage()).forOrganization(clinic);
const deliver = async (authToken: string) => saveCredential(await scope(), { ...secrets, authToken });
const revoke = async () => (await scope()).credentials.revoke('twilio', note('credential.revoked'));

async function open(limits: Limits, pollMs: number) {
  const files = await admitMachine(vault, `Machine ${count}`, [clinic], proxy.port);
  const receptionist = await openWithin(limits, { ...files, pollMs });
  opened = receptionist;
  const stale: ReceptionistEvents['stale'][] = [];
  receptionist.on('stale', (event) => void stale.push(event));
  return {
    receptionist,
    stale,
    token: () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken),
  };
}

test('a line that swallows everything is given up and said, with the age; what changed meanwhile arrives', async () => {
  const limits = { connectMs: 3_000, silenceMs: 2_000, hearingMs: 500, answerMs: 1_000, closeMs: 1_000 };
  const { receptionist, stale, token } = await open(limits, 200);
  proxy.swallow(true);
  await expect.poll(() => stale.length, { timeout: 60_000 }).toBeGreaterThan(1);
  const [first, second] = stale;
  expect(first?.cause.code).toBe('receptionist.database-out-of-reach');
  // A reading began after what is known was read, and waited for as long as a line may say nothing.
  expect(first?.ageMs).toBeGreaterThan(limits.silenceMs - 100);
  expect(second?.ageMs).toBeGreaterThanOrEqual(first?.ageMs ?? Number.NaN);
  expect(await token()).toBe('canary-first');
  await revoke();
  proxy.swallow(false);
  await expect.poll(() => codeOf(token()), { timeout: 60_000 }).toBe('receptionist.revoked');
  // It closes without an answer as well.
  proxy.swallow(true);
  await receptionist.close();
});

test('a change arrives without being asked for', async () => {
  const { token } = await open(usualLimits, hourMs);
  await deliver('canary-second');
  await expect.poll(token, { timeout: 60_000 }).toBe('canary-second');
  await revoke();
  await expect.poll(() => codeOf(token()), { timeout: 60_000 }).toBe('receptionist.revoked');
});

test('a connection that went deaf is noticed, and what it did not hear of arrives', async () => {
  const { token } = await open({ ...usualLimits, hearingMs: 200, answerMs: 1_000 }, hourMs);
  await deliver('canary-second');
  await expect.poll(token, { timeout: 60_000 }).toBe('canary-second');
  proxy.deafen();
  await deliver('canary-third');
  await expect.poll(token, { timeout: 60_000 }).toBe('canary-third');
  await revoke();
  await expect.poll(() => codeOf(token()), { timeout: 60_000 }).toBe('receptionist.revoked');
});
