import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useClinics } from '../../src-renderer/console/clinics/use-clinics';
import { useRouter } from '../../src-renderer/router/router';
import { ClinicTable } from '../../src-renderer/screens/clinics/clinic-table';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const row = (name: string) => page.getByRole('row', { name, exact: true });
const tabStops = () => document.querySelectorAll('[data-clinic-row][tabindex="0"]');

beforeEach(async () => {
  await openConsole(Array.from({ length: 500 }, (_, index) => clinic(index + 1)));
  await renderInTheme(
    <div data-test-box style={{ height: 500, display: 'flex' }}>
      <ClinicTable />
    </div>,
  );
  await expect.element(row('Clinic 1')).toBeVisible();
});

test('one row is the stop of the Tab key, and the arrows move it', async () => {
  expect(tabStops()).toHaveLength(1);
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(row('Clinic 3')).toHaveFocus();
  expect(tabStops()).toHaveLength(1);
  await userEvent.keyboard('{End}');
  await expect.element(row('Clinic 500')).toHaveFocus();
  await userEvent.keyboard('{Home}');
  await expect.element(row('Clinic 1')).toHaveFocus();
});

test('Enter opens the clinic that has the focus', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(useRouter.getState().route).toMatchObject({ screen: 'clinic', organizationId: clinic(2).id });
});

test.each([1200, 1080, 1016, 940, 914, 911, 900, 760, 480])(
  'at %s pixels nothing is cut off at the side',
  async (width) => {
    const box = document.querySelector<HTMLElement>('[data-test-box]');
    if (box === null) throw new Error('no box');
    box.style.width = `${width}px`;
    const scroll = document.querySelector('[role=grid] [role=presentation]');
    await expect.poll(() => box.getBoundingClientRect().width).toBe(width);
    await expect.poll(() => (scroll?.scrollWidth ?? 0) - (scroll?.clientWidth ?? 0)).toBe(0);
  },
);

test('a row can be reached by Tab wherever the list was scrolled to', async () => {
  const scroll = document.querySelector('[role=grid] [role=presentation]');
  scroll?.scrollTo({ top: 10_000 });
  await expect.element(row('Clinic 1')).not.toBeInTheDocument();
  await expect.poll(() => tabStops().length).toBe(1);
});

test('a row can be reached by Tab after a search that leaves few', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.element(row('Clinic 500')).toHaveFocus();
  useClinics.getState().search('Clinic 42');
  await expect.element(row('Clinic 42')).toBeVisible();
  await expect.poll(() => tabStops().length).toBe(1);
});
