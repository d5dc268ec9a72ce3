/**
 * Networks over which everything works once a person has done something, or takes its time: practised over real
 * connections.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeProviders } from '../../../src-main/practice/practice-providers';
import { noMemory } from '../../../src-main/simulator/memory';
import type { NetworkPending } from '../../../src-shared/network/network';
import type { ProviderId } from '../../../src-shared/primitives';
import { type OpenConsole, openConsole } from '../security/workspace';

let opened: OpenConsole;
let organizationId: string;
beforeEach(async () => {
  opened = await openConsole('', await startPracticeProviders(() => noMemory));
  organizationId = (await opened.call('organizations.add', { name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' }))
    .id;
});
afterEach(() => opened.close());

async function verify(provider: ProviderId) {
  const { credentials } = await opened.call('practice.scenarios', {});
  const account = credentials.find((one) => one.provider === provider);
  if (account === undefined) throw new Error('no account');
  const { methodId, fields } = account;
  return opened.answer('credentials.verify', { organizationId, provider, methodId, fields, importId: null });
}
const both = () => Promise.all([verify('twilio'), verify('google')]);
const pending = (): NetworkPending | undefined =>
  opened.events.filter(({ event }) => event === 'network.pending').at(-1)?.payload as NetworkPending | undefined;

describe('behind a proxy that asks for a password', () => {
  beforeEach(() => opened.call('practice.chooseNetwork', { id: 'network.proxy-password' }));

  test('the first request says so, the sign-in is asked for, and after it both providers answer', async () => {
    expect(await both()).toMatchObject([
      { ok: false, error: { code: 'network.proxy' } },
      { ok: false, error: { code: 'network.proxy' } },
    ]);
    const { asking } = await opened.call('network.pending', {});
    expect(asking).toMatchObject({ host: '127.0.0.1', name: 'Practice proxy', refused: false, unsupported: null });
    const { host = '', port = 1 } = asking ?? {};
    await opened.call('network.signIn', { host, port, username: 'practice', password: 'practice' });
    expect(await both()).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await opened.call('network.pending', {})).asking).toBeNull();
  });

  test('a wrong password is refused, forgotten, and asked for again', async () => {
    await verify('twilio');
    const { host = '', port = 1 } = pending()?.asking ?? {};
    await opened.call('network.signIn', { host, port, username: 'practice', password: 'canary-wrong' });
    expect(await verify('twilio')).toMatchObject({ ok: false, error: { code: 'network.proxy' } });
    expect(pending()?.asking).toMatchObject({ host, port, refused: true });
    expect((await opened.call('network.status', {})).signIns).toEqual([]);
    expect(JSON.stringify([opened.events, opened.faults])).not.toContain('canary-wrong');
  });

  test('a sign-in that was removed is gone for the next connection', async () => {
    await verify('twilio');
    const { host = '', port = 1 } = pending()?.asking ?? {};
    await opened.call('network.signIn', { host, port, username: 'practice', password: 'practice' });
    await opened.call('network.removeSignIn', { host, port });
    expect(await verify('twilio')).toMatchObject({ ok: false, error: { code: 'network.proxy' } });
  });
});

describe('inspected by your own company', () => {
  beforeEach(() => opened.call('practice.chooseNetwork', { id: 'network.inspected' }));

  test('both providers answer, and who can read along is told until it was read', async () => {
    expect(await both()).toMatchObject([{ ok: true }, { ok: true }]);
    const { inspectors } = await opened.call('network.pending', {});
    expect(inspectors.map(({ name }) => name)).toEqual(['Practice company', 'Practice company']);
    for (const { fingerprint } of inspectors) await opened.call('network.acknowledge', { fingerprint });
    expect((await opened.call('network.pending', {})).inspectors).toEqual([]);
    expect((await opened.call('network.status', {})).inspectors).toHaveLength(2);
  });

  test('where it is forbidden nothing is sent, and the reason is told', async () => {
    await opened.call('network.setTrust', { trustsSystem: false });
    expect(await both()).toMatchObject([
      { ok: false, error: { code: 'network.tls-intercepted' } },
      { ok: false, error: { code: 'network.tls-intercepted' } },
    ]);
    await opened.call('network.setTrust', { trustsSystem: true });
    expect(await both()).toMatchObject([{ ok: true }, { ok: true }]);
  });
});

test('a slow satellite: everything works, later', async () => {
  await opened.call('practice.chooseNetwork', { id: 'network.satellite' });
  const startedAt = performance.now();
  expect(await both()).toMatchObject([{ ok: true }, { ok: true }]);
  expect(performance.now() - startedAt).toBeGreaterThan(600);
});
