import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RecipientCard } from '../../src-renderer/screens/setup/sms-test-step/recipient-card';
import { renderInTheme } from './setup/render';
import { staysInPlace } from './setup/stays';

const recipient = page.getByRole('textbox', { name: 'Recipient number' });
const run = page.getByRole('button', { name: 'Run SMS test' });
const recent = page.getByRole('button', { name: '(415) 555-0177' });

function Card({ onRun }: { onRun: (number: string) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <RecipientCard
      typed={typed}
      onType={setTyped}
      country="US"
      recipients={{ trial: false, verified: null, recent: ['+14155550177'] }}
      scenarios={null}
      busy={false}
      primary
      onRun={onRun}
    />
  );
}

async function open() {
  const onRun = vi.fn();
  await renderInTheme(<Card onRun={onRun} />);
  return onRun;
}

test('without a number nothing is sent, the field says what it wants, and nothing moves', async () => {
  const onRun = await open();
  await staysInPlace(recent, async () => {
    await run.click();
    await expect.element(page.getByText('Enter the number of a phone at hand.')).toBeVisible();
  });
  await expect.element(recipient).toHaveFocus();
  await expect.element(recipient).toHaveAttribute('aria-invalid', 'true');
  await expect
    .element(recipient)
    .toHaveAccessibleDescription(/^A phone that you can look at now.*Enter the number of a phone at hand\.$/);
  expect(onRun).not.toHaveBeenCalled();
});

test('what the field says stays when it is left', async () => {
  await open();
  await run.click();
  await expect.element(page.getByText('Enter the number of a phone at hand.')).toBeVisible();
  await userEvent.tab();
  await expect.element(recipient).not.toHaveFocus();
  await expect.element(page.getByText('Enter the number of a phone at hand.')).toBeVisible();
});

test('the first click after a wrong number reaches what it aims at', async () => {
  await open();
  await recipient.fill('+1 415 555');
  await recent.click();
  await expect.element(recipient).toHaveValue('+14155550177');
});

test('the test runs with the number as it was read', async () => {
  const onRun = await open();
  await recipient.fill('(415) 555-0100');
  await userEvent.keyboard('{Enter}');
  expect(onRun).toHaveBeenCalledExactlyOnceWith('+14155550100');
});
