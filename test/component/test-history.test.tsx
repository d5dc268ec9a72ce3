import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { TestHistory } from '../../src-renderer/components/tests/test-history';
import { messageProvider } from '../../src-shared/providers/message-provider';
import type { TestRun } from '../../src-shared/tests/test-run';
import { failure, run, step } from '../unit/renderer/setup/fixtures';
import { renderInTheme } from './setup/render';

const open = (...runs: TestRun[]) =>
  renderInTheme(
    <TestHistory
      title="Test history"
      descriptor={messageProvider.test}
      timeZone="UTC"
      runs={runs}
      onTest={null}
      none="No test was run yet."
    />,
  );
const all = (state: 'passed' | 'unconfirmed') => [
  step('account', { state: 'passed' }),
  step('phone-number', { state: 'passed' }),
  step('test-sms', { state }),
  step('hot-lead-sms', { state }),
];
/** The outline of a run's sign. */
const signOf = (name: string) =>
  [...page.getByRole('button', { name, exact: false }).element().querySelectorAll('svg')]
    .flatMap((svg) => [...svg.classList])
    .find((each) => each.endsWith('-filled'));
const signs = {
  good: 'tabler-icon-circle-check-filled',
  warning: 'tabler-icon-alert-triangle-filled',
  bad: 'tabler-icon-circle-x-filled',
};

test('only a run in which everything passed has the sign of success', async () => {
  await open(
    run(1, { steps: all('passed') }),
    run(2, { steps: [step('account', { state: 'passed' }), step('test-sms', { state: 'unconfirmed' })] }),
    run(3, { state: 'stopped', steps: all('passed') }),
    run(4, { state: 'interrupted', steps: all('unconfirmed') }),
    run(5, { steps: [step('account', { state: 'failed', error: failure })] }),
  );
  await expect.element(page.getByRole('button', { name: 'All 4 passed' })).toBeVisible();
  expect(signOf('All 4 passed')).toBe(signs.good);
  expect(signOf('Interrupted: 2 passed, 2 unconfirmed')).toBe(signs.warning);
  expect(signOf('Stopped: 4 passed')).toBe(signs.warning);
  expect(signOf('1 passed, 1 unconfirmed')).toBe(signs.warning);
  expect(signOf('0 passed, 1 failed')).toBe(signs.bad);
});

test('a run opens to its lines, with the way of its message and what to do about a failure', async () => {
  const at = '2026-05-04T10:00:01.000Z';
  await open(
    run(1, {
      steps: [
        step('test-sms', {
          state: 'passed',
          reference: 'SM1',
          durationMs: 2100,
          delivery: [
            { status: 'queued', at, elapsedMs: 100 },
            { status: 'delivered', at, elapsedMs: 2100 },
          ],
        }),
        step('hot-lead-sms', { state: 'failed', detail: failure.message, error: failure }),
      ],
    }),
  );
  await page.getByRole('button', { name: '1 passed, 1 failed' }).click();
  const sent = page.getByRole('listitem', { name: 'Test SMS' });
  await expect.element(sent.getByRole('list', { name: 'Delivery' })).toHaveTextContent('Queued 0.1 s');
  await expect.element(sent).toHaveTextContent('Passed');
  await expect.element(page.getByRole('listitem', { name: 'Hot-lead SMS' })).toHaveTextContent(failure.fix);
  // A line that the run did not try is not shown.
  await expect.element(page.getByRole('listitem', { name: 'Account verification' })).not.toBeInTheDocument();
});

test('says what a test does where none was run yet', async () => {
  await open();
  await expect.element(page.getByText('No test was run yet.')).toBeVisible();
});
