/** The list as a tool: clinics are picked by mouse and keyboard, and checked, exported or removed together. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { exactTime } from '../../src-renderer/components/time-words';
import { useSelection } from '../../src-renderer/console/clinics/selection';
import { useClinics } from '../../src-renderer/console/clinics/use-clinics';
import { useRouter } from '../../src-renderer/router/router';
import { ClinicTable } from '../../src-renderer/screens/clinics/clinic-table';
import { clinic, slice } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const row = (name: string) => page.getByRole('row', { name, exact: true });
const box = (name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
const bar = page.getByRole('region', { name: 'Selected clinics' });
const picked = () => [...useSelection.getState().ids].map((id) => Number(id.slice(-12))).sort((a, b) => a - b);
const idOf = (number: number) => clinic(number).id;
const focus = (name: string) => (row(name).element() as HTMLElement).focus();

const clinics = Array.from({ length: 40 }, (_, index) => clinic(index + 1, { phone: `+1415555${1000 + index}` }));

beforeEach(async () => {
  useSelection.getState().clear();
  useRouter.setState({ route: { screen: 'clinics' } });
  await openConsole(clinics);
  fake.succeed('organizations.checkAll', {
    state: 'running',
    total: 2,
    done: 0,
    failed: 0,
    clinics: { total: 2, done: 0, failed: 0, notChecked: 0 },
    notChecked: 0,
    silent: [],
    isPaused: false,
  });
  await renderInTheme(
    <div style={{ height: 500, display: 'flex', flexDirection: 'column' }}>
      <ClinicTable />
    </div>,
  );
  await expect.element(row('Clinic 1')).toBeVisible();
});

test('the box of a row picks it, with Shift all rows between; the row is not opened', async () => {
  await box('Clinic 2').click();
  await expect.element(row('Clinic 2')).toHaveAttribute('aria-selected', 'true');
  await expect.element(bar).toHaveTextContent('1 selected');
  await box('Clinic 5').click({ modifiers: ['Shift'] });
  expect(picked()).toEqual([2, 3, 4, 5]);
  await box('Clinic 3').click();
  expect(picked()).toEqual([2, 4, 5]);
  expect(useRouter.getState().route).toEqual({ screen: 'clinics' });
});

test('Ctrl and a click picks a row', async () => {
  await row('Clinic 3').click({ modifiers: ['Control'] });
  expect(picked()).toEqual([3]);
  expect(useRouter.getState().route).toEqual({ screen: 'clinics' });
});

test('the keyboard alone picks: space, Shift and arrows, all, none', async () => {
  focus('Clinic 1');
  await userEvent.keyboard(' ');
  expect(picked()).toEqual([1]);
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  expect(picked()).toEqual([1, 2, 3]);
  await expect.element(row('Clinic 3')).toHaveFocus();
  await userEvent.keyboard('{Control>}a{/Control}');
  expect(picked()).toHaveLength(40);
  await expect.element(page.getByRole('checkbox', { name: 'Select all clinics shown' })).toBeChecked();
  await userEvent.keyboard('{Escape}');
  expect(picked()).toEqual([]);
  await expect.element(bar).not.toBeInTheDocument();
});

test('the box of the head picks what is shown, and no row moves when the bar comes', async () => {
  // And Clinic 34, by its number.
  useClinics.getState().search('Clinic 33');
  await expect.element(row('Clinic 2')).not.toBeInTheDocument();
  const top = row('Clinic 33').element().getBoundingClientRect().top;
  await page.getByRole('checkbox', { name: 'Select all clinics shown' }).click();
  await expect.element(bar).toHaveTextContent('2 selected');
  expect(row('Clinic 33').element().getBoundingClientRect().top).toBe(top);
});

test('what a search hides stays picked, which the bar says; the box of the head is about what is shown', async () => {
  const all = page.getByRole('checkbox', { name: 'Select all clinics shown' });
  await box('Clinic 2').click();
  useClinics.getState().search('Clinic 33');
  await expect.element(bar).toHaveTextContent('1 selected, 1 not shown');
  expect((all.element() as HTMLInputElement).indeterminate).toBe(false);
  await all.click();
  expect(picked()).toEqual([2, 33, 34]);
  await expect.element(bar).toHaveTextContent('3 selected, 1 not shown');
  await all.click();
  expect(picked()).toEqual([2]);
  await row('Clinic 33').click({ modifiers: ['Control'] });
  await userEvent.keyboard('{Control>}a{/Control}');
  expect(picked()).toEqual([2, 33, 34]);
  useClinics.getState().search('');
  await expect.element(bar).toHaveTextContent('3 selected');
  await expect.element(bar).not.toHaveTextContent('not shown');
});

test('those that were picked are checked, and no others', async () => {
  useSelection.getState().toggle(idOf(2));
  useSelection.getState().toggle(idOf(4));
  await bar.getByRole('button', { name: 'Check selected' }).click();
  await expect.poll(() => fake.requestsOf('organizations.checkAll')).toEqual([{ ids: [idOf(2), idOf(4)] }]);
});

test('those that were picked are exported', async () => {
  fake.succeed('organizations.export', { savedTo: '/home/maria/clinics.csv' });
  useSelection.getState().toggle(idOf(7));
  await bar.getByRole('button', { name: 'Export as CSV…' }).click();
  await expect.poll(() => fake.requestsOf('organizations.export')).toEqual([{ ids: [idOf(7)] }]);
});

test('removing several takes its confirmation in writing, and says what could not be removed', async () => {
  for (const number of [2, 3, 4]) useSelection.getState().toggle(idOf(number));
  await bar.getByRole('button', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove 3 clinics?' });
  await expect.element(dialog.getByRole('list', { name: 'Clinics' })).toHaveTextContent('Clinic 2');
  const remove = dialog.getByRole('button', { name: 'Remove 3 clinics' });
  await expect.element(remove).toBeDisabled();
  fake.answer('organizations.remove', ({ organizationId, leaveAccess }) =>
    organizationId === idOf(3) && leaveAccess !== true
      ? {
          ok: false,
          error: {
            code: 'organization.access-not-withdrawn',
            message: 'The clinic was not removed: Google Calendar could not be told.',
            cause: 'No network.',
            fix: 'Try again.',
            retryable: true,
          },
        }
      : { ok: true, value: {} },
  );
  await dialog.getByRole('textbox').fill('remove 3 clinics');
  await remove.click();
  await expect.element(dialog).toHaveTextContent('Google Calendar could not be told');
  await dialog.getByRole('button', { name: 'Remove anyway' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(fake.requestsOf('organizations.remove').map(({ organizationId }) => organizationId)).toEqual(
    [2, 3, 4, 3].map(idOf),
  );
  expect(fake.requestsOf('organizations.remove').at(-1)).toMatchObject({ confirmName: 'Clinic 3', leaveAccess: true });
});

test('one clinic is removed by its name', async () => {
  fake.succeed('organizations.remove', {});
  focus('Clinic 5');
  await userEvent.keyboard('{Delete}');
  const dialog = page.getByRole('dialog', { name: 'Remove this clinic?' });
  await dialog.getByRole('textbox', { name: 'Type the clinic’s name to confirm' }).fill('Clinic 5');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(fake.requestsOf('organizations.remove')).toMatchObject([{ organizationId: idOf(5), confirmName: 'Clinic 5' }]);
});

test('a clinic that is gone is picked no longer', async () => {
  useSelection.getState().toggle(idOf(2));
  useSelection.getState().toggle(idOf(3));
  fake.succeed('organizations.list', slice(clinics.filter(({ id }) => id !== idOf(2))));
  await useClinics.getState().load();
  await expect.element(bar).toHaveTextContent('1 selected');
});

test('the menu of a row opens by its button and the other mouse button, and the focus comes back', async () => {
  await row('Clinic 2').hover();
  await page.getByRole('button', { name: 'Actions for Clinic 2', exact: true }).click();
  const menu = page.getByRole('menu');
  await expect.element(menu.getByRole('menuitem', { name: 'Open' })).toBeVisible();
  await expect.element(menu).toHaveTextContent('Not checked yet');
  await userEvent.keyboard('{Escape}');
  await expect.element(menu).not.toBeInTheDocument();
  await expect.element(row('Clinic 2')).toHaveFocus();

  await row('Clinic 3').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Copy phone number' }).click();
  await expect.poll(() => fake.requestsOf('app.copyText')).toEqual([{ text: '+14155551002', kind: 'value' }]);

  await row('Clinic 3').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Check now' }).click();
  await expect.poll(() => fake.requestsOf('organizations.checkAll')).toEqual([{ ids: [idOf(3)] }]);

  await row('Clinic 4').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Handoff report' }).click();
  expect(useRouter.getState().route).toEqual({ screen: 'handoff', organizationId: idOf(4) });
});

test('the menu of a row says when exactly the clinic was checked, to whoever can’t hover', async () => {
  const checkedAt = '2026-05-04T09:30:07.000Z';
  fake.succeed('organizations.list', slice([clinic(1, { checkedAt })]));
  await useClinics.getState().load();
  await row('Clinic 1').click({ button: 'right' });
  await expect.element(page.getByRole('menu')).toHaveTextContent(`Checked ${exactTime(Date.parse(checkedAt))}`);
});

test('with text at 200 % the menu of a row is whole within the window, or scrolls', async () => {
  document.documentElement.style.fontSize = '200%';
  onTestFinished(() => {
    document.documentElement.style.fontSize = '';
  });
  // In the middle of the window, where neither side has room for it.
  const press = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 500, clientY: 350 });
  row('Clinic 2').element().dispatchEvent(press);
  const menu = page.getByRole('menu');
  await expect.element(menu).toBeVisible();
  await expect
    .poll(() => {
      const { top, bottom } = menu.element().getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    })
    .toBe(true);
  await menu.getByRole('menuitem', { name: 'Remove clinic…' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Remove this clinic?' })).toBeVisible();
});
