import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { TestLineRow } from '../../src-renderer/components/tests/test-line';
import { describeNetworkError } from '../../src-shared/errors-catalogue';
import { twilioDescriptor } from '../../src-shared/providers/twilio/descriptor';
import { testLines } from '../../src-shared/tests/test-lines';
import { type TestRun, type TestStep, waitingStep } from '../../src-shared/tests/test-run';
import { organizationId } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const sent: TestStep = {
  ...waitingStep('test-sms'),
  state: 'unconfirmed',
  startedAt: '2026-05-04T10:00:00.000Z',
  detail: 'Accepted by the carrier, unconfirmed: no delivery receipt after 60 s.',
  reference: 'SM1',
  delivery: [{ status: 'sent', at: '2026-05-04T10:00:01.000Z', elapsedMs: 1000 }],
};
const run: TestRun = {
  id: '01902f3a-0000-7000-8000-000000000301',
  organizationId,
  provider: 'twilio',
  state: 'finished',
  simulated: false,
  startedAt: '2026-05-04T10:00:00.000Z',
  finishedAt: '2026-05-04T10:01:00.000Z',
  startedBy: 'rosa',
  subject: '+14155550100',
  recipient: '+14155550134',
  steps: [sent],
};

const button = page.getByRole('button', { name: 'Look up delivery: Test SMS' });
const draw = (of: TestRun) => {
  const line = testLines(twilioDescriptor.test, [of]).find(({ about }) => about.id === 'test-sms');
  if (line === undefined) throw new Error('there is no such line');
  return renderInTheme(
    <ol>
      <TestLineRow line={line} onRunAgain={null} />
    </ol>,
  );
};

test('an unconfirmed message is looked up, and what is still unknown is said', async () => {
  await draw(run);
  fake.succeed('messages.lookUpDelivery', run);
  await button.click();
  await expect
    .element(page.getByText('Looked up just now'))
    .toHaveTextContent('Looked up just now: still without a receipt.');
  expect(fake.requestsOf('messages.lookUpDelivery')).toEqual([{ organizationId, runId: run.id, step: 'test-sms' }]);
});

test('a provider that does not answer is said, with another try', async () => {
  await draw(run);
  fake.fail('messages.lookUpDelivery', describeNetworkError('timeout', { host: 'api.twilio.com' }));
  await button.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Twilio did not answer in time.');
});

test.each([
  ['of a message that arrived', { ...run, steps: [{ ...sent, state: 'passed' as const }] }],
  ['while the test runs', { ...run, state: 'running' as const }],
])('there is nothing to look up %s', async (_when, of) => {
  await draw(of);
  await expect.element(page.getByRole('listitem', { name: 'Test SMS' })).toBeVisible();
  await expect.element(button).not.toBeInTheDocument();
});
