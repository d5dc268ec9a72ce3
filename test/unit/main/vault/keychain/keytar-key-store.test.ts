/** The keychain's words become states, and no call to it can hang the console. */
import { describe, expect, test, vi } from 'vitest';
import { keychainFailure } from '../../../../../src-main/vault/keychain/keychain-failures';
import { createKeytarKeyStore, keychainService } from '../../../../../src-main/vault/keychain/keytar-key-store';

/** Behaves like the keytar module, with a function in place of the system. */
const keytar = (answer: (call: string) => Promise<unknown>) => ({
  getPassword: (service: string, account: string) => answer(`get ${service} ${account}`) as Promise<string | null>,
  setPassword: (service: string, account: string) => answer(`set ${service} ${account}`) as Promise<void>,
  deletePassword: (service: string, account: string) => answer(`delete ${service} ${account}`) as Promise<boolean>,
});

function store(answer: (call: string) => Promise<unknown>, platform: NodeJS.Platform = 'linux', timeoutMs = 50) {
  let loads = 0;
  const keyStore = createKeytarKeyStore({
    timeoutMs,
    platform,
    load: async () => {
      loads += 1;
      return keytar(answer);
    },
  });
  return { keyStore, loads: () => loads };
}

describe('what the keychain says', () => {
  test.each([
    // libsecret and D-Bus, as they answered on Debian 12.
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'unavailable'],
    ['Could not connect: No such file or directory', 'unavailable'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'unavailable'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'unavailable'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['Prompt dismissed', 'denied'],
    [
      'Rejected send message, 2 matched rules; type="method_call", interface="org.freedesktop.Secret.Service" ' +
        'member="OpenSession"',
      'denied',
    ],
    [
      'An AppArmor policy prevents this sender from sending this message to this recipient; type="method_call"',
      'denied',
    ],
    // Security.framework.
    ['User interaction is not allowed.', 'locked'],
    ['User canceled the operation.', 'denied'],
    ['The user name or passphrase you entered is not correct.', 'denied'],
    // Credential Manager.
    ['Access is denied.', 'denied'],
    ['A specified logon session does not exist. It may already have been terminated.', 'unavailable'],
    ['something nobody has seen before', 'unavailable'],
  ])('%s: %s', (text, state) => {
    expect(keychainFailure(new Error(text))).toBe(state);
  });
});

describe('the keychain behind keytar', () => {
  test('keeps the keys of tests apart by another name', async () => {
    vi.stubEnv('VOXANNE_KEYCHAIN_SERVICE', 'Voxanne Console tests');
    const calls: string[] = [];
    const { keyStore } = store(async (call) => {
      calls.push(call);
      return null;
    });
    await keyStore.read('a');
    expect(calls).toEqual(['get Voxanne Console tests a']);
    vi.unstubAllEnvs();
  });

  test('is not loaded before it is needed', async () => {
    const { keyStore, loads } = store(async () => null);
    expect(loads()).toBe(0);
    expect(await keyStore.read('a')).toEqual({ state: 'absent' });
    expect(loads()).toBe(1);
  });

  test('a missing native part counts as no keychain', async () => {
    const keyStore = createKeytarKeyStore({
      load: () => Promise.reject(new Error('Failed to load keytar native addon')),
    });
    expect(await keyStore.read('a')).toEqual({ state: 'unavailable' });
  });

  test('uses the service name of the console', async () => {
    const calls: string[] = [];
    const { keyStore } = store(async (call) => {
      calls.push(call);
      return call.startsWith('get') ? 'value' : undefined;
    });
    expect(await keyStore.write('a', 'value')).toEqual({ state: 'stored' });
    expect(await keyStore.read('a')).toEqual({ state: 'found', value: 'value' });
    expect(calls).toEqual([`set ${keychainService} a`, `get ${keychainService} a`]);
  });

  test('a call that hangs ends in time, is joined and not repeated, and tells when it is over', async () => {
    let answer = (_: string | null) => {};
    let calls = 0;
    const { keyStore } = store(() => {
      calls += 1;
      return new Promise((resolve) => (answer = resolve as typeof answer));
    });
    const first = await keyStore.read('a');
    expect(first.state).toBe('timed-out');
    expect((await keyStore.read('a')).state).toBe('timed-out');
    expect(calls).toBe(1);
    answer('late');
    if (first.state === 'timed-out') await first.settled;
    const again = keyStore.read('a');
    await expect.poll(() => calls).toBe(2);
    answer('fresh');
    expect(await again).toEqual({ state: 'found', value: 'fresh' });
    expect(calls).toBe(2);
  });

  test('a keyring that reports a key as absent is checked: a marker is written and removed', async () => {
    const calls: string[] = [];
    const open = store(async (call) => void calls.push(call));
    expect(await open.keyStore.probe()).toEqual({ state: 'open' });
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['set', 'delete']);
    const locked = store(() => Promise.reject(new Error('Cannot create an item in a locked collection')));
    expect(await locked.keyStore.probe()).toEqual({ state: 'locked' });
  });

  test.each(['darwin', 'win32'] as const)('on %s nothing is written to find that out', async (platform) => {
    const { keyStore, loads } = store(() => Promise.reject(new Error('must not be called')), platform);
    expect(await keyStore.probe()).toEqual({ state: 'open' });
    expect(loads()).toBe(0);
  });
});
