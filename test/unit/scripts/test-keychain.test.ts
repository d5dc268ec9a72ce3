/** Where the person’s own keychain is the only one, tests touch nothing in it but their own keys. */
import { beforeEach, expect, test, vi } from 'vitest';
import { withTestKeychain } from '../../../scripts/setup/test-keychain.mjs';

const kept = vi.hoisted(() => ({ keys: [] as { service: string; account: string }[] }));
vi.mock('keytar', () => ({
  default: {
    findCredentials: async (service: string) => kept.keys.filter((key) => key.service === service),
    deletePassword: async (service: string, account: string) => {
      kept.keys = kept.keys.filter((key) => key.service !== service || key.account !== account);
      return true;
    },
  },
}));

const own = { service: 'Voxanne Console', account: 'a person’s own' };
beforeEach(() => {
  kept.keys = [own, { service: 'Voxanne Console tests', account: 'left by a run that was killed' }];
});

test.each([
  ['ends', async () => undefined],
  ['fails', () => Promise.reject(new Error('no'))],
])('work that %s had keys under a name of its own, and none is left', async (_how, end) => {
  const work = withTestKeychain(async (env) => {
    expect(kept.keys).toEqual([own]);
    kept.keys.push({ service: String(env.VOXANNE_KEYCHAIN_SERVICE), account: 'new' });
    await end();
  });
  await work.catch(() => undefined);
  expect(kept.keys).toEqual([own]);
});
