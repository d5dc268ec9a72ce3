/**
 * A provider's test as the window knows it: the runs heard of, and the one click that is not answered yet. Pure.
 * A second click while the first is under way changes nothing, so a double click starts one test.
 */
import type { AppErrorData } from '../../../src-shared/errors';
import type { Result } from '../../../src-shared/result';
import type { TestRun } from '../../../src-shared/tests/test-run';

/** `only` null: all lines. */
type Pending =
  | { kind: 'none' }
  | { kind: 'start'; request: number; only: readonly string[] | null }
  | { kind: 'stop'; request: number; runId: string };

export type TestState = {
  /** Newest first. Null until the history was read. */
  runs: readonly TestRun[] | null;
  pending: Pending;
  error: AppErrorData | null;
};

export type TestEvent =
  | { type: 'history-read'; result: Result<readonly TestRun[]> }
  | { type: 'progress'; run: TestRun }
  | { type: 'start-asked'; request: number; only: readonly string[] | null }
  | { type: 'start-answered'; request: number; result: Result<TestRun> }
  | { type: 'stop-asked'; request: number }
  | { type: 'stop-answered'; request: number; result: Result<unknown> };

export const emptyTest: TestState = { runs: null, pending: { kind: 'none' }, error: null };

export const runningRun = (state: TestState): TestRun | null =>
  state.runs?.find((run) => run.state === 'running') ?? null;

/** True while another start would be refused: something runs, or a click is on its way. */
export const isBusy = (state: TestState): boolean => state.pending.kind === 'start' || runningRun(state) !== null;

/** The progress of a run, so that a late answer cannot undo a newer event. */
const heardOf = (run: TestRun): number =>
  (run.state === 'running' ? 0 : 1_000_000) +
  run.steps.reduce(
    (sum, step) => sum + step.delivery.length * 10 + (step.state === 'waiting' ? 0 : step.state === 'running' ? 1 : 2),
    0,
  );

function merged(runs: readonly TestRun[], incoming: TestRun): readonly TestRun[] {
  const known = runs.find((run) => run.id === incoming.id);
  if (known !== undefined && heardOf(known) > heardOf(incoming)) return runs;
  const others = runs.filter((run) => run.id !== incoming.id);
  return [incoming, ...others].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

const none: Pending = { kind: 'none' };

/** @returns the same object when the event does not fit the state, or came too late */
export function testTransition(state: TestState, event: TestEvent): TestState {
  switch (event.type) {
    case 'history-read': {
      if (!event.result.ok) return { ...state, runs: state.runs ?? [], error: event.result.error };
      return { ...state, runs: event.result.value.reduce(merged, state.runs ?? []) };
    }
    case 'progress': {
      const runs = merged(state.runs ?? [], event.run);
      // A run that reports itself is shown even before the history was read.
      return runs === state.runs ? state : { ...state, runs };
    }
    case 'start-asked':
      if (state.pending.kind !== 'none' || isBusy(state)) return state;
      return {
        ...state,
        pending: { kind: 'start', request: event.request, only: event.only },
        error: null,
      };
    case 'start-answered':
      if (state.pending.kind !== 'start' || state.pending.request !== event.request) return state;
      if (!event.result.ok) return { ...state, pending: none, error: event.result.error };
      return { ...state, pending: none, runs: merged(state.runs ?? [], event.result.value) };
    case 'stop-asked': {
      const running = runningRun(state);
      if (state.pending.kind !== 'none' || running === null) return state;
      return { ...state, pending: { kind: 'stop', request: event.request, runId: running.id }, error: null };
    }
    case 'stop-answered':
      if (state.pending.kind !== 'stop' || state.pending.request !== event.request) return state;
      return { ...state, pending: none, error: event.result.ok ? null : event.result.error };
  }
}
