/** A check renews `Delivered` by the texts that a clinic's number has really sent: against the simulated Twilio. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createCredentialService } from '../../../src-main/credentials/credential-service';
import { createProviders } from '../../../src-main/providers';
import { createTwilioApiFactory, twilioCredentials } from '../../../src-main/providers/twilio/twilio-client';
import { createTwilioProvider } from '../../../src-main/providers/twilio/twilio-provider';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import type { ReadinessCheck } from '../../../src-main/storage/repositories';
import { endpointsAt } from '../../fakes/endpoints';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { newProfileDir, note, platformOf, storageOf, vaultIn } from '../../unit/main/vault/profile';

const never = new AbortController().signal;
const from = '+12125550123';
const day = 24 * 3_600_000;

let simulator: TwilioSimulator;
beforeAll(async () => {
  simulator = await startTwilioSimulator({ clockSpeed: 1000 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.control.reset());

const full = practiceScenarios().credentials.find(({ id }) => id === 'credentials.full');
if (full === undefined) throw new Error('No such scenario');
const { methodId, fields } = full;
const api = () => createTwilioApiFactory({ redirect: simulator.origin });

/** Sends one text as the receptionist does, and waits until Twilio knows what became of it. */
async function sendText(to: string, ends: string): Promise<void> {
  const client = api()(twilioCredentials(methodId, fields));
  const sent = await client.createMessage({ from, to, body: 'Your appointment is at 9.' }, never);
  if (sent.outcome !== 'accepted') throw new Error(sent.outcome);
  await expect
    .poll(async () => (await client.fetchMessage(sent.message.sid, never)).status, { interval: 5, timeout: 60_000 })
    .toBe(ends);
}

/** A clinic with a delivery as it was found so many days ago, after a check. */
async function checked(state: ReadinessCheck['state'] | null, daysAgo: number) {
  const profileDir = newProfileDir();
  const storage = storageOf(await vaultIn(profileDir, new FakeKeyStore()));
  const { id } = await storage.organizations.add(
    { name: 'Sunrise Dental', timeZone: 'America/Los_Angeles', country: 'US' },
    note('organization.added'),
  );
  const scope = storage.forOrganization(id);
  const before: ReadinessCheck[] =
    state === null
      ? []
      : [
          {
            provider: 'twilio',
            rung: 'delivered',
            state,
            proof: 'The carrier said so',
            checkedAt: new Date(Date.now() - daysAgo * day).toISOString(),
            simulated: true,
          },
        ];
  await scope.credentials.save(
    {
      provider: 'twilio',
      methodId,
      choice: from,
      metadata: {},
      accountKey: fields.accountSid ?? '',
      keyHint: 'k',
      simulated: true,
      verifiedAt: null,
      expiresAt: null,
    },
    fields,
    before,
    note('credential.added'),
  );
  const endpoints = endpointsAt({ twilio: simulator.origin });
  const service = createCredentialService({
    storage,
    providers: { ...createProviders(endpoints), twilio: createTwilioProvider(api()) },
    endpoints,
    platform: platformOf(profileDir),
    publish: () => undefined,
  });
  const { ladder } = await service.check(id, 'twilio', never);
  const delivered = ladder.rungs.find((rung) => rung.id === 'delivered');
  return { delivered, before: before[0]?.checkedAt };
}

it('a delivered text makes an old proof fresh, says that it did, and sends nothing', async () => {
  await sendText('+14155550199', 'delivered');
  const { delivered, before = '' } = await checked('proven', 40);
  expect(delivered).toMatchObject({ state: 'proven', proof: 'Twilio lists a delivered text from (212) 555-0123' });
  expect((delivered?.checkedAt ?? '') > before).toBe(true);
  expect(simulator.control.messages()).toHaveLength(1);
});

it('without one it is as old as it was', async () => {
  expect(await checked('proven', 40)).toMatchObject({ delivered: { state: 'stale', proof: 'The carrier said so' } });
});

it.each([
  ['undelivered', '+14155550103'],
  ['sent', '+15105550102'],
])('a text that Twilio lists as %s renews nothing', async (ends, to) => {
  await sendText(to, ends);
  expect(await checked('proven', 40)).toMatchObject({ delivered: { state: 'stale', proof: 'The carrier said so' } });
  expect(simulator.control.messages()).toHaveLength(1);
});

it('what a test never proved, or found broken, takes a test', async () => {
  await sendText('+14155550199', 'delivered');
  expect((await checked(null, 0)).delivered?.state).toBe('unproven');
  const { delivered, before } = await checked('disproved', 40);
  expect(delivered).toMatchObject({ state: 'disproved', checkedAt: before });
});
