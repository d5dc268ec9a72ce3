import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { EditClinicDialog } from '../../src-renderer/screens/clinic/edit-clinic-dialog';
import { clinic as row } from '../unit/renderer/clinics/clinics-fixture';
import { clinic, failure } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';
import { staysInPlace } from './setup/stays';

const name = page.getByRole('textbox', { name: 'Clinic name' });
const save = page.getByRole('button', { name: 'Save' });

async function open() {
  const heard = { onClose: vi.fn(), onSaved: vi.fn() };
  await renderInTheme(<EditClinicDialog opened organization={clinic} {...heard} />);
  await expect.element(name).toHaveValue('Sunrise Dental');
  return heard;
}

test('a clinic without a name is not saved: the field says so and has the focus, and nothing moves', async () => {
  const { onSaved } = await open();
  await name.fill('');
  await staysInPlace(save, async () => {
    await save.click();
    await expect.element(name).toHaveAttribute('aria-invalid', 'true');
  });
  await expect.element(name).toHaveFocus();
  expect(fake.requestsOf('organizations.update')).toEqual([]);
  expect(onSaved).not.toHaveBeenCalled();
});

test('what was typed is saved trimmed, once', async () => {
  const { onSaved } = await open();
  const answer = fake.hold('organizations.update');
  await name.fill(' Sunrise Dental Care ');
  await userEvent.keyboard('{Enter}{Enter}');
  expect(fake.requestsOf('organizations.update')).toEqual([
    { organizationId: clinic.id, name: 'Sunrise Dental Care', country: 'US', timeZone: 'America/Los_Angeles' },
  ]);
  const saved = { ...clinic, name: 'Sunrise Dental Care' };
  answer({ ok: true, value: saved });
  await expect.poll(() => onSaved.mock.calls).toEqual([[saved]]);
});

test('a refusal is said in the dialog, which keeps what was typed', async () => {
  const { onSaved } = await open();
  fake.fail('organizations.update', failure);
  await name.fill('Sunset Dental');
  await save.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('No answer.');
  await expect.element(name).toHaveValue('Sunset Dental');
  expect(onSaved).not.toHaveBeenCalled();
});

test('the name of another clinic is said while it is typed, however it is written, and its own is not', async () => {
  await openConsole([{ ...row(1), id: clinic.id, name: clinic.name }, row(2, { name: 'Maple Street' })]);
  await open();
  await expect.element(name).toHaveAccessibleDescription(/^As patients know it/);
  await name.fill('  MAPLE street ');
  await expect.element(name).toHaveAccessibleDescription(/^Another clinic has this name/);
  await name.fill('Maple\u200B   Street');
  await expect.element(name).toHaveAccessibleDescription(/^Another clinic has this name/);
  await name.fill('Maple Street West');
  await expect.element(name).toHaveAccessibleDescription(/^As patients know it/);
});

test('what was typed is there again after Escape; Cancel gives it up, and so does another clinic', async () => {
  const heard = { onClose: vi.fn(), onSaved: vi.fn() };
  const draw = (opened: boolean, organization = clinic) => (
    <EditClinicDialog opened={opened} organization={organization} {...heard} />
  );
  const { rerender } = await renderInTheme(draw(true));
  await name.fill('Sunset Dental');
  await userEvent.keyboard('{Escape}');
  expect(heard.onClose).toHaveBeenCalledOnce();
  await rerender(draw(false));
  await rerender(draw(true));
  await expect.element(name).toHaveValue('Sunset Dental');
  await rerender(draw(false));
  await rerender(draw(true, { ...clinic, name: 'Renamed elsewhere' }));
  await expect.element(name).toHaveValue('Renamed elsewhere');
  await name.fill('Sunset Dental');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await rerender(draw(false));
  await rerender(draw(true, clinic));
  await expect.element(name).toHaveValue('Sunrise Dental');
});
