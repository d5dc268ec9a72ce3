/**
 * Bad networks, practised: the console's own connections really fail, and what the window is told is what it is told on a real one. Nothing is sent, and one
 * click puts everything right.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeProviders, startPracticeProviders } from '../../../src-main/practice/practice-providers';
import { practiceNetworks } from '../../../src-main/simulator';
import { networkErrorKinds } from '../../../src-shared/errors-catalogue';
import type { ProviderId } from '../../../src-shared/primitives';
import { type OpenConsole, openConsole } from '../security/workspace';

let practice: PracticeProviders;
let opened: OpenConsole;
let organizationId: string;
beforeEach(async () => {
  practice = await startPracticeProviders();
  opened = await openConsole('', practice);
  organizationId = (await opened.call('organizations.add', { name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' })).id;
});
// The workspace closes the practice providers with it.
afterEach(() => opened.close());

async function verify(provider: ProviderId) {
  const { credentials, signInClients = [] } = await opened.call('practice.scenarios', {});
  const account = provider === 'twilio' ? credentials[0] : signInClients[0];
  if (account === undefined) throw new Error('no account');
  const { methodId, fields } = account;
  return opened.answer('credentials.verify', { organizationId, provider, methodId, fields, importId: null });
}

describe('every bad network', () => {
  test.each(practiceNetworks.map((network) => [network.id, network] as const))(
    '%s',
    async (id, { code }) => {
      await opened.call('practice.chooseNetwork', { id });
      expect((await opened.call('app.status', {})).practiceNetwork?.id).toBe(id);
      const replies = await Promise.all([verify('twilio'), verify('google')]);
      for (const [index, host] of ['api.twilio.com', 'googleapis.com'].entries()) {
        const reply = replies[index];
        if (code === null) expect(reply).toMatchObject({ ok: true });
        else {
          expect(reply, host).toMatchObject({ ok: false, error: { code } });
          // As on a real network: not the loopback address that it happens to be here.
          expect(JSON.stringify(reply)).not.toContain('127.0.0.1');
        }
      }
      expect(opened.faults).toEqual([]);

      await opened.call('practice.chooseNetwork', { id: null });
      expect((await opened.call('app.status', {})).practiceNetwork).toBeNull();
      expect(await Promise.all([verify('twilio'), verify('google')])).toMatchObject([{ ok: true }, { ok: true }]);
    },
    40_000,
  );

  test('there is one for every row of the catalogue', () => {
    expect([...new Set(practiceNetworks.map(({ code }) => code))].filter((code) => code !== null).sort()).toEqual(
      networkErrorKinds.map((kind) => `network.${kind}`).sort(),
    );
  });
});
