/**
 * Bad networks, practised: the console's own connections really fail, and what the window is told is what it is told on
 * a real one. Nothing is sent, and one click puts everything right.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeProviders, startPracticeProviders } from '../../../src-main/practice/practice-providers';
import { createTwilioApiFactory, twilioCredentials } from '../../../src-main/providers/twilio/twilio-client';
import { practiceNetworks } from '../../../src-main/simulator';
import { noMemory } from '../../../src-main/simulator/memory';
import { networkErrorKinds } from '../../../src-shared/errors-catalogue';
import type { ProviderId } from '../../../src-shared/primitives';
import { signInAtPage } from '../google/person';
import { type OpenConsole, openConsole } from '../security/workspace';

let practice: PracticeProviders;
let opened: OpenConsole;
let organizationId: string;
beforeEach(async () => {
  practice = await startPracticeProviders(() => noMemory);
  opened = await openConsole('', practice);
  organizationId = (await opened.call('organizations.add', { name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' }))
    .id;
});
// The workspace closes the practice providers with it.
afterEach(() => opened.close());

async function verify(provider: ProviderId) {
  const { credentials } = await opened.call('practice.scenarios', {});
  const account = credentials.find((one) => one.provider === provider);
  if (account === undefined) throw new Error('no account');
  const { methodId, fields } = account;
  return opened.answer('credentials.verify', { organizationId, provider, methodId, fields, importId: null });
}

/** Two roads to one row are walked here, the first of each with the rest of the catalogue. */
const others = practiceNetworks.filter(({ id, code }) => id !== code);

describe('a bad network', () => {
  test.each(others.map((network) => [network.id, network] as const))(
    '%s is told for what it is, and one click puts it right',
    async (id, { code }) => {
      await opened.call('practice.chooseNetwork', { id });
      expect((await opened.call('app.status', {})).practiceNetwork?.id).toBe(id);
      const replies = await Promise.all([verify('twilio'), verify('google')]);
      for (const reply of replies)
        expect(reply).toMatchObject(code === null ? { ok: true } : { ok: false, error: { code } });
      // As on a real network: not the loopback address that it happens to be here.
      expect(JSON.stringify(replies)).not.toContain('127.0.0.1');
      expect(opened.faults).toEqual([]);

      await opened.call('practice.chooseNetwork', { id: null });
      expect((await opened.call('app.status', {})).practiceNetwork).toBeNull();
      expect(await Promise.all([verify('twilio'), verify('google')])).toMatchObject([{ ok: true }, { ok: true }]);
    },
  );

  test('there is one for every row of the catalogue, under the row’s own name', () => {
    for (const kind of networkErrorKinds)
      expect(practiceNetworks.find(({ id }) => id === `network.${kind}`)).toMatchObject({ code: `network.${kind}` });
  });

  test('a clock that is a day off is told by both providers, and stops nothing', async () => {
    await opened.call('practice.chooseNetwork', { id: 'network.clock-skew' });
    const twilio = await verify('twilio');
    expect(JSON.stringify(twilio)).toContain('It is about 26 hours behind Twilio’s.');
    await connect();
    const [connection] = (await opened.call('credentials.list', { organizationId })).connections.filter(
      ({ provider }) => provider === 'google',
    );
    expect(JSON.stringify(connection?.notices)).toContain('It is about 26 hours behind Google’s.');
  });

  test('another one takes its place, one that there is not changes nothing, and leaving practice ends it', async () => {
    await opened.call('practice.chooseNetwork', { id: 'network.refused' });
    await Promise.all([
      opened.call('practice.chooseNetwork', { id: 'network.tls' }),
      opened.call('practice.chooseNetwork', { id: 'network.reset' }),
      opened.call('practice.chooseNetwork', { id: 'network.clock' }),
    ]);
    expect(await opened.answer('practice.chooseNetwork', { id: 'network.zebra' })).toMatchObject({
      ok: false,
      error: { code: 'practice.unknown-network' },
    });
    expect(practice.networks.current()?.id).toBe('network.clock');
    expect(await verify('twilio')).toMatchObject({ ok: false, error: { code: 'network.clock' } });
    const { origin } = practice.networks.detour('twilio') ?? { origin: '' };
    await practice.networks.close();
    await expect(fetch(origin.replace('https:', 'http:'))).rejects.toThrow();
  });
});

