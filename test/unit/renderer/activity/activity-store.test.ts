import { describe, expect, it } from 'vitest';
import { createActivityStore } from '../../../../src-renderer/screens/activity/activity-store';
import type { AuditEntry } from '../../../../src-shared/audit/audit-entry';
import { ok } from '../../../../src-shared/result';
import { FakeBridge } from '../../../fakes/fake-bridge';

const entry = (sequence: number): AuditEntry => ({
  sequence,
  at: '2026-05-04T09:30:00.000Z',
  actor: 'maria',
  organizationId: null,
  organizationName: 'Sunrise Dental',
  action: 'credential.added',
  outcome: 'succeeded',
  detail: '',
  simulated: false,
});
const entries = (newest: number, count: number) => Array.from({ length: count }, (_, index) => entry(newest - index));
const setUp = () => {
  const fake = new FakeBridge();
  return { fake, store: createActivityStore(fake.bridge) };
};
const sequences = (store: ReturnType<typeof setUp>['store']) => {
  const shown = store.getState().entries;
  return shown.phase === 'loaded' ? shown.entries.map(({ sequence }) => sequence) : shown.phase;
};

describe('the activity', () => {
  it('reads older pages on from the last entry that it has', async () => {
    const { fake, store } = setUp();
    fake.answer('audit.list', ({ before }) =>
      ok(before === null ? { entries: entries(10, 5), more: true } : { entries: entries(before - 1, 5), more: false }),
    );
    await store.getState().load();
    await store.getState().loadMore();
    await store.getState().loadMore();
    expect(sequences(store)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(fake.requestsOf('audit.list').map(({ before }) => before)).toEqual([null, 6]);
  });

  it('drops the answer to an older question', async () => {
    const { fake, store } = setUp();
    const answer = fake.hold('audit.list');
    const first = store.getState().load();
    store.getState().narrow({ search: 'harbor' });
    answer(ok({ entries: entries(10, 5), more: false }));
    await first;
    expect(sequences(store)).toBe('loading');
    answer(ok({ entries: entries(3, 1), more: false }));
    await expect.poll(() => sequences(store)).toEqual([3]);
  });

  it('drops an older page that arrives after a new search', async () => {
    const { fake, store } = setUp();
    fake.succeed('audit.list', { entries: entries(10, 5), more: true });
    await store.getState().load();
    const answer = fake.hold('audit.list');
    const older = store.getState().loadMore();
    fake.succeed('audit.list', { entries: [], more: false });
    store.getState().narrow({ outcome: 'failed' });
    await expect.poll(() => sequences(store)).toEqual([]);
    answer(ok({ entries: entries(5, 5), more: false }));
    await older;
    expect(sequences(store)).toEqual([]);
  });

  it('keeps what it shows when an older page cannot be read', async () => {
    const { fake, store } = setUp();
    fake.succeed('audit.list', { entries: entries(10, 5), more: true });
    await store.getState().load();
    fake.fail('audit.list', { code: 'database.busy' });
    await store.getState().loadMore();
    expect(store.getState().entries).toMatchObject({
      phase: 'loaded',
      loadingMore: false,
      moreError: { code: 'database.busy' },
    });
    expect(sequences(store)).toHaveLength(5);
  });

  it('reports what the verification found, or why it could not be made', async () => {
    const { fake, store } = setUp();
    const found = {
      intact: false,
      checked: 40,
      firstBroken: 12,
      problem: { kind: 'edited' as const, at: null },
      adopted: 0,
      restored: [],
    };
    fake.succeed('audit.verify', found);
    await store.getState().verify();
    expect(store.getState().verification).toEqual({
      phase: 'verified',
      result: found,
    });
    fake.fail('audit.verify', { code: 'database.busy' });
    await store.getState().verify();
    expect(store.getState().verification).toMatchObject({ phase: 'failed' });
  });
});
