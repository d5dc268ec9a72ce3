/** The four lines of a run as they stand: each change is told whole, so that nobody has to piece it together. */
import { waitingStep } from '../../src-shared/messaging/report';
import {
  type DeliveryEvent,
  type SmsTestStep,
  type SmsTestStepId,
  type StepOutcome,
  smsTestStepIds,
} from '../../src-shared/messaging/sms-test';

export type StepChange = Partial<Pick<SmsTestStep, 'detail' | 'sid' | 'error'>>;

export type StepBoard = {
  begin(id: SmsTestStepId, detail: string): void;
  /** Changes a running step. */
  note(id: SmsTestStepId, change: StepChange): void;
  /** Adds to the way of a message; `at` is given to the event here. Answers all events so far. */
  heard(id: SmsTestStepId, status: string, elapsedMs: number): DeliveryEvent[];
  /** Ends a step, begun or not. A step ends once: later endings are ignored. */
  end(id: SmsTestStepId, outcome: StepOutcome, change: StepChange): void;
  steps(): SmsTestStep[];
};

/**
 * @param onStep is handed a copy after each change
 * @param now wall clock for times; durations are measured on a clock that nobody can set
 */
export function createStepBoard(onStep: (step: SmsTestStep) => void, now: () => Date): StepBoard {
  const steps = new Map<SmsTestStepId, SmsTestStep>(smsTestStepIds.map((id) => [id, waitingStep(id)]));
  const begunAt = new Map<SmsTestStepId, number>();
  const current = (id: SmsTestStepId): SmsTestStep => steps.get(id) ?? waitingStep(id);
  const put = (step: SmsTestStep) => {
    steps.set(step.id, step);
    onStep(step);
  };
  const isOpen = (step: SmsTestStep) => step.state === 'waiting' || step.state === 'running';

  return {
    begin(id, detail) {
      begunAt.set(id, performance.now());
      put({ ...current(id), state: 'running', startedAt: now().toISOString(), detail });
    },
    note(id, change) {
      if (isOpen(current(id))) put({ ...current(id), ...change });
    },
    heard(id, status, elapsedMs) {
      const step = current(id);
      const delivery = [
        ...step.delivery,
        { status: status.slice(0, 60), at: now().toISOString(), elapsedMs: Math.max(0, Math.round(elapsedMs)) },
      ];
      put({ ...step, delivery });
      return delivery;
    },
    end(id, outcome, change) {
      const step = current(id);
      if (!isOpen(step)) return;
      const begun = begunAt.get(id);
      put({
        ...step,
        ...change,
        state: outcome,
        durationMs: begun === undefined ? 0 : Math.round(performance.now() - begun),
      });
    },
    steps: () => smsTestStepIds.map(current),
  };
}
