import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useClinics } from '../../src-renderer/console/clinics/use-clinics';
import { ClinicFilters } from '../../src-renderer/screens/clinics/clinic-filters';
import { ClinicSearch } from '../../src-renderer/screens/clinics/clinic-search';
import { ClinicTable } from '../../src-renderer/screens/clinics/clinic-table';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';
import { staysInPlace } from './setup/stays';

const search = page.getByRole('textbox', { name: 'Search clinics' });
const filter = (name: RegExp) => page.getByRole('button', { name });
const row = (name: string) => page.getByRole('row', { name, exact: true });

beforeEach(async () => {
  await openConsole([
    clinic(1),
    clinic(2, { status: 'needs-attention', attention: 'Twilio refused the auth token' }),
    clinic(3, { status: 'not-set-up' }),
  ]);
  await renderInTheme(
    <div style={{ height: 500, display: 'flex', flexDirection: 'column' }}>
      <ClinicSearch />
      <ClinicFilters />
      <ClinicTable />
    </div>,
  );
  await expect.element(row('Clinic 1')).toBeVisible();
});

test('each filter says how many clinics it shows, and shows them', async () => {
  await expect.element(filter(/^All/)).toHaveTextContent('All 3');
  await expect.element(filter(/^All/)).toHaveAttribute('aria-pressed', 'true');
  await expect.element(filter(/^Needs attention/)).toHaveTextContent('Needs attention 1');
  await filter(/^Needs attention/).click();
  await expect.element(row('Clinic 2')).toBeVisible();
  await expect.element(row('Clinic 1')).not.toBeInTheDocument();
  await expect.element(filter(/^Needs attention/)).toHaveAttribute('aria-pressed', 'true');
});

test('Escape and the cross clear what is searched for; nothing beside it moves', async () => {
  await staysInPlace(filter(/^All/), async () => {
    await search.fill('Clinic 3');
    await expect.element(row('Clinic 1')).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(row('Clinic 1')).toBeVisible();
    await search.fill('auth token');
    await expect.element(row('Clinic 2')).toBeVisible();
    await page.getByRole('button', { name: 'Clear search' }).click();
    await expect.element(row('Clinic 1')).toBeVisible();
  });
  expect(useClinics.getState().query.search).toBe('');
});

test('the cross leaves the cursor in the field', async () => {
  await search.fill('Clinic 3');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect.element(search).toHaveFocus();
});

test('Enter and the arrow go on from the field to the first clinic that was found', async () => {
  await search.fill('Clinic 2');
  await expect.element(row('Clinic 1')).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  await expect.element(row('Clinic 2')).toHaveFocus();
});

test('Ctrl+F goes to the field from anywhere, with what was typed selected', async () => {
  await search.fill('Clinic 2');
  await userEvent.keyboard('{Enter}');
  await expect.element(row('Clinic 2')).toHaveFocus();
  await userEvent.keyboard('{Control>}f{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('3');
  await expect.element(search).toHaveValue('3');
});
