import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ClinicsScreen } from '../../src-renderer/screens/clinics/clinics-screen';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const headings = ['Clinic', 'Twilio', 'Google Calendar', 'Stripe', 'Status', 'Last checked'];
const grid = () => document.querySelector('[role=grid]');
const rowsInSight = () => {
  const bottom = grid()?.getBoundingClientRect().bottom ?? 0;
  return [...document.querySelectorAll('[data-clinic-row]')].filter(
    (each) => each.getBoundingClientRect().bottom <= bottom,
  ).length;
};

/** The screen as a window of this size shows it: beside the rail, and under a banner of one line. */
async function openAt(width: number, height: number): Promise<void> {
  await openConsole(Array.from({ length: 40 }, (_, index) => clinic(index + 1)));
  await renderInTheme(
    <div style={{ width: width - 88, height: height - 40 }}>
      <ClinicsScreen />
    </div>,
  );
  await expect.element(page.getByRole('row', { name: 'Clinic 1', exact: true })).toBeVisible();
}

test('a window of 1024 × 700 shows ten clinics and more', async () => {
  await openAt(1024, 700);
  await expect.poll(rowsInSight).toBeGreaterThanOrEqual(10);
});

test.each([800, 1024, 1280, 1440])('at %s pixels the list is a table, and nothing is cut off', async (width) => {
  await openAt(width, 700);
  // Under 960 the room is the name's.
  for (const name of width < 960 ? headings.slice(0, -1) : headings)
    await expect.element(page.getByRole('columnheader', { name, exact: true })).toBeVisible();
  await expect.poll(() => document.querySelector('[data-clinic-row]')?.getBoundingClientRect().height).toBe(48);
  await expect
    .poll(() => {
      const right = grid()?.getBoundingClientRect().right ?? 0;
      return [...document.querySelectorAll('[role=gridcell]')].filter(
        (cell) => cell.scrollWidth > cell.clientWidth + 1 || cell.getBoundingClientRect().right > right,
      ).length;
    })
    .toBe(0);
});