/** Everything that is saved was fine before the network went bad. */
async function connect(): Promise<void> {
  const { credentials } = await opened.call('practice.scenarios', {});
  const ref = { organizationId, provider: 'twilio' as const };
  const { methodId = '', fields = {} } = credentials[0] ?? {};
  const { verificationId } = await opened.call('credentials.verify', { ...ref, methodId, fields, importId: null });
  await opened.call('credentials.save', { ...ref, verificationId, choice: '+12125550123' });
  const { signIns } = await opened.workspace.connections();
  const client = credentials.find((one) => one.provider === 'google');
  const started = await signIns.start(
    {
      organizationId,
      provider: 'google',
      methodId: client?.methodId ?? '',
      fields: client?.fields ?? {},
      importId: null,
    },
    null,
  );
  if (started.state !== 'waiting') throw new Error(started.state);
  await signInAtPage(started.link);
  expect(await signIns.waitFor(organizationId, 'google')).toMatchObject({ outcome: { kind: 'signed-in' } });
}

test('checks and tests of a connected clinic name the network, disprove nothing and send nothing', async () => {
  await connect();
  const { tests } = await opened.workspace.connections();
  const ref = { organizationId, provider: 'twilio' as const };
  const proven = async () =>
    (await opened.call('credentials.list', { organizationId })).connections.map(({ ladder }) =>
      ladder.rungs.map(({ state }) => state).join(),
    );
  const before = await proven();
  for (const kind of ['dns', 'tls-intercepted', 'clock', 'proxy', 'unreadable-answer']) {
    const code = `network.${kind}`;
    await opened.call('practice.chooseNetwork', { id: code });
    const checks = await Promise.all(
      (['twilio', 'google'] as const).map((provider) =>
        opened.answer('credentials.check', { organizationId, provider }),
      ),
    );
    for (const check of checks) expect(check).toMatchObject({ ok: false, error: { code } });
    const run = await opened.call('test.start', { ...ref, to: '+14155550134', only: null });
    await tests.waitFor(organizationId, 'twilio', run.id);
    const [ended] = (await opened.call('test.history', { ...ref, limit: 1 })).runs;
    expect(ended?.steps.map(({ state }) => state)).toEqual(['failed', 'failed', 'skipped', 'skipped']);
    expect(ended?.steps[0]?.error?.code).toBe(code);
  }
  await opened.call('practice.chooseNetwork', { id: null });
  expect(await proven()).toEqual(before);
  expect(opened.faults).toEqual([]);
}, 120_000);

describe('a message that meets the network when it is sent', () => {
  const fates: Record<string, 'not-sent' | 'unknown'> = {
    offline: 'not-sent',
    dns: 'not-sent',
    refused: 'not-sent',
    tls: 'not-sent',
    'tls-intercepted': 'not-sent',
    'tls-self-signed': 'not-sent',
    clock: 'not-sent',
    'clock-behind': 'not-sent',
    proxy: 'not-sent',
    'proxy-blocked': 'not-sent',
    'proxy-gone': 'not-sent',
    // These received the request, so the console can't know what they did with it.
    reset: 'unknown',
    timeout: 'unknown',
    http: 'unknown',
    'unreadable-answer': 'unknown',
    'too-large': 'unknown',
    redirect: 'unknown',
  };

  test('is said to be unsent only where no byte of it left', async () => {
    const scenario = (await opened.call('practice.scenarios', {})).credentials[0];
    const { origin, detour } = practice.endpoints.twilio;
    const api = createTwilioApiFactory({
      redirect: origin,
      ...(detour === undefined ? {} : { detour }),
      sendTimeoutMs: 500,
    })(twilioCredentials('auth-token', scenario?.fields ?? {}));
    const signal = new AbortController().signal;
    const message = { from: '+12125550123', to: '+14155550134', body: 'Practice' };
    const found: Record<string, string> = {};
    for (const kind of Object.keys(fates)) {
      await opened.call('practice.chooseNetwork', { id: `network.${kind}` });
      const sent = await api.createMessage(message, signal);
      found[kind] = sent.outcome;
      if (sent.outcome !== 'accepted')
        expect(sent.error.code).toBe(practiceNetworks.find(({ id }) => id === `network.${kind}`)?.code);
    }
    expect(found).toEqual(fates);
    await opened.call('practice.chooseNetwork', { id: null });
    expect((await api.listMessages({ from: message.from, to: message.to, since: new Date(0) }, signal)).items).toEqual(
      [],
    );
  });
});
