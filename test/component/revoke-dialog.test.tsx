import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RevokeDialog } from '../../src-renderer/screens/clinic/revoke-dialog';
import { providerDescriptors } from '../../src-shared/providers';
import { clinic, connection, failure, organizationId } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const { action } = providerDescriptors.twilio.ending;
const end = page.getByRole('button', { name: action });
const request = { organizationId, provider: 'twilio' };

async function open() {
  const heard = { onClose: vi.fn(), onRevoked: vi.fn() };
  await renderInTheme(<RevokeDialog opened organization={clinic} connection={connection} {...heard} />);
  await expect.element(page.getByRole('dialog', { name: `${action} Twilio?` })).toBeVisible();
  return heard;
}

test('nothing can be ended before it is known who else uses the account', async () => {
  const answer = fake.hold('credentials.sharedUse');
  await open();
  await expect.element(end).toBeDisabled();
  answer({ ok: true, value: { shared: [] } });
  await expect.element(page.getByText('No other clinic here uses this Twilio account.')).toBeVisible();
  await expect.element(end).toBeEnabled();
});

test('the other clinics are named, with those that lose their connection too', async () => {
  fake.succeed('credentials.sharedUse', {
    shared: [
      {
        organizationId: '01902f3a-0000-7000-8000-000000000002',
        name: 'Harbor Dental',
        reason: 'the same account',
        breaks: true,
      },
      {
        organizationId: '01902f3a-0000-7000-8000-000000000003',
        name: 'Hill Dental',
        reason: 'a key of its own',
        breaks: false,
      },
    ],
  });
  await open();
  await expect.element(page.getByText('Another clinic loses its connection too')).toBeVisible();
  await expect
    .element(page.getByRole('listitem').filter({ hasText: 'Harbor Dental' }))
    .toHaveTextContent('(loses its connection too)');
  await expect
    .element(page.getByRole('listitem').filter({ hasText: 'Hill Dental' }))
    .not.toHaveTextContent('(loses its connection too)');
});

test('Cancel has the focus, so Enter by habit ends nothing', async () => {
  fake.succeed('credentials.sharedUse', { shared: [] });
  const { onClose } = await open();
  await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onClose).toHaveBeenCalledOnce();
  expect(fake.requestsOf('credentials.revoke')).toEqual([]);
});

test('it is ended once, and a refusal is said in the dialog', async () => {
  fake.succeed('credentials.sharedUse', { shared: [] });
  fake.fail('credentials.revoke', failure);
  const { onRevoked } = await open();
  await end.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('No answer.');
  expect(onRevoked).not.toHaveBeenCalled();
  const answer = fake.hold('credentials.revoke');
  await userEvent.dblClick(end);
  answer({ ok: true, value: {} } as never);
  await expect.poll(() => onRevoked.mock.calls.length).toBe(1);
  expect(fake.requestsOf('credentials.revoke')).toEqual([request, request]);
});

test('where the look for other clinics fails, it can be repeated and nothing be ended', async () => {
  fake.fail('credentials.sharedUse', failure);
  await open();
  await expect.element(end).toBeDisabled();
  fake.succeed('credentials.sharedUse', { shared: [] });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(end).toBeEnabled();
});
