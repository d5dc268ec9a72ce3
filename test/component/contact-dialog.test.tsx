import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ContactDialog } from '../../src-renderer/components/clinic-contact/contact-dialog';
import { clinic, failure } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const save = page.getByRole('button', { name: 'Save' });

async function open() {
  const onSaved = vi.fn();
  await renderInTheme(<ContactDialog opened organization={clinic} onClose={vi.fn()} onSaved={onSaved} />);
  await expect.element(field('Contact at the clinic')).toBeVisible();
  return onSaved;
}

test('what was typed is saved whole, and as long as it may be', async () => {
  const onSaved = await open();
  fake.succeed('organizations.update', clinic);
  await field('Contact at the clinic').fill('Rosa Alvarez');
  await field('Contact’s phone').fill('(415) 555-0100');
  await field('Who to call').fill('x'.repeat(300));
  await save.click();
  await expect.poll(() => onSaved.mock.calls.length).toBe(1);
  expect(fake.requestsOf('organizations.update')).toEqual([
    {
      organizationId: clinic.id,
      contact: { name: 'Rosa Alvarez', phone: '(415) 555-0100', email: '', help: 'x'.repeat(200), notes: '' },
    },
  ]);
});

test('a refusal is said in the dialog, which keeps what was typed', async () => {
  const onSaved = await open();
  fake.fail('organizations.update', failure);
  await field('Notes').fill('Ask before moving the calendar.');
  await save.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('No answer.');
  await expect.element(field('Notes')).toHaveValue('Ask before moving the calendar.');
  expect(onSaved).not.toHaveBeenCalled();
});

test('notes that were typed are there again after Escape, and gone once they are saved', async () => {
  const heard = { onClose: vi.fn(), onSaved: vi.fn() };
  const draw = (opened: boolean) => <ContactDialog opened={opened} organization={clinic} {...heard} />;
  const { rerender } = await renderInTheme(draw(true));
  await field('Notes').fill('Ask Rosa first.\nThe calendar moves in May.');
  await userEvent.keyboard('{Escape}');
  expect(heard.onClose).toHaveBeenCalledOnce();
  await rerender(draw(false));
  await rerender(draw(true));
  await expect.element(field('Notes')).toHaveValue('Ask Rosa first.\nThe calendar moves in May.');
  fake.succeed('organizations.update', clinic);
  await save.click();
  await expect.poll(() => heard.onSaved.mock.calls.length).toBe(1);
  await rerender(draw(false));
  await rerender(draw(true));
  await expect.element(field('Notes')).toHaveValue('');
});
