import { describe, expect, it } from 'vitest';
import { createClinicsStore } from '../../../../src-renderer/console/clinics/clinics-store';
import { rememberList } from '../../../../src-renderer/console/clinics/remember-list';
import { createConsoleStore } from '../../../../src-renderer/console/console-store';
import { defaultSettings, type Settings } from '../../../../src-shared/settings/settings';
import { FakeBridge } from '../../../fakes/fake-bridge';

const status = (practice: boolean, settings: Partial<Settings> = {}) => ({
  version: '0.1.0',
  platform: 'linux' as const,
  vault: { state: 'ready' as const, protection: 'keychain' as const, createdNow: false },
  practice,
  practiceNetwork: null,
  redirected: [],
  settings: { ...defaultSettings, ...settings },
  keychainName: 'login keyring',
  computer: 'front-desk',
  lock: null,
  locksWith: { screenLock: true, userSwitch: true },
  unlockPrompt: null,
  actor: 'maria',
});
const setUp = async (settings: Partial<Settings> = {}) => {
  const fake = new FakeBridge().succeed('app.status', status(false, settings));
  fake.succeed('settings.update', defaultSettings);
  const clinics = createClinicsStore(fake.bridge);
  const console = createConsoleStore(fake.bridge, true);
  const stop = rememberList(clinics, console);
  await console.getState().load();
  return { fake, clinics, console, stop };
};

describe('the list as it was left', () => {
  it('has its filter and its order again', async () => {
    const { clinics } = await setUp({ clinicFilter: 'ready', clinicSort: 'checked', clinicSortDescending: true });
    expect(clinics.getState().query).toEqual({
      search: '',
      filter: 'ready',
      sort: { column: 'checked', descending: true },
    });
  });

  it('is remembered with each change, and what is searched for is not', async () => {
    const { fake, clinics } = await setUp();
    clinics.getState().filter('needs-attention');
    clinics.getState().sortBy('name');
    clinics.getState().search('sunrise');
    expect(fake.requestsOf('settings.update')).toEqual([
      { clinicFilter: 'needs-attention', clinicSort: 'status', clinicSortDescending: false },
      { clinicFilter: 'needs-attention', clinicSort: 'name', clinicSortDescending: false },
    ]);
  });

  it('is sorted by a click even where that can’t be kept', async () => {
    const { fake, clinics } = await setUp();
    fake.fail('settings.update', { code: 'database.full' });
    clinics.getState().sortBy('name');
    await Promise.resolve();
    expect(clinics.getState().query.sort.column).toBe('name');
  });

  it('is another one in practice', async () => {
    const { fake, clinics, console } = await setUp({ clinicFilter: 'ready' });
    fake.succeed('app.status', status(true, { clinicSort: 'name' }));
    clinics.getState().forget();
    await console.getState().load();
    expect(clinics.getState().query).toMatchObject({ filter: 'all', sort: { column: 'name' } });
    expect(fake.requestsOf('settings.update')).toEqual([]);
  });

  it('is remembered no longer once that was stopped', async () => {
    const { fake, clinics, stop } = await setUp();
    stop();
    clinics.getState().filter('ready');
    expect(fake.requestsOf('settings.update')).toEqual([]);
  });
});
