import { describe, expect, test } from 'vitest';
import { outcomeOf, summarise } from '../../../../src-shared/tests/outcome';
import { notSelectedDetail, type TestRun, type TestStep, waitingStep } from '../../../../src-shared/tests/test-run';

const step = (state: TestStep['state'], change: Partial<TestStep> = {}): TestStep => ({
  ...waitingStep('account'),
  state,
  ...change,
});
const leftOut = step('skipped', { detail: notSelectedDetail });
const error = { code: 'network.timeout', message: 'No answer.', cause: '', fix: '', retryable: true };

const outcome = (state: TestRun['state'], ...steps: TestStep[]) => outcomeOf({ state, steps });

describe('how a run ended', () => {
  test('passed: every step that was asked for passed, and nothing less', () => {
    expect(outcome('finished', step('passed'), step('passed'))).toBe('passed');
    expect(outcome('finished', step('passed'), leftOut)).toBe('passed');
    expect(outcome('finished', step('passed'), step('unconfirmed'))).toBe('unconfirmed');
    expect(outcome('finished', step('passed'), step('skipped'))).toBe('unconfirmed');
    expect(outcome('finished', step('passed'), step('waiting'))).toBe('unconfirmed');
    expect(outcome('finished', leftOut)).toBe('unconfirmed');
    expect(outcome('finished')).toBe('unconfirmed');
  });

  test('a failed step is the strongest word, also of a run that was stopped or interrupted', () => {
    for (const state of ['finished', 'stopped', 'interrupted'] as const) {
      expect(outcome(state, step('passed'), step('failed'), step('unconfirmed'))).toBe('failed');
      expect(outcome(state, step('skipped', { error }))).toBe('failed');
    }
  });

  test('stopped and interrupted are none of the successes, whatever passed before', () => {
    expect(outcome('stopped', step('passed'), step('passed'))).toBe('stopped');
    expect(outcome('interrupted', step('passed'), step('unconfirmed'))).toBe('interrupted');
  });

  test('a run that still runs has no outcome yet', () => {
    expect(outcome('running', step('failed'))).toBe('running');
  });
});

test('the steps in numbers name every outcome that there is, and passed always', () => {
  expect(summarise([step('failed'), step('unconfirmed'), step('waiting')])).toBe(
    '0 passed, 1 failed, 1 skipped, 1 unconfirmed',
  );
  expect(summarise([step('passed')])).toBe('1 passed');
});
