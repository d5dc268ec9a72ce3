import { describe, expect, it } from 'vitest';
import { type AppStatus, createConsoleStore } from '../../../../src-renderer/console/console-store';
import { failed, ok } from '../../../../src-shared/result';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import { FakeBridge, fakeError } from '../../../fakes/fake-bridge';

const status: AppStatus = {
  version: '0.1.0',
  platform: 'linux',
  vault: { state: 'locked' },
  practice: false,
  practiceNetwork: null,
  redirected: [],
  settings: defaultSettings,
  keychainName: 'login keyring',
  computer: 'front-desk',
  lock: null,
  locksWith: { screenLock: true, userSwitch: true },
  unlockPrompt: null,
  actor: 'maria',
};
const setUp = () => {
  const fake = new FakeBridge().succeed('app.status', status);
  return { fake, store: createConsoleStore(fake.bridge, true) };
};
const settingsOf = (store: ReturnType<typeof setUp>['store']) => {
  const { boot } = store.getState();
  return boot.phase === 'ready' ? boot.status.settings : null;
};

describe('the console', () => {
  it('says why it cannot start, and starts when it is asked again', async () => {
    const { fake, store } = setUp();
    fake.fail('app.status', { code: 'internal' });
    await store.getState().load();
    expect(store.getState().boot).toMatchObject({ phase: 'failed', error: { code: 'internal' } });
    fake.succeed('app.status', status);
    await store.getState().load();
    expect(store.getState().boot.phase).toBe('ready');
  });

  it('opens as soon as the vault has', async () => {
    const { store } = setUp();
    await store.getState().load();
    store.getState().vaultChanged({ state: 'ready', protection: 'keychain', createdNow: false });
    expect(store.getState().boot).toMatchObject({ status: { vault: { state: 'ready' } } });
  });

  it('shows a setting at once, before it is kept', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    const answer = fake.hold('settings.update');
    const kept = store.getState().updateSettings({ theme: 'dark' });
    expect(settingsOf(store)?.theme).toBe('dark');
    answer(ok({ ...defaultSettings, theme: 'dark' }));
    expect(await kept).toBeNull();
  });

  it('shows the newest of two changes while the first is answered', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    const answer = fake.hold('settings.update');
    const first = store.getState().updateSettings({ theme: 'dark' });
    const second = store.getState().updateSettings({ lastScreen: '/settings' });
    answer(ok({ ...defaultSettings, theme: 'dark' }));
    await first;
    expect(settingsOf(store)).toMatchObject({ theme: 'dark', lastScreen: '/settings' });
    answer(ok({ ...defaultSettings, theme: 'dark', lastScreen: '/settings' }));
    await second;
    expect(settingsOf(store)).toMatchObject({ theme: 'dark', lastScreen: '/settings' });
  });

  it('takes back only the change that could not be kept', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    const answer = fake.hold('settings.update');
    const first = store.getState().updateSettings({ theme: 'dark' });
    const second = store.getState().updateSettings({ lastScreen: '/settings' });
    answer(failed(fakeError({ code: 'database.full' })));
    expect(await first).toMatchObject({ code: 'database.full' });
    answer(ok({ ...defaultSettings, lastScreen: '/settings' }));
    await second;
    expect(settingsOf(store)).toEqual({ ...defaultSettings, lastScreen: '/settings' });
  });

  it('takes a setting back that could not be kept, and says why', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    fake.fail('settings.update', { code: 'database.full' });
    expect(await store.getState().updateSettings({ theme: 'dark' })).toMatchObject({ code: 'database.full' });
    expect(settingsOf(store)).toEqual(defaultSettings);
  });
});
