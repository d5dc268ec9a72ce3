/** The steps of a run. Each change is published with the whole step. */

import type { AppErrorData } from '../../src-shared/errors';
import { type DeliveryEvent, type StepOutcome, type TestStep, waitingStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';

type StepChange = Partial<Pick<TestStep, 'detail' | 'reference' | 'error' | 'link'>>;

export type StepBoard = {
  begin(id: string, detail?: string): void;
  /** Changes a step that has not ended. */
  note(id: string, change: StepChange): void;
  /** Adds a delivery event, with its time. Returns all events so far. */
  heard(id: string, status: string, elapsedMs: number): DeliveryEvent[];
  /** Ends a step, begun or not. A step ends once: later endings are ignored. */
  end(id: string, outcome: StepOutcome, change: StepChange): void;
  /** After an internal fault: ends the open step as failed and the others as skipped. */
  endOpen(error: AppErrorData): void;
  steps(): TestStep[];
};

/**
 * @param ids of the steps, in their order
 * @param onStep is handed a copy after each change
 * @param now wall clock for times; durations are measured on a monotonic clock
 */
export function createStepBoard(ids: readonly string[], onStep: (step: TestStep) => void, now: () => Date): StepBoard {
  const steps = new Map<string, TestStep>(ids.map((id) => [id, waitingStep(id)]));
  const begunAt = new Map<string, number>();
  const current = (id: string): TestStep => {
    const step = steps.get(id);
    if (!step) throw new Error(`this test has no step ${id}`);
    return step;
  };
  const put = (step: TestStep) => {
    steps.set(step.id, step);
    onStep(step);
  };
  const isOpen = (step: TestStep) => step.state === 'waiting' || step.state === 'running';

  const board: StepBoard = {
    begin(id, detail = '') {
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
    endOpen(error) {
      let isTold = false;
      for (const step of board.steps().filter(isOpen)) {
        if (isTold) board.end(step.id, 'skipped', { detail: t('Skipped: a step before it failed.') });
        else board.end(step.id, 'failed', { detail: error.message, error });
        isTold = true;
      }
    },
    steps: () => ids.map(current),
  };
  return board;
}
