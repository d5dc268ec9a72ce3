/** A provider's own test as the window knows it: the runs heard of, and the one click that is not answered yet. Pure. */
import type { ConnectionTestRun, ConnectionTestStep } from '../../../../src-shared/credentials/connection-test';
import type { AppErrorData } from '../../../../src-shared/errors';
import type { Result } from '../../../../src-shared/result';

export type ConnectionTestPending = { kind: 'none' } | { kind: 'start' | 'stop'; request: number };

export type ConnectionTestState = {
  /** Newest first. Null until the history was read. */
  runs: readonly ConnectionTestRun[] | null;
  pending: ConnectionTestPending;
  error: AppErrorData | null;
};

export type ConnectionTestEvent =
  | { type: 'history-read'; result: Result<readonly ConnectionTestRun[]> }
  | { type: 'progress'; run: ConnectionTestRun }
  | { type: 'start-asked'; request: number }
  | { type: 'start-answered'; request: number; result: Result<ConnectionTestRun> }
  | { type: 'stop-asked'; request: number }
  | { type: 'stop-answered'; request: number; result: Result<unknown> };

export const emptyConnectionTest: ConnectionTestState = { runs: null, pending: { kind: 'none' }, error: null };

export const runningTest = (state: ConnectionTestState): ConnectionTestRun | null =>
  state.runs?.find((run) => run.state === 'running') ?? null;

/** True while another start would be refused. */
export const isTesting = (state: ConnectionTestState): boolean =>
  state.pending.kind === 'start' || runningTest(state) !== null;

const hasEnded = (step: ConnectionTestStep) => step.state !== 'waiting' && step.state !== 'running';

/** How far a run is, so that an answer that was overtaken by an event cannot turn it back. */
const heardOf = (run: ConnectionTestRun): number =>
  (run.state === 'running' ? 0 : 1000) +
  run.steps.reduce((sum, step) => sum + (hasEnded(step) ? 2 : step.state === 'running' ? 1 : 0), 0);

function merged(runs: readonly ConnectionTestRun[], incoming: ConnectionTestRun): readonly ConnectionTestRun[] {
  const known = runs.find((run) => run.id === incoming.id);
  if (known !== undefined && heardOf(known) > heardOf(incoming)) return runs;
  return [incoming, ...runs.filter((run) => run.id !== incoming.id)].sort((a, b) =>
    b.startedAt.localeCompare(a.startedAt),
  );
}

const none: ConnectionTestPending = { kind: 'none' };

/** @returns the same object when the event does not fit the state, or came too late */
export function connectionTestTransition(state: ConnectionTestState, event: ConnectionTestEvent): ConnectionTestState {
  switch (event.type) {
    case 'history-read':
      if (!event.result.ok) return { ...state, runs: state.runs ?? [], error: event.result.error };
      return { ...state, runs: event.result.value.reduce(merged, state.runs ?? []) };
    case 'progress': {
      const runs = merged(state.runs ?? [], event.run);
      return runs === state.runs ? state : { ...state, runs };
    }
    case 'start-asked':
      if (state.pending.kind !== 'none' || isTesting(state)) return state;
      return { ...state, pending: { kind: 'start', request: event.request }, error: null };
    case 'start-answered':
      if (state.pending.kind !== 'start' || state.pending.request !== event.request) return state;
      if (!event.result.ok) return { ...state, pending: none, error: event.result.error };
      return { ...state, pending: none, runs: merged(state.runs ?? [], event.result.value) };
    case 'stop-asked':
      if (state.pending.kind !== 'none' || runningTest(state) === null) return state;
      return { ...state, pending: { kind: 'stop', request: event.request }, error: null };
    case 'stop-answered':
      if (state.pending.kind !== 'stop' || state.pending.request !== event.request) return state;
      return { ...state, pending: none, error: event.result.ok ? null : event.result.error };
  }
}

export type ConnectionTestSummary = { tone: 'good' | 'warning' | 'bad'; title: string; text: string };

/** A run as a whole, in words. Null while it runs. */
export function summaryOfRun(run: ConnectionTestRun): ConnectionTestSummary | null {
  if (run.state === 'running') return null;
  const count = (state: ConnectionTestStep['state']) => run.steps.filter((step) => step.state === state).length;
  const [passed, failed, skipped] = [
    count('passed'),
    count('failed'),
    run.steps.length - count('passed') - count('failed'),
  ];
  const title = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
  if (run.state === 'interrupted')
    return {
      tone: 'warning',
      title: `Interrupted: ${title}`,
      text: 'The console ended while the test was running. The next test looks for a test event that was left behind and removes it.',
    };
  if (failed > 0) return { tone: 'bad', title, text: 'The red line says why and what to do. Then run the test again.' };
  if (run.state === 'stopped')
    return { tone: 'warning', title: `Stopped: ${title}`, text: 'What the test had made was removed.' };
  if (passed < run.steps.length) return { tone: 'warning', title, text: 'Not everything was tried.' };
  return {
    tone: 'good',
    title: `All ${run.steps.length} passed`,
    text: run.simulated
      ? 'Simulated: it says nothing about a real account.'
      : `The receptionist can read and book on ${run.subject}.`,
  };
}
