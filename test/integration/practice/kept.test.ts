/** What is practised today is there tomorrow: the simulators know what the console remembers, after a kill too. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSimulatorMemory } from '../../../src-main/practice/simulator-memory';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { startStripeSimulator } from '../../../src-main/simulator/stripe';
import { practiceKey } from '../../../src-main/simulator/stripe/fixtures';
import { startTwilioSimulator } from '../../../src-main/simulator/twilio';
import type { ProviderId } from '../../../src-shared/providers/ids';
import { newProfileDir } from '../../unit/main/vault/profile';
import { clientFields, openConsole } from '../google/clinic';
import { call, credentialsOf, sendMessage, under } from '../simulator/simulator-client';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A practice profile; `memory` is what a start of the console hands to the simulator of a provider. */
function practiceFolder() {
  const folder = newProfileDir();
  const faults: string[] = [];
  const logger = { fault: (where: string) => void faults.push(where) };
  return { folder, faults, memory: (provider: ProviderId) => createSimulatorMemory(folder, provider, logger) };
}
async function until<S extends { close(): Promise<void> }>(starting: Promise<S>): Promise<S> {
  const simulator = await starting;
  closing.push(() => simulator.close());
  return simulator;
}

test('a sign-in at the simulated Google is alive after a restart, and one that was withdrawn is not', async () => {
  const { memory } = practiceFolder();
  const first = await until(startGoogleSimulator({ memory: memory('google') }));
  const console = await openConsole({ simulator: first });
  const clinic = await console.addClinic('Sunrise Dental');
  const other = await console.addClinic('Maple Street');
  await console.connect(clinic, clientFields('google.full'));
  await console.connect(other, clientFields('google.testing'));
  const [kept, withdrawn] = first.control.grants();
  // Not closed: what was answered is kept, however the console ended.
  const second = await until(startGoogleSimulator({ memory: memory('google') }));
  expect(second.control.grants()).toEqual([kept, withdrawn]);
  await fetch(`${second.origin}/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token: withdrawn?.refreshToken ?? '' }),
  });
  const third = await until(startGoogleSimulator({ memory: memory('google') }));
  expect(third.control.grants()).toEqual([kept]);
});

test('messages, their delivery, and keys that were made stay at the simulated Twilio', async () => {
  const { memory } = practiceFolder();
  const full = credentialsOf('credentials.full');
  let now = Date.parse('2026-03-02T09:00:00Z');
  const options = { memory: memory('twilio'), now: () => now };
  const first = await until(startTwilioSimulator(options));
  const sent = await sendMessage(first, full, { To: '+15105550100', From: '+12125550123', Body: 'Your code is 4821' });
  const made = await call(first, 'POST', under(full.accountSid, '/Keys.json'), full, { FriendlyName: 'Console' });
  expect(first.texts()).toEqual([
    expect.objectContaining({ to: '+15105550100', text: 'Your code is 4821', arrivedAt: null }),
  ]);
  now += 10_000;
  const second = await until(startTwilioSimulator({ ...options, memory: memory('twilio') }));
  const message = await call(second, 'GET', under(full.accountSid, `/Messages/${sent.body.sid}.json`), full);
  expect(message.body).toMatchObject({ status: 'delivered', body: 'Your code is 4821' });
  expect(second.texts()).toEqual([expect.objectContaining({ id: sent.body.sid, arrivedAt: expect.any(String) })]);
  const key = { user: String(made.body.sid), password: String(made.body.secret) };
  const numbers = await call(second, 'GET', under(full.accountSid, '/IncomingPhoneNumbers.json'), key);
  expect(numbers.status).toBe(200);
});

test('a text arrives where the carrier gives no receipt, and never where it is lost or refused', async () => {
  let now = Date.parse('2026-03-02T09:00:00Z');
  const simulator = await until(startTwilioSimulator({ now: () => now }));
  const full = credentialsOf('credentials.full');
  for (const to of ['+15105550102', '+14155550103', '+16285550106', '+15105550103'])
    await sendMessage(simulator, full, { To: to, From: '+12125550123', Body: 'Hello' });
  now += 60_000;
  expect(simulator.texts().map(({ to, arrivedAt }) => [to, arrivedAt !== null])).toEqual([
    ['+15105550102', true],
    // Queued for ever.
    ['+15105550103', false],
  ]);
});

test('checkouts and answers to repeated requests stay at the simulated Stripe', async () => {
  const { memory } = practiceFolder();
  const headers = {
    Authorization: `Bearer ${practiceKey('rk', 'live', 'full')}`,
    'Idempotency-Key': 'once',
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const body =
    'mode=payment&success_url=https%3A%2F%2Fclinic.example&line_items[0][quantity]=1' +
    '&line_items[0][price_data][currency]' +
    '=usd&line_items[0][price_data][unit_amount]=500&line_items[0][price_data][product_data][name]=Test';
  const make = async ({ origin }: { origin: string }) =>
    (await (await fetch(`${origin}/v1/checkout/sessions`, { method: 'POST', headers, body })).json()) as { id: string };
  const first = await until(startStripeSimulator({ memory: memory('stripe') }));
  const { id } = await make(first);
  const second = await until(startStripeSimulator({ memory: memory('stripe') }));
  expect(second.control.sessions()).toEqual(first.control.sessions());
  expect((await make(second)).id).toBe(id);
  expect(second.control.sessions()).toHaveLength(1);
});

test('a file that does not read is put aside, said in the log, and practice begins anew', async () => {
  const { folder, faults, memory } = practiceFolder();
  const file = path.join(folder, 'simulators', 'twilio.json');
  const first = await until(startTwilioSimulator({ memory: memory('twilio') }));
  const full = credentialsOf('credentials.full');
  await sendMessage(first, full, { To: '+15105550100', From: '+12125550123', Body: 'Hello' });
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const damaged = readFileSync(file, 'utf8').slice(0, -5);
  writeFileSync(file, damaged);
  const second = await until(startTwilioSimulator({ memory: memory('twilio') }));
  expect(second.texts()).toEqual([]);
  expect(faults).toEqual(['reading the practice accounts']);
  const aside = readdirSync(path.dirname(file)).filter((name) => name.endsWith('.unreadable'));
  expect(aside.map((name) => readFileSync(path.join(path.dirname(file), name), 'utf8'))).toEqual([damaged]);
});
