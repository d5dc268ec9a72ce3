/** The focus is never nowhere: on each screen the title takes it up when what had it is gone. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useClinics } from '../../src-renderer/console/clinics/use-clinics';
import { navigate } from '../../src-renderer/router/router';
import { Shell } from '../../src-renderer/shell/shell';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  fake.succeed('notices.list', { notices: [], refused: false });
  fake.succeed('network.pending', { asking: null, inspectors: [] });
  await openConsole([clinic(1), clinic(2)]);
  navigate('/clinics');
  await renderInTheme(
    <div style={{ height: '100vh' }}>
      <Shell />
    </div>,
  );
});

test('after the button of an empty list was pressed', async () => {
  useClinics.getState().search('nobody');
  await button('Show all clinics').click();
  await expect.element(page.getByRole('row', { name: 'Clinic 1', exact: true })).toBeVisible();
  await expect.element(page.getByRole('heading', { level: 1, name: 'Clinics' })).toHaveFocus();
});
