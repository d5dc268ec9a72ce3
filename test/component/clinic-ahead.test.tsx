/** The page of a clinic is read before somebody opens one, and not before anybody comes near. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { navigate } from '../../src-renderer/router/router';
import { Shell } from '../../src-renderer/shell/shell';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const read: string[] = [];
// The page's own list of what it read ends at 250.
new PerformanceObserver((list) => read.push(...list.getEntries().map(({ name }) => name))).observe({
  type: 'resource',
  buffered: true,
});
const isRead = () => read.some((name) => name.includes('/screens/clinic/clinic-screen'));

test('a clinic’s page is read once the pointer moves over the rows', async () => {
  fake.succeed('notices.list', { notices: [], refused: false });
  fake.succeed('network.pending', { asking: null, inspectors: [] });
  await openConsole([clinic(1), clinic(2)]);
  navigate('/clinics');
  await renderInTheme(
    <div style={{ height: '100vh' }}>
      <Shell />
    </div>,
  );
  await userEvent.hover(page.getByRole('heading', { level: 1, name: 'Clinics' }));
  const row = page.getByRole('row', { name: 'Clinic 2', exact: true });
  // As where the window appears beneath a pointer that lies still.
  row.element().dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
  await new Promise<void>((resolve) => requestIdleCallback(() => resolve()));
  expect(isRead()).toBe(false);
  await userEvent.hover(row);
  await expect.poll(isRead).toBe(true);
  await expect.element(page.getByRole('heading', { level: 1, name: 'Clinics' })).toBeVisible();
});
