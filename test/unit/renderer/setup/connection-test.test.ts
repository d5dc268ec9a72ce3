import { describe, expect, it } from 'vitest';
import { summaryOf, testLines } from '../../../../src-renderer/components/tests/test-lines';
import { emptyTest, isBusy, testTransition } from '../../../../src-renderer/components/tests/test-machine';
import { createTestStore } from '../../../../src-renderer/components/tests/test-store';
import { googleDescriptor } from '../../../../src-shared/providers/google/descriptor';
import { ok } from '../../../../src-shared/result';
import type { TestRun, TestStep } from '../../../../src-shared/tests/test-run';
import { FakeBridge } from '../../../fakes/fake-bridge';
import { organizationId } from './fixtures';

const step = (id: string, state: TestStep['state']): TestStep => ({
  id,
  state,
  startedAt: null,
  durationMs: null,
  detail: '',
  error: null,
  reference: null,
  delivery: [],
});
const run = (change: Partial<TestRun> = {}): TestRun => ({
  id: '01902f3a-0000-7000-8000-000000000301',
  organizationId,
  provider: 'google',
  state: 'running',
  simulated: false,
  startedAt: '2026-05-04T10:00:00.000Z',
  finishedAt: null,
  startedBy: 'rosa',
  subject: 'Front desk',
  recipient: null,
  steps: [step('calendar-list', 'running'), step('free-busy', 'waiting')],
  ...change,
});
const done = run({ state: 'finished', steps: [step('calendar-list', 'passed'), step('free-busy', 'passed')] });

/** A test of two steps. */
const two = { ...googleDescriptor.test, steps: googleDescriptor.test.steps.slice(0, 2) };
const summaryOfRun = (one: TestRun) => summaryOf(two, testLines(two, [one]));

describe('a calendar test as the window knows it', () => {
  it('is not turned back by the answer to its own start', () => {
    let state = testTransition(emptyTest, { type: 'start-asked', request: 1, only: null });
    state = testTransition(state, { type: 'progress', run: done });
    state = testTransition(state, { type: 'start-answered', request: 1, result: ok(run()) });
    expect(state.runs).toEqual([done]);
    expect(isBusy(state)).toBe(false);
  });

  it('runs once for two clicks', async () => {
    const fake = new FakeBridge().succeed('test.start', run());
    const store = createTestStore(fake.bridge, 'google', organizationId);
    await Promise.all([store.getState().start(), store.getState().start()]);
    await store.getState().start();
    expect(fake.requestsOf('test.start')).toHaveLength(1);
  });

  it('stops only what runs, and keeps the order of runs newest first', () => {
    expect(testTransition(emptyTest, { type: 'stop-asked', request: 1 })).toBe(emptyTest);
    const later = run({ id: '01902f3a-0000-7000-8000-000000000302', startedAt: '2026-05-04T11:00:00.000Z' });
    const state = testTransition(emptyTest, { type: 'history-read', result: ok([done, later]) });
    expect(state.runs?.map(({ id }) => id)).toEqual([later.id, done.id]);
  });

  it('ignores tests of other clinics', () => {
    const fake = new FakeBridge().succeed('test.history', { runs: [] });
    const store = createTestStore(fake.bridge, 'google', organizationId);
    store.getState().open();
    fake.emit('test.progress', run({ organizationId: '01902f3a-0000-7000-8000-000000000009' }));
    expect(store.getState().test.runs).toBeNull();
  });

  it('sums up: passed, failed, stopped, interrupted; nothing while it runs', () => {
    expect(summaryOfRun(run())).toBeNull();
    expect(summaryOfRun(done)).toMatchObject({ tone: 'good', title: 'All 5 passed' });
    expect(summaryOfRun({ ...done, simulated: true })?.text).toContain('Simulated');
    const broken = { ...done, steps: [step('calendar-list', 'failed'), step('free-busy', 'skipped')] };
    expect(summaryOfRun(broken)).toMatchObject({ tone: 'bad', title: '0 passed, 1 failed, 1 skipped' });
    expect(summaryOfRun({ ...done, state: 'stopped' })?.tone).toBe('warning');
    expect(summaryOfRun({ ...done, state: 'interrupted' })?.text).toContain('left behind');
  });
});
