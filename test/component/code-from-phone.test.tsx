/** The digits of a message, read from the phone: each message has its own, and what is wrong with them is said. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CodeFromPhone, leadWords } from '../../src-renderer/screens/setup/sms-test-step/code-from-phone';
import { clinic, failure } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const runId = '01902f3a-0000-7000-8000-000000000301';
const field = page.getByRole('textbox', { name: 'Lead number from the phone' });
const confirm = page.getByRole('button', { name: 'Confirm lead number' });

const open = () =>
  renderInTheme(
    <CodeFromPhone run={{ id: runId, organizationId: clinic.id }} step="hot-lead-sms" words={leadWords} needed />,
  );

test('the number of the lead proves the hot-lead text: four digits, sent once for its own message', async () => {
  await open();
  const answer = fake.hold('messages.confirmCode');
  await field.fill('12 a34 5');
  await expect.element(field).toHaveValue('1234');
  await userEvent.keyboard('{Enter}{Enter}');
  expect(fake.requestsOf('messages.confirmCode')).toEqual([
    { organizationId: clinic.id, runId, step: 'hot-lead-sms', code: '1234' },
  ]);
  answer({ ok: false, error: { ...failure, message: 'That is not the number.', fix: 'Read it again.' } });
  await expect.element(page.getByRole('alert')).toHaveTextContent('That is not the number. Read it again.');
  await expect.element(field).toHaveValue('1234');
  await expect.element(field).toHaveAccessibleDescription('That is not the number. Read it again.');
});

test('fewer digits are asked for, and nothing is sent', async () => {
  await open();
  await field.fill('12');
  await confirm.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The code has four digits.');
  expect(fake.requestsOf('messages.confirmCode')).toEqual([]);
});

test('digits of other scripts’ keyboards are digits', async () => {
  await open();
  await field.fill('４７ １１');
  await expect.element(field).toHaveValue('4711');
});
