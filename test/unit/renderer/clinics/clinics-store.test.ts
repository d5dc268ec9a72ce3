import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClinicsStore } from '../../../../src-renderer/console/clinics/clinics-store';
import { ok } from '../../../../src-shared/result';
import { FakeBridge } from '../../../fakes/fake-bridge';
import { clinic } from './clinics-fixture';

const setUp = () => {
  const fake = new FakeBridge().succeed('organizations.list', { organizations: [clinic(1)] });
  return { fake, store: createClinicsStore(fake.bridge) };
};
const shown = (store: ReturnType<typeof setUp>['store']) => {
  const { data } = store.getState();
  return data.phase === 'loaded' ? data.clinics.map(({ clinic: { name } }) => name) : data.phase;
};

describe('the store of clinics', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows what was read', async () => {
    const { store } = setUp();
    await store.getState().load();
    expect(shown(store)).toEqual(['Clinic 1']);
  });

  it('reads again for a screen that is opened later, and not twice for the first one', async () => {
    const { fake, store } = setUp();
    const reading = store.getState().load();
    store.getState().refresh();
    await reading;
    store.getState().refresh();
    expect(fake.requestsOf('organizations.list')).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    store.getState().refresh();
    expect(fake.requestsOf('organizations.list')).toHaveLength(2);
  });

  it('reads again at once after a refusal, and for another profile', async () => {
    const { fake, store } = setUp();
    fake.fail('organizations.list', { code: 'vault.locked' });
    await store.getState().load();
    store.getState().refresh();
    expect(fake.requestsOf('organizations.list')).toHaveLength(2);
    store.getState().forget();
    store.getState().refresh();
    expect(fake.requestsOf('organizations.list')).toHaveLength(3);
  });

  it('keeps showing the clinics when a later reading fails, and says that they may be old', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    fake.fail('organizations.list', { code: 'database.busy' });
    await store.getState().load();
    expect(shown(store)).toEqual(['Clinic 1']);
    expect(store.getState().staleError?.code).toBe('database.busy');
  });

  it('says why nothing can be shown when the first reading fails', async () => {
    const { fake, store } = setUp();
    fake.fail('organizations.list', { code: 'database.busy' });
    await store.getState().load();
    expect(store.getState().data).toMatchObject({ phase: 'failed', error: { code: 'database.busy' } });
  });

  it('drops an answer that a newer question overtook', async () => {
    const { fake, store } = setUp();
    const answer = fake.hold('organizations.list');
    const first = store.getState().load();
    const second = store.getState().load();
    answer(ok({ organizations: [clinic(1)] }));
    await first;
    expect(shown(store)).toBe('loading');
    answer(ok({ organizations: [clinic(2)] }));
    await second;
    expect(shown(store)).toEqual(['Clinic 2']);
  });

  it('reads once for many changes', async () => {
    const { fake, store } = setUp();
    for (let change = 0; change < 500; change += 1) store.getState().changed();
    await vi.advanceTimersByTimeAsync(150);
    expect(fake.requestsOf('organizations.list')).toHaveLength(1);
  });

  it('reads at most every two seconds while everything is being checked', async () => {
    const { fake, store } = setUp();
    store.getState().checkAllProgress({
      state: 'running',
      total: 10_000,
      done: 1,
      failed: 0,
      notChecked: 0,
      silent: [],
      isPaused: false,
    });
    for (let second = 0; second < 10; second += 1) {
      store.getState().changed();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(fake.requestsOf('organizations.list').length).toBeLessThanOrEqual(5);
  });

  it('forgets the other profile: its late answer is not shown', async () => {
    const { fake, store } = setUp();
    const answer = fake.hold('organizations.list');
    const late = store.getState().load();
    store.getState().forget();
    answer(ok({ organizations: [clinic(1)] }));
    await late;
    expect(shown(store)).toBe('loading');
  });

  it('starts one check for two clicks', async () => {
    const { fake, store } = setUp();
    fake.hold('organizations.checkAll');
    void store.getState().startCheckAll();
    void store.getState().startCheckAll();
    await vi.advanceTimersByTimeAsync(0);
    expect(fake.requestsOf('organizations.checkAll')).toHaveLength(1);
  });

  it('shows why a check was refused', async () => {
    const { fake, store } = setUp();
    fake.fail('organizations.checkAll', { code: 'network.offline' });
    await store.getState().startCheckAll();
    expect(store.getState().checkAll).toMatchObject({ phase: 'refused', error: { code: 'network.offline' } });
  });

  it('reads the rows again when a check ends', async () => {
    const { fake, store } = setUp();
    store.getState().checkAllProgress({
      state: 'finished',
      total: 1,
      done: 1,
      failed: 0,
      notChecked: 0,
      silent: [],
      isPaused: false,
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(fake.requestsOf('organizations.list')).toHaveLength(1);
    expect(store.getState().checkAll.phase).toBe('ended');
  });
});
