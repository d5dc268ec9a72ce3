/** The first drawing of the list, which a start waits for. */
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { useClinics } from '../../src-renderer/console/clinics/use-clinics';
import { ClinicTable } from '../../src-renderer/screens/clinics/clinic-table';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

test('is laid out by no question of its own; another question then goes to the top', async () => {
  await openConsole(Array.from({ length: 500 }, (_, index) => clinic(index + 1)));
  const moved = vi.spyOn(Element.prototype, 'scrollTop', 'set');
  await renderInTheme(
    <div style={{ height: 500, display: 'flex', flexDirection: 'column' }}>
      <ClinicTable />
    </div>,
  );
  const list = page.getByRole('row', { name: 'Clinic 1', exact: true });
  await expect.element(list).toBeVisible();
  expect(moved).not.toHaveBeenCalled();

  useClinics.getState().search('Clinic 2');
  await expect.poll(() => moved.mock.calls).toEqual([[0]]);
});
