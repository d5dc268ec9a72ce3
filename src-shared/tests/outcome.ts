/** The outcome of a run, and its steps in numbers; for the window, the command line and the audit trail. */
import { type Text, t, text } from '../texts/translate';
import { type StepOutcome, type TestRun, type TestStep, wasSelected } from './test-run';

/**
 * - `passed`: every step that was asked for passed. The only outcome that is shown green.
 * - `failed`: at least one step failed, also in a run that was stopped or interrupted.
 * - `unconfirmed`: nothing failed, and something was not proven.
 */
export type RunOutcome = 'running' | 'passed' | 'failed' | 'unconfirmed' | 'stopped' | 'interrupted';

export function outcomeOf(run: Pick<TestRun, 'state' | 'steps'>): RunOutcome {
  if (run.state === 'running') return 'running';
  const steps = run.steps.filter(wasSelected);
  // A step skipped because of a failed look-up outside this run carries its error.
  if (steps.some(({ state, error }) => state === 'failed' || (state === 'skipped' && error !== null))) return 'failed';
  if (run.state !== 'finished') return run.state;
  return steps.length > 0 && steps.every(({ state }) => state === 'passed') ? 'passed' : 'unconfirmed';
}

export type OutcomeCounts = Record<StepOutcome, number>;

/** How many steps ended how. A step that never ended counts as skipped. */
export function countOutcomes(steps: readonly Pick<TestStep, 'state'>[]): OutcomeCounts {
  const counts: OutcomeCounts = { passed: 0, failed: 0, skipped: 0, unconfirmed: 0 };
  for (const step of steps) counts[outcomeOfStep(step)] += 1;
  return counts;
}

export const outcomeOfStep = ({ state }: Pick<TestStep, 'state'>): StepOutcome =>
  state === 'waiting' || state === 'running' ? 'skipped' : state;

const counted: Readonly<Record<StepOutcome, Text>> = {
  passed: text('{count, plural, one {# passed} other {# passed}}'),
  failed: text('{count, plural, one {# failed} other {# failed}}'),
  skipped: text('{count, plural, one {# skipped} other {# skipped}}'),
  unconfirmed: text('{count, plural, one {# unconfirmed} other {# unconfirmed}}'),
};

/** `3 passed, 1 failed`: the outcomes that there are, passed always. */
export function summarise(steps: readonly Pick<TestStep, 'state'>[]): string {
  const counts = countOutcomes(steps);
  return (['passed', 'failed', 'skipped', 'unconfirmed'] as const)
    .filter((outcome) => outcome === 'passed' || counts[outcome] > 0)
    .map((outcome) => t(counted[outcome], { count: counts[outcome] }))
    .join(', ');
}
