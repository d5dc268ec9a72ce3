/** What sending again could do twice, and which messages still wait for their code. Pure. */
import type { TestDescriptor } from '../../../../src-shared/providers/descriptor';
import { hasEnded, type TestRun, wasSelected } from '../../../../src-shared/tests/test-run';
import type { TestLine } from '../../../components/tests/test-lines';

/** The step whose message is the one with the word “code” in it: the first that sends. */
export const codeStepOf = ({ steps }: Pick<TestDescriptor, 'steps'>): string | null =>
  steps.find(({ sends }) => sends === 'message')?.id ?? null;

/**
 * What sending a line again to the same number could do twice.
 * `unknown`: nobody knows whether the earlier message went out. `accepted`: it went out, and may have arrived.
 */
export function repeatRisk({ about, step, run }: TestLine): 'unknown' | 'accepted' | null {
  if (step === null || about.sends !== 'message') return null;
  if (step.delivery.at(-1)?.status === 'unknown') return 'unknown';
  if (step.state === 'unconfirmed') return step.reference === null ? 'unknown' : 'accepted';
  const wasCutOff = run.state === 'interrupted' && step.startedAt !== null && !hasEnded(step);
  return wasCutOff ? 'unknown' : null;
}

/** The newest run whose message of this step was accepted, and whose arrival nobody has confirmed by its code yet. */
export function runAwaitingCode(stepId: string, runs: readonly TestRun[]): TestRun | null {
  const newest = runs.find((run) => run.steps.some((step) => step.id === stepId && wasSelected(step)));
  const step = newest?.steps.find(({ id }) => id === stepId);
  if (newest === undefined || step === undefined || step.reference === null || step.state === 'failed') return null;
  return step.delivery.some((event) => event.status === 'confirmed-by-code') ? null : newest;
}
