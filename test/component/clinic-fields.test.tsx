import { useState } from 'react';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ClinicFields } from '../../src-renderer/components/clinic-form/clinic-fields';
import type { ClinicForm } from '../../src-renderer/components/clinic-form/clinic-form';
import { renderInTheme } from './setup/render';

const country = page.getByRole('combobox', { name: 'Country' });
const listed = () => [...document.querySelectorAll('[role=option]')].map((option) => option.textContent);
const zone = page.getByRole('combobox', { name: 'Time zone' });

function Fields({ hasNamesake = false }: { hasNamesake?: boolean }) {
  const [form, setForm] = useState<ClinicForm>({ name: '', country: 'US', timeZone: 'America/New_York' });
  return (
    <>
      <ClinicFields
        hasNamesake={hasNamesake}
        form={form}
        problems={{}}
        onChange={(changed) => setForm({ ...form, ...changed })}
      />
      <button type="button">Continue</button>
    </>
  );
}

test('what is typed after a click replaces the country that stood there', async () => {
  await renderInTheme(<Fields />);
  await userEvent.click(country.element());
  await userEvent.keyboard('germ');
  await expect.poll(() => listed()[0]).toMatch(/Germany/);
  await userEvent.keyboard('{Enter}');
  await expect.element(country).toHaveValue('Germany');
});

test.each([
  ['ger', 'Germany'],
  ['uk', 'United Kingdom'],
  ['great britain', 'United Kingdom'],
  ['usa', 'United States'],
  ['us', 'United States'],
  ['holland', 'Netherlands'],
  ['curacao', 'Curaçao'],
  ['cote d', 'Côte d’Ivoire'],
  ['states', 'United States'],
])('the country that “%s” means comes first: %s', async (typed, name) => {
  await renderInTheme(<Fields />);
  await userEvent.click(country.element());
  await userEvent.keyboard(typed);
  await expect.poll(() => listed()[0]).toBe(name);
  await userEvent.keyboard('{Enter}');
  await expect.element(country).toHaveValue(name);
});

test('Escape leaves what was picked before, and nothing of what was typed', async () => {
  await renderInTheme(<Fields />);
  await userEvent.click(zone.element());
  const before = (zone.element() as HTMLInputElement).value;
  await userEvent.keyboard('chicago');
  await userEvent.keyboard('{Escape}');
  await expect.element(zone).toHaveAttribute('aria-expanded', 'false');
  await expect.element(zone).toHaveValue(before);
});

test('Tab goes on to the next field, with the list open too', async () => {
  await renderInTheme(<Fields />);
  await userEvent.click(country.element());
  await expect.element(country).toHaveAttribute('aria-expanded', 'true');
  await userEvent.tab();
  await expect.element(zone).toHaveFocus();
  await userEvent.tab();
  await expect.element(page.getByRole('button', { name: 'Continue' })).toHaveFocus();
});

test('a name that another clinic has is said in the place of the hint, so that nothing moves', async () => {
  const { rerender } = await renderInTheme(<Fields />);
  const field = page.getByRole('textbox', { name: 'Clinic name' });
  await expect.element(field).toHaveAccessibleDescription(/^As patients know it/);
  const before = field.element().getBoundingClientRect().top;
  await rerender(<Fields hasNamesake />);
  await expect.element(field).toHaveAccessibleDescription(/^Another clinic has this name/);
  expect(field.element().getBoundingClientRect().top).toBe(before);
});
