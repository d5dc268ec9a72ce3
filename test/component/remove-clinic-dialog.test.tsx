import { notifications } from '@mantine/notifications';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RemoveClinicDialog } from '../../src-renderer/screens/clinic/remove-clinic-dialog';
import { ToastsHost } from '../../src-renderer/shell/toasts-host';
import { clinic } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const name = page.getByRole('textbox', { name: 'Type the clinic’s name to confirm' });
const remove = page.getByRole('button', { name: 'Remove clinic' });

async function open(organization = clinic, confirm = name) {
  const heard = { onClose: vi.fn(), onRemoved: vi.fn() };
  await renderInTheme(<RemoveClinicDialog opened organization={organization} connections={[]} {...heard} />);
  await expect.element(confirm).toHaveFocus();
  return heard;
}

test('nothing is removed until the name was typed, by Enter either', async () => {
  const { onRemoved } = await open();
  await expect.element(remove).toBeDisabled();
  await userEvent.keyboard('Sunrise{Enter}');
  await expect.element(remove).toBeDisabled();
  expect(fake.requestsOf('organizations.remove')).toEqual([]);

  fake.succeed('organizations.remove', {});
  await userEvent.keyboard(' Dental{Enter}');
  await expect.poll(() => onRemoved.mock.calls.length).toBe(1);
  expect(fake.requestsOf('organizations.remove')).toEqual([
    { organizationId: clinic.id, confirmName: 'Sunrise Dental', leaveAccess: false },
  ]);
});

test('Escape closes it and removes nothing', async () => {
  const { onClose, onRemoved } = await open();
  await userEvent.keyboard('Sunrise Dental{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
  expect(onRemoved).not.toHaveBeenCalled();
  expect(fake.calls).toEqual([]);
});

test('a second Enter while it works sends nothing twice', async () => {
  await open();
  const answer = fake.hold('organizations.remove');
  await userEvent.keyboard('Sunrise Dental{Enter}{Enter}');
  await expect.element(page.getByRole('button', { name: 'Removing…' })).toBeVisible();
  expect(fake.requestsOf('organizations.remove')).toHaveLength(1);
  answer({ ok: true, value: {} });
});

test('access that could not be withdrawn stays only when the person says so', async () => {
  const { onRemoved } = await open();
  fake.fail('organizations.remove', { code: 'organization.access-not-withdrawn', message: 'Google did not answer.' });
  await userEvent.keyboard('Sunrise Dental{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Google did not answer.');
  expect(onRemoved).not.toHaveBeenCalled();

  fake.succeed('organizations.remove', {});
  await page.getByRole('button', { name: 'Remove anyway' }).click();
  await expect.poll(() => onRemoved.mock.calls.length).toBe(1);
  expect(fake.requestsOf('organizations.remove').map(({ leaveAccess }) => leaveAccess)).toEqual([false, true]);
});

test.each([
  ['🦷🦷', 'an emoji'],
  ['A clinic whose name goes on and on until nobody wants to type it letter by letter', 'too long'],
])('%s is removed by a word, since nobody types %s exactly', async (hardName) => {
  const word = page.getByRole('textbox', { name: 'Type “remove” to confirm' });
  const { onRemoved } = await open({ ...clinic, name: hardName }, word);
  fake.succeed('organizations.remove', {});
  await userEvent.keyboard('remove{Enter}');
  await expect.poll(() => onRemoved.mock.calls.length).toBe(1);
  expect(fake.requestsOf('organizations.remove')).toMatchObject([{ confirmName: hardName }]);
});

test('what was removed is said by its name', async () => {
  // What the tests before removed is said as well, as soon as there is a place for it.
  notifications.clean();
  await renderInTheme(<ToastsHost />);
  await open({ ...clinic, name: 'Harbor Dental' });
  fake.succeed('organizations.remove', {});
  await userEvent.keyboard('Harbor Dental{Enter}');
  await expect.element(page.getByRole('status').filter({ hasText: 'Harbor Dental was removed' })).toBeVisible();
});
