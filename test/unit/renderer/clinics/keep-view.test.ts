import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClinicsStore } from '../../../../src-renderer/console/clinics/clinics-store';
import { keepView } from '../../../../src-renderer/console/clinics/keep-view';
import { useSelection } from '../../../../src-renderer/console/clinics/selection';
import type { CheckAllProgress } from '../../../../src-shared/organizations/organization';
import { ok } from '../../../../src-shared/result';
import { FakeBridge } from '../../../fakes/fake-bridge';
import { clinic, slice } from './clinics-fixture';

const nothingKept = { search: '', picked: [], checkAll: null };
const ended: CheckAllProgress = {
  state: 'finished',
  total: 2,
  done: 2,
  clinics: { total: 2, done: 2, failed: 1, notChecked: 0 },
  failed: 1,
  notChecked: 0,
  silent: [],
  isPaused: false,
};

/** A page that was loaded anew. */
const setUp = (kept: Partial<{ search: string; picked: string[]; checkAll: CheckAllProgress | null }> = {}) => {
  const fake = new FakeBridge()
    .succeed('organizations.list', slice([clinic(1), clinic(2)]))
    .succeed('organizations.recallView', { ...nothingKept, ...kept })
    .succeed('organizations.keepView', {});
  const clinics = createClinicsStore(fake.bridge, { locale: 'en' });
  return { fake, clinics, stop: keepView(fake.bridge, clinics, useSelection) };
};
const settled = () => vi.advanceTimersByTimeAsync(1000);

describe('what the list knows, over a reload of the page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    useSelection.setState({ ids: new Set(), from: null });
  });
  afterEach(() => void vi.useRealTimers());

  it('is asked for once the first rows are there, and shown', async () => {
    const { fake, clinics } = setUp({ search: 'Clinic 2', picked: [clinic(1).id, clinic(9).id], checkAll: ended });
    expect(fake.requestsOf('organizations.recallView')).toHaveLength(0);
    await clinics.getState().load();
    await settled();
    expect(clinics.getState().query.search).toBe('Clinic 2');
    // A clinic that is gone is picked no longer.
    expect([...useSelection.getState().ids]).toEqual([clinic(1).id]);
    expect(clinics.getState().checkAll).toEqual({ phase: 'ended', progress: ended });
  });

  it('waits with what was picked until all rows are there, and keeps it meanwhile', async () => {
    const { fake, clinics } = setUp({ picked: [clinic(2).id] });
    const answer = fake.hold('organizations.list');
    const reading = clinics.getState().load();
    answer(ok(slice([clinic(1)], { next: '', total: 2 })));
    await settled();
    expect(useSelection.getState().ids.size).toBe(0);
    expect(fake.requestsOf('organizations.keepView')).toEqual([]);
    answer(ok(slice([clinic(2)])));
    await reading;
    await settled();
    expect([...useSelection.getState().ids]).toEqual([clinic(2).id]);
  });

  it('is kept a moment after the last change', async () => {
    const { fake, clinics } = setUp();
    await clinics.getState().load();
    await settled();
    clinics.getState().search('s');
    clinics.getState().search('su');
    useSelection.getState().toggle(clinic(1).id);
    expect(fake.requestsOf('organizations.keepView')).toEqual([]);
    await settled();
    expect(fake.requestsOf('organizations.keepView')).toEqual([{ search: 'su', picked: [clinic(1).id] }]);
  });

  it('gives way to what happened since', async () => {
    const { clinics, fake } = setUp();
    const answer = fake.hold('organizations.recallView');
    await clinics.getState().load();
    clinics.getState().search('harbor');
    clinics.getState().checkAllProgress({ ...ended, state: 'running' });
    answer(ok({ search: 'sunrise', picked: [], checkAll: ended }));
    await settled();
    expect(clinics.getState().query.search).toBe('harbor');
    expect(clinics.getState().checkAll.phase).toBe('running');
  });

  it('is dismissed for good', async () => {
    const { fake, clinics } = setUp({ checkAll: ended });
    fake.succeed('organizations.dismissCheckAll', {});
    await clinics.getState().load();
    await settled();
    clinics.getState().dismissCheckAll();
    expect(clinics.getState().checkAll.phase).toBe('idle');
    expect(fake.requestsOf('organizations.dismissCheckAll')).toHaveLength(1);
  });
});
