import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from 'zustand';
import { TestCard } from '../../src-renderer/components/tests/test-card';
import { createTestStore, type TestStore } from '../../src-renderer/components/tests/test-store';
import { googleDescriptor } from '../../src-shared/providers/google/descriptor';
import { type TestRun, waitingStep } from '../../src-shared/tests/test-run';
import { organizationId } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const { test: descriptor } = googleDescriptor;

const calendarRun = (change: Partial<TestRun> = {}): TestRun => ({
  id: '01902f3a-0000-7000-8000-000000000301',
  organizationId,
  provider: 'google',
  state: 'running',
  simulated: false,
  startedAt: '2026-05-04T10:00:00.000Z',
  finishedAt: null,
  startedBy: 'rosa',
  subject: 'Front desk',
  recipient: null,
  steps: descriptor.steps.map(({ id }) => waitingStep(id)),
  ...change,
});

function Card({ store }: { store: TestStore }) {
  const { test: state, start } = useStore(store);
  return (
    <TestCard
      title={descriptor.title}
      descriptor={descriptor}
      store={store}
      runs={state.runs ?? []}
      start={{ label: descriptor.action, variant: 'filled', disabled: false, onStart: () => void start() }}
    />
  );
}

async function open(runs: TestRun[] = []) {
  fake.succeed('test.history', { runs });
  const store = createTestStore(fake.bridge, 'google', organizationId);
  store.getState().open();
  await renderInTheme(<Card store={store} />);
  await expect.element(page.getByRole('listitem', { name: 'Calendar found' })).toBeVisible();
}

const startButton = page.getByRole('button', { name: 'Run calendar test' });

test('a double click starts one test, and its lines fill in as they are told', async () => {
  await open();
  await expect.element(page.getByRole('listitem', { name: 'Calendar found' })).toHaveTextContent('Not run yet');
  const answer = fake.hold('test.start');
  await userEvent.dblClick(startButton);
  expect(fake.requestsOf('test.start')).toEqual([{ organizationId, provider: 'google', to: null, only: null }]);
  answer({ ok: true, value: calendarRun() });
  await expect.element(page.getByText('Testing Front desk')).toBeVisible();
  const steps = calendarRun().steps.map((step, index) =>
    index === 0 ? { ...step, state: 'passed' as const, detail: 'Front desk, one of 4', durationMs: 12 } : step,
  );
  fake.emit('test.progress', calendarRun({ steps }));
  await expect
    .element(page.getByRole('listitem', { name: 'Calendar found' }))
    .toHaveTextContent('Front desk, one of 4');
});

test('Stop says that what was made is removed first, and names the run', async () => {
  await open([calendarRun()]);
  const answer = fake.hold('test.stop');
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(fake.requestsOf('test.stop')).toEqual([{ organizationId, provider: 'google', runId: calendarRun().id }]);
  await expect.element(page.getByText('Stopping. What the test made is removed first.')).toBeVisible();
  answer({ ok: true, value: {} });
});

test('a test that passed says what it proves; one with an unconfirmed line does not', async () => {
  const ended = (state: 'passed' | 'unconfirmed') =>
    calendarRun({
      state: 'finished',
      finishedAt: '2026-05-04T10:00:09.000Z',
      steps: calendarRun().steps.map((step, index) => ({ ...step, state: index === 1 ? state : 'passed' })),
    });
  await open([ended('passed')]);
  await expect.element(page.getByRole('status')).toHaveTextContent('All 5 passed');
  fake.emit('test.progress', {
    ...ended('unconfirmed'),
    id: '01902f3a-0000-7000-8000-000000000302',
    startedAt: '2026-05-04T11:00:00.000Z',
  });
  await expect.element(page.getByRole('status')).toHaveTextContent('4 passed, 1 unconfirmed');
  await expect.element(page.getByText('can read and book')).not.toBeInTheDocument();
});
