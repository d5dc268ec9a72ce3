/** From the steps of a run to the report that programs read. */
import { type SmsTestReport, type SmsTestStep, type StepOutcome, smsTestReportVersion } from './sms-test';

const outcomeOf = (step: SmsTestStep): StepOutcome =>
  step.state === 'waiting' || step.state === 'running' ? 'skipped' : step.state;

export type OutcomeCounts = Record<StepOutcome, number>;

/** How many steps ended how. A step that never ended counts as skipped. */
export function countOutcomes(steps: readonly SmsTestStep[]): OutcomeCounts {
  const counts: OutcomeCounts = { passed: 0, failed: 0, skipped: 0, unconfirmed: 0 };
  for (const step of steps) counts[outcomeOf(step)] += 1;
  return counts;
}

/** The report of finished steps, in the shape that `sms-test --json` prints. */
export function toReport(steps: readonly SmsTestStep[], simulated: boolean): SmsTestReport {
  return {
    version: smsTestReportVersion,
    simulated,
    steps: steps.map((step) => ({
      id: step.id,
      outcome: outcomeOf(step),
      durationMs: step.durationMs ?? 0,
      detail: step.detail,
      ...(step.sid === null ? {} : { sid: step.sid }),
      ...(step.delivery.length === 0 ? {} : { delivery: step.delivery }),
      ...(step.error === null ? {} : { error: step.error }),
    })),
    ...countOutcomes(steps),
  };
}

/** `3 passed, 1 failed`: only what there is, passed always. */
export function summarise(steps: readonly SmsTestStep[]): string {
  const counts = countOutcomes(steps);
  return (['passed', 'failed', 'skipped', 'unconfirmed'] as const)
    .filter((outcome) => outcome === 'passed' || counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcome}`)
    .join(', ');
}

/** Detail of a step that a run of some steps alone leaves out. */
export const notSelectedDetail = 'Not selected.';

/** False for a step that the run was not asked for: it says nothing about the clinic. */
export const wasSelected = (step: SmsTestStep): boolean =>
  !(step.state === 'skipped' && step.detail === notSelectedDetail);

/** A step that has not begun. */
export const waitingStep = (id: SmsTestStep['id']): SmsTestStep => ({
  id,
  state: 'waiting',
  startedAt: null,
  durationMs: null,
  detail: '',
  sid: null,
  delivery: [],
  error: null,
});
