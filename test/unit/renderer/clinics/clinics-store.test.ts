import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClinicsStore } from '../../../../src-renderer/console/clinics/clinics-store';
import { ok } from '../../../../src-shared/result';
import { FakeBridge } from '../../../fakes/fake-bridge';
import { clinic, slice } from './clinics-fixture';

const setUp = () => {
  const fake = new FakeBridge().succeed('organizations.list', slice([clinic(1)]));
  return { fake, store: createClinicsStore(fake.bridge, { locale: 'en' }) };
};
type Store = ReturnType<typeof setUp>['store'];
const shown = (store: Store) => {
  const { data, index } = store.getState();
  return data.phase === 'loaded' ? index.rows().map(({ row: { name } }) => name) : data.phase;
};
const changed = (store: Store, ...numbers: number[]) => {
  for (const number of numbers) store.getState().changed(clinic(number).id);
};

describe('the store of clinics', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows what was read', async () => {
    const { store } = setUp();
    await store.getState().load();
    expect(shown(store)).toEqual(['Clinic 1']);
  });

  it('shows the first slice at once, says how far it is, and reads each of the others once', async () => {
    const { fake, store } = setUp();
    const answer = fake.hold('organizations.list');
    const reading = store.getState().load();
    answer(ok(slice([clinic(2), clinic(3)], { next: '', total: 4 })));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown(store)).toEqual(['Clinic 2', 'Clinic 3']);
    expect(store.getState().reading).toEqual({ read: 2, total: 4 });
    answer(ok(slice([clinic(1), clinic(2)], { next: clinic(2).id, total: 4 })));
    await vi.advanceTimersByTimeAsync(0);
    answer(ok(slice([clinic(3), clinic(4)], { total: 4 })));
    await reading;
    expect(shown(store)).toEqual(['Clinic 1', 'Clinic 2', 'Clinic 3', 'Clinic 4']);
    expect(store.getState().reading).toBeNull();
    expect(fake.requestsOf('organizations.list')).toEqual([{}, { after: '' }, { after: clinic(2).id }]);
  });

  it('reads no list again for a screen that is opened later, unless another program wrote to it', async () => {
    const { fake, store } = setUp();
    const reading = store.getState().load();
    void store.getState().refresh();
    await reading;
    expect(fake.requestsOf('organizations.list')).toHaveLength(1);
    fake.succeed('organizations.list', slice([], { total: 1, unchanged: true }));
    await store.getState().refresh();
    expect(fake.requestsOf('organizations.list').at(-1)).toEqual({ known: '1' });
    expect(shown(store)).toEqual(['Clinic 1']);
    fake.succeed('organizations.list', slice([clinic(2)], { version: '2' }));
    await store.getState().refresh();
    expect(shown(store)).toEqual(['Clinic 2']);
  });

  it('reads again at once after a refusal, and for another profile', async () => {
    const { fake, store } = setUp();
    fake.fail('organizations.list', { code: 'vault.locked' });
    await store.getState().load();
    await store.getState().refresh();
    expect(fake.requestsOf('organizations.list')).toEqual([{}, {}]);
    store.getState().forget();
    await store.getState().refresh();
    expect(fake.requestsOf('organizations.list')).toEqual([{}, {}, {}]);
  });

  it('keeps showing the clinics when a later reading fails, and says that they may be old', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    fake.fail('organizations.list', { code: 'database.busy' });
    await store.getState().load();
    expect(shown(store)).toEqual(['Clinic 1']);
    expect(store.getState().staleError?.code).toBe('database.busy');
    fake.succeed('organizations.list', slice([clinic(3)]));
    await store.getState().refresh();
    expect(fake.requestsOf('organizations.list').at(-1)).toEqual({});
    expect(shown(store)).toEqual(['Clinic 3']);
    expect(store.getState().staleError).toBeNull();
  });

  it('keeps what was read when a slice fails, and says so', async () => {
    const { fake, store } = setUp();
    const answer = fake.hold('organizations.list');
    const reading = store.getState().load();
    answer(ok(slice([clinic(1)], { next: '', total: 2 })));
    await vi.advanceTimersByTimeAsync(0);
    fake.fail('organizations.list', { code: 'storage.damaged' });
    answer({ ok: false, error: { code: 'storage.damaged', message: '', cause: '', fix: '', retryable: false } });
    await reading;
    expect(shown(store)).toEqual(['Clinic 1']);
    expect(store.getState()).toMatchObject({ reading: null, staleError: { code: 'storage.damaged' } });
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
    answer(ok(slice([clinic(1)])));
    await first;
    expect(shown(store)).toBe('loading');
    answer(ok(slice([clinic(2)])));
    await second;
    expect(shown(store)).toEqual(['Clinic 2']);
  });

  it('forgets the other profile: its late answers are not shown', async () => {
    const { fake, store } = setUp();
    const answer = fake.hold('organizations.list');
    const late = store.getState().load();
    store.getState().forget();
    answer(ok(slice([clinic(1)])));
    await late;
    expect(shown(store)).toBe('loading');

    const row = fake.hold('organizations.rows');
    changed(store, 7);
    store.getState().forget();
    row(ok({ organizations: [clinic(7)] }));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().index.counts().all).toBe(0);
  });

  it('reads the row of a changed clinic at once, and no list', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    fake.succeed('organizations.rows', { organizations: [clinic(1, { name: 'Renamed' })] });
    changed(store, 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(shown(store)).toEqual(['Renamed']);
    expect(fake.requestsOf('organizations.rows')).toEqual([{ ids: [clinic(1).id] }]);
    expect(fake.requestsOf('organizations.list')).toHaveLength(1);
  });

  it('shows a clinic that came and drops one that went', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    fake.succeed('organizations.rows', { organizations: [clinic(2)] });
    changed(store, 1, 2);
    await vi.advanceTimersByTimeAsync(100);
    expect(shown(store)).toEqual(['Clinic 2']);
  });

  it('asks for many changed clinics together, each once, and for no others', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    fake.answer('organizations.rows', ({ ids }) => ok({ organizations: ids.map((id) => ({ ...clinic(1), id })) }));
    for (let round = 0; round < 5; round += 1) changed(store, ...Array.from({ length: 100 }, (_, at) => at + 1));
    await vi.advanceTimersByTimeAsync(1000);
    const asked = fake.requestsOf('organizations.rows').map(({ ids }) => ids.length);
    expect(asked).toEqual([1, 100]);
    expect(fake.requestsOf('organizations.list')).toHaveLength(1);
  });

  it('a row that came while a slice was on its way is not overwritten by it', async () => {
    const { fake, store } = setUp();
    const answer = fake.hold('organizations.list');
    const reading = store.getState().load();
    answer(ok(slice([clinic(1)], { next: '', total: 2 })));
    await vi.advanceTimersByTimeAsync(0);
    fake.succeed('organizations.rows', { organizations: [clinic(2, { name: 'Newer' })] });
    changed(store, 2);
    await vi.advanceTimersByTimeAsync(0);
    answer(ok(slice([clinic(1), clinic(2, { name: 'Older' })], { total: 2 })));
    await reading;
    expect(shown(store)).toEqual(['Clinic 1', 'Newer']);
  });

  it('takes a long slice in in pieces, and lets the page draw between them', async () => {
    const fake = new FakeBridge();
    const goOn: (() => void)[] = [];
    const turn = () => new Promise<void>((resolve) => goOn.push(resolve));
    const store = createClinicsStore(fake.bridge, { locale: 'en', turn });
    const many = Array.from({ length: 450 }, (_, at) => clinic(at + 1));
    fake.succeed('organizations.list', slice(many));
    const reading = store.getState().load();
    const counts: number[] = [];
    fake.succeed('organizations.rows', { organizations: [clinic(450, { name: 'Newer' })] });
    for (let piece = 1; piece < 4; piece += 1) {
      await vi.advanceTimersByTimeAsync(0);
      counts.push(store.getState().index.counts().all);
      if (piece === 2) changed(store, 450);
      await vi.advanceTimersByTimeAsync(0);
      goOn.shift()?.();
    }
    await reading;
    expect(counts).toEqual([120, 240, 361]);
    expect(store.getState().index.counts().all).toBe(450);
    expect(store.getState().index.get(clinic(450).id)?.row.name).toBe('Newer');
    expect(goOn).toEqual([]);
  });

  it('takes nothing more in once another profile was opened between two pieces', async () => {
    const fake = new FakeBridge();
    const goOn: (() => void)[] = [];
    const store = createClinicsStore(fake.bridge, {
      locale: 'en',
      turn: () => new Promise<void>((resolve) => goOn.push(resolve)),
    });
    fake.succeed('organizations.list', slice(Array.from({ length: 200 }, (_, at) => clinic(at + 1))));
    const reading = store.getState().load();
    await vi.advanceTimersByTimeAsync(0);
    store.getState().forget();
    goOn.shift()?.();
    await reading;
    expect(store.getState().index.counts().all).toBe(0);
  });

  it('says when a changed row can’t be read, and reads the list anew the next time', async () => {
    const { fake, store } = setUp();
    await store.getState().load();
    fake.fail('organizations.rows', { code: 'database.busy' });
    changed(store, 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().staleError?.code).toBe('database.busy');
    await store.getState().refresh();
    expect(fake.requestsOf('organizations.list').at(-1)).toEqual({});
    expect(store.getState().staleError).toBeNull();
  });

  it('a proof grows old while the list is open, without any reading', async () => {
    vi.setSystemTime('2026-05-04T09:00:00.000Z');
    const { fake, store } = setUp();
    const checkedAt = '2026-05-04T08:30:00.000Z';
    fake.succeed(
      'organizations.list',
      slice([clinic(1, { checkedAt })], { proofSpans: { checkMs: 3_600_000, testMs: 3_600_000 } }),
    );
    await store.getState().load();
    expect(store.getState().index.counts().ready).toBe(1);
    await vi.advanceTimersByTimeAsync(31 * 60_000);
    expect(store.getState().index.counts()['needs-attention']).toBe(1);
    expect(fake.calls).toHaveLength(1);
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

  it('reads nothing again when a check ends: each clinic was told when it was checked', async () => {
    const { fake, store } = setUp();
    store.getState().checkAllProgress({
      state: 'finished',
      total: 1,
      done: 1,
      failed: 0,
      clinics: { total: 1, done: 1, failed: 0, notChecked: 0 },
      notChecked: 0,
      silent: [],
      isPaused: false,
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(fake.calls).toEqual([]);
    expect(store.getState().checkAll.phase).toBe('ended');
  });
});
