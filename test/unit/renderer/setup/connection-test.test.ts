import { describe, expect, it } from 'vitest';
import {
  connectionTestTransition,
  emptyConnectionTest,
  isTesting,
  summaryOfRun,
} from '../../../../src-renderer/screens/setup/connection-test/connection-test-machine';
import { createConnectionTestStore } from '../../../../src-renderer/screens/setup/connection-test/connection-test-store';
import type { ConnectionTestRun, ConnectionTestStep } from '../../../../src-shared/credentials/connection-test';
import { ok } from '../../../../src-shared/result';
import { FakeBridge } from '../../../fakes/fake-bridge';
import { organizationId } from './fixtures';

const step = (id: string, state: ConnectionTestStep['state']): ConnectionTestStep => ({
  id,
  state,
  startedAt: null,
  durationMs: null,
  detail: '',
  error: null,
});
const run = (change: Partial<ConnectionTestRun> = {}): ConnectionTestRun => ({
  id: '01902f3a-0000-7000-8000-000000000301',
  organizationId,
  provider: 'google',
  state: 'running',
  simulated: false,
  startedAt: '2026-05-04T10:00:00.000Z',
  finishedAt: null,
  startedBy: 'rosa',
  subject: 'Front desk',
  steps: [step('calendar-list', 'running'), step('free-busy', 'waiting')],
  ...change,
});
const done = run({ state: 'finished', steps: [step('calendar-list', 'passed'), step('free-busy', 'passed')] });

describe('a calendar test as the window knows it', () => {
  it('is not turned back by the answer to its own start', () => {
    let state = connectionTestTransition(emptyConnectionTest, { type: 'start-asked', request: 1 });
    state = connectionTestTransition(state, { type: 'progress', run: done });
    state = connectionTestTransition(state, { type: 'start-answered', request: 1, result: ok(run()) });
    expect(state.runs).toEqual([done]);
    expect(isTesting(state)).toBe(false);
  });

  it('runs once for two clicks', async () => {
    const fake = new FakeBridge().succeed('connectionTest.start', run());
    const store = createConnectionTestStore(fake.bridge, 'google', organizationId);
    await Promise.all([store.getState().start(), store.getState().start()]);
    await store.getState().start();
    expect(fake.requestsOf('connectionTest.start')).toHaveLength(1);
  });

  it('stops only what runs, and keeps the order of runs newest first', () => {
    expect(connectionTestTransition(emptyConnectionTest, { type: 'stop-asked', request: 1 })).toBe(emptyConnectionTest);
    const later = run({ id: '01902f3a-0000-7000-8000-000000000302', startedAt: '2026-05-04T11:00:00.000Z' });
    const state = connectionTestTransition(emptyConnectionTest, { type: 'history-read', result: ok([done, later]) });
    expect(state.runs?.map(({ id }) => id)).toEqual([later.id, done.id]);
  });

  it('ignores tests of other clinics', () => {
    const fake = new FakeBridge().succeed('connectionTest.history', { runs: [] });
    const store = createConnectionTestStore(fake.bridge, 'google', organizationId);
    store.getState().open();
    fake.emit('connectionTest.progress', run({ organizationId: '01902f3a-0000-7000-8000-000000000009' }));
    expect(store.getState().test.runs).toBeNull();
  });

  it('sums up: passed, failed, stopped, interrupted; nothing while it runs', () => {
    expect(summaryOfRun(run())).toBeNull();
    expect(summaryOfRun(done)).toMatchObject({ tone: 'good', title: 'All 2 passed' });
    expect(summaryOfRun({ ...done, simulated: true })?.text).toContain('Simulated');
    const broken = { ...done, steps: [step('calendar-list', 'failed'), step('free-busy', 'skipped')] };
    expect(summaryOfRun(broken)).toMatchObject({ tone: 'bad', title: '0 passed, 1 failed, 1 skipped' });
    expect(summaryOfRun({ ...done, state: 'stopped' })?.tone).toBe('warning');
    expect(summaryOfRun({ ...done, state: 'interrupted' })?.text).toContain('left behind');
  });
});
