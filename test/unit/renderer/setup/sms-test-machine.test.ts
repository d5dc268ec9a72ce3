import { describe, expect, it } from 'vitest';
import {
  emptyTest,
  isBusy,
  runningRun,
  type TestEvent,
  type TestState,
  testTransition,
} from '../../../../src-renderer/components/tests/test-machine';
import { failure, run, step } from './fixtures';

const reached = (...events: TestEvent[]): TestState => events.reduce(testTransition, emptyTest);
const running = run(1, { state: 'running', steps: [step('account', { state: 'running' }), step('phone-number')] });
const further = run(1, {
  state: 'running',
  steps: [step('account', { state: 'passed' }), step('phone-number', { state: 'running' })],
});
const finished = run(1, {
  state: 'finished',
  steps: [step('account', { state: 'passed' }), step('phone-number', { state: 'passed' })],
});

describe('starting', () => {
  it('sends once for a double click', () => {
    const first = reached({ type: 'start-asked', request: 1, only: null });
    expect(testTransition(first, { type: 'start-asked', request: 2, only: null })).toBe(first);
  });

  it('refuses a start while a run that began elsewhere is going', () => {
    const state = reached({ type: 'progress', run: running });
    expect(isBusy(state)).toBe(true);
    expect(testTransition(state, { type: 'start-asked', request: 1, only: null })).toBe(state);
  });

  it('says why it could not start, and lets it be tried again', () => {
    const state = reached(
      { type: 'start-asked', request: 1, only: null },
      { type: 'start-answered', request: 1, result: { ok: false, error: failure } },
    );
    expect(state).toMatchObject({ pending: { kind: 'none' }, error: failure });
  });

  it('does not turn a run back when its progress was heard before the answer to the click', () => {
    const state = reached(
      { type: 'start-asked', request: 1, only: null },
      { type: 'progress', run: further },
      { type: 'start-answered', request: 1, result: { ok: true, value: running } },
    );
    expect(state.runs).toEqual([further]);
  });
});

describe('following', () => {
  it('shows a run that was going when the window was opened', () => {
    expect(runningRun(reached({ type: 'history-read', result: { ok: true, value: [running] } }))).toEqual(running);
  });

  it('keeps what an event said while the history was being read', () => {
    expect(
      reached(
        { type: 'progress', run: finished },
        { type: 'history-read', result: { ok: true, value: [running, run(0)] } },
      ).runs,
    ).toEqual([finished, run(0)]);
  });

  it('puts the newest run first', () => {
    expect(
      reached(
        { type: 'history-read', result: { ok: true, value: [run(1)] } },
        { type: 'progress', run: run(2) },
      ).runs?.map((one) => one.startedAt),
    ).toEqual([run(2).startedAt, run(1).startedAt]);
  });

  it('never takes a finished run back to running', () => {
    expect(reached({ type: 'progress', run: finished }, { type: 'progress', run: further }).runs).toEqual([finished]);
  });

  it('shows an empty history with the reason when it could not be read', () => {
    expect(reached({ type: 'history-read', result: { ok: false, error: failure } })).toMatchObject({
      runs: [],
      error: failure,
    });
  });
});

describe('stopping', () => {
  it('asks to stop once, and only what runs', () => {
    expect(reached({ type: 'stop-asked', request: 1 })).toBe(emptyTest);
    const stopping = reached({ type: 'progress', run: running }, { type: 'stop-asked', request: 1 });
    expect(stopping.pending).toEqual({ kind: 'stop', request: 1, runId: running.id });
    expect(testTransition(stopping, { type: 'stop-asked', request: 2 })).toBe(stopping);
  });
});
