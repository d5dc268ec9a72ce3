/** The four lines of the test as they stand: the newest word on each, whichever run it came from. Pure. */
import { type SmsTestRun, type SmsTestStep, type SmsTestStepId, type StepOutcome, smsTestStepIds } from '../../../../src-shared/messaging/sms-test';

export type TestLine = { id: SmsTestStepId; step: SmsTestStep; run: SmsTestRun };
/** A line that no run has tried yet has no step. */
export type OpenLine = { id: SmsTestStepId; step: null; run: null };

/** @param runs newest first */
export function testLines(runs: readonly SmsTestRun[]): (TestLine | OpenLine)[] {
  return smsTestStepIds.map((id) => {
    for (const run of runs) {
      const step = run.steps.find((candidate) => candidate.id === id);
      if (step !== undefined) return { id, step, run };
    }
    return { id, step: null, run: null };
  });
}

export type OutcomeCounts = Record<StepOutcome, number> & { open: number };

export function countOutcomes(steps: readonly (SmsTestStep | null)[]): OutcomeCounts {
  const counts: OutcomeCounts = { passed: 0, failed: 0, skipped: 0, unconfirmed: 0, open: 0 };
  for (const step of steps) {
    if (step === null || step.state === 'waiting' || step.state === 'running') counts.open += 1;
    else counts[step.state] += 1;
  }
  return counts;
}

/** `2 passed, 1 failed, 1 skipped`: only what there is. */
export function countsInWords(counts: OutcomeCounts): string {
  const parts = [
    [counts.passed, 'passed'],
    [counts.failed, 'failed'],
    [counts.unconfirmed, 'unconfirmed'],
    [counts.skipped, 'skipped'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

export const isSend = (id: SmsTestStepId): boolean => id === 'test-sms' || id === 'hot-lead-sms';

/**
 * What sending this line again could do twice.
 * `unknown`: nobody knows whether the earlier message went out. `accepted`: it went out, and may have arrived.
 */
export function repeatRisk(line: TestLine | OpenLine): 'unknown' | 'accepted' | null {
  if (line.step === null || !isSend(line.id)) return null;
  const last = line.step.delivery.at(-1)?.status;
  if (last === 'unknown') return 'unknown';
  const cutOff = line.run.state === 'interrupted' || line.run.state === 'stopped';
  if (line.step.state === 'unconfirmed') return line.step.sid === null ? 'unknown' : 'accepted';
  if (cutOff && (line.step.state === 'running' || line.step.state === 'waiting') && line.step.startedAt !== null) return 'unknown';
  return null;
}

/** The newest run whose test SMS was accepted and whose arrival nobody has confirmed by its code yet. */
export function runAwaitingCode(runs: readonly SmsTestRun[]): SmsTestRun | null {
  const newest = runs.find((run) => run.steps.some((step) => step.id === 'test-sms'));
  const step = newest?.steps.find((candidate) => candidate.id === 'test-sms');
  if (newest === undefined || step === undefined || step.sid === null || step.state === 'failed') return null;
  return step.delivery.some((event) => event.status === 'confirmed-by-code') ? null : newest;
}
