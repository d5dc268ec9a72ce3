import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { closeDialog, useDialogs } from '../../src-renderer/console/dialogs/dialogs-store';
import { SupportBundleDialog } from '../../src-renderer/console/dialogs/support-bundle-dialog';
import type { SupportBundle } from '../../src-shared/support/support-bundle';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const bundle: SupportBundle = {
  madeAt: '2026-11-29T12:00:00.000Z',
  parts: [
    { id: 'versions', title: 'Versions', text: 'Voxanne Console: 1.0.0\nNode: 24.0.0' },
    { id: 'log', title: 'Log', text: 'started' },
  ],
};
beforeEach(() => useDialogs.setState({ opened: 'support-bundle' }));
const draw = () => renderInTheme(<SupportBundleDialog onClose={closeDialog} />);

test('each part is shown with its text before anything is saved', async () => {
  fake.succeed('support.prepare', bundle);
  await draw();
  await expect.element(page.getByRole('region', { name: 'Versions' })).toHaveTextContent(/Voxanne Console: 1\.0\.0/);
  await page.getByText('Log', { exact: false }).last().click();
  await expect.element(page.getByRole('region', { name: 'Log' })).toHaveTextContent('started');
  expect(fake.requestsOf('support.save')).toEqual([]);
});

test('it is saved or copied as it was shown, by a click; what fails is said', async () => {
  fake.succeed('support.prepare', bundle);
  fake.succeed('support.copy', {});
  await draw();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => fake.requestsOf('support.copy').length).toBe(1);
  fake.fail('support.save', { message: 'The support bundle could not be saved.' });
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent(/could not be saved/);
  fake.succeed('support.save', { savedTo: '/tmp/support.txt' });
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect.poll(() => useDialogs.getState().opened).toBe(null);
});

test('a bundle that can’t be made can be asked for again', async () => {
  fake.fail('support.prepare', { message: 'It did not work.' });
  await draw();
  await expect.element(page.getByRole('dialog')).toHaveTextContent(/It did not work/);
  await expect.element(page.getByRole('button', { name: 'Save…' })).toBeDisabled();
});
