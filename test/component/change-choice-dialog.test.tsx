import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { ChangeChoiceDialog } from '../../src-renderer/screens/clinic/change-choice-dialog';
import type { Choice } from '../../src-shared/credentials/connection';
import { clinic, failure, organizationId } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';
import { staysInPlace } from './setup/stays';

const option = (id: string, label: string, disabledReason: string | null = null) => ({
  id,
  label,
  detail: null,
  badges: ['SMS'],
  disabledReason,
});
const numbers: Choice = {
  label: 'Phone number',
  options: [
    option('+14155550100', '(415) 555-0100'),
    option('+14155550101', '(415) 555-0101'),
    option('+14155550102', '(415) 555-0102', 'Cannot send SMS.'),
  ],
  incompleteReason: null,
  preferred: '+14155550101',
};
const use = page.getByRole('button', { name: 'Use this number' });
const radio = (name: RegExp) => page.getByRole('radio', { name });
const typed = page.getByRole('textbox', { name: 'Phone number' });

async function open(current: string | null) {
  const heard = { onClose: vi.fn(), onChanged: vi.fn() };
  await renderInTheme(
    <ChangeChoiceDialog opened organization={clinic} provider="twilio" current={current} lost={false} {...heard} />,
  );
  return heard;
}

test('the number in use is marked, another one is taken, one that can’t send says why', async () => {
  fake.succeed('credentials.options', numbers);
  fake.answer('credentials.choose', () => ({ ok: true, value: {} }) as never);
  const { onChanged } = await open('+14155550100');
  await expect.element(radio(/0100/)).toBeChecked();
  await expect.element(use).toBeDisabled();
  await expect.element(radio(/0102/)).toBeDisabled();
  await expect.element(page.getByText('Cannot send SMS.')).toBeVisible();
  await radio(/0101/).click();
  await use.click();
  await expect.poll(() => onChanged.mock.calls.length).toBe(1);
  expect(fake.requestsOf('credentials.choose')).toEqual([
    { organizationId, provider: 'twilio', choice: '+14155550101' },
  ]);
});

test('while a number is being typed, no other one can be taken by mistake', async () => {
  fake.succeed('credentials.options', numbers);
  await open(null);
  await page.getByRole('button', { name: 'Type the number instead' }).click();
  await expect.element(typed).toHaveFocus();
  await expect.element(use).toBeDisabled();
  await typed.fill('+1 415 55');
  await expect.element(use).toBeDisabled();
});

test('a complaint about a typed number moves nothing', async () => {
  fake.succeed('credentials.options', numbers);
  await open('+14155550100');
  await page.getByRole('button', { name: 'Type the number instead' }).click();
  await typed.fill('12');
  const back = page.getByRole('button', { name: 'Pick from the account’s list' });
  await staysInPlace(back, async () => {
    (back.element() as HTMLElement).focus();
    await expect.element(typed).toHaveAttribute('aria-invalid', 'true');
  });
  await expect.element(typed).toHaveAccessibleDescription(/./);
  await back.click();
  await expect.element(radio(/0100/)).toBeChecked();
});

test('a refusal is said in the dialog; a list that can’t be read can be asked for again', async () => {
  fake.fail('credentials.options', failure);
  const { onChanged } = await open('+14155550100');
  await expect.element(use).toBeDisabled();
  fake.succeed('credentials.options', numbers);
  await page.getByRole('button', { name: 'Try again' }).click();
  await radio(/0101/).click();
  fake.fail('credentials.choose', { ...failure, message: 'The number is gone.' });
  await use.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The number is gone.');
  expect(onChanged).not.toHaveBeenCalled();
});
