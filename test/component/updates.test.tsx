/** Updates in the window: what is new is read before each step, and nothing happens without a click. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useUpdates } from '../../src-renderer/console/updates-store';
import { navigate } from '../../src-renderer/router/router';
import { UpdatesCard } from '../../src-renderer/screens/settings/updates-card';
import { UpdatesHost } from '../../src-renderer/shell/updates-host';
import { describeUpdateError } from '../../src-shared/errors-catalogue/updates';
import type { Updates } from '../../src-shared/updates/updates';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const offer = { version: '1.1.0', notes: '- Faster list\n- <b>calmer</b>', releasedAt: null, size: 96_400_000 };
const quiet: Updates = {
  version: '1.0.0',
  installedBy: 'deb',
  feed: { address: 'https://updates.example/console/', setBy: 'person', since: '2026-11-29T12:00:00.000Z' },
  automatic: true,
  lastCheckedAt: null,
  update: { state: 'idle', heldBack: null },
  news: null,
};
beforeEach(() => {
  useUpdates.setState({ updates: null, error: null });
  navigate('/clinics');
});

test('until a feed is entered nothing can be asked; a wrong address says what is one', async () => {
  fake.succeed('updates.status', { ...quiet, feed: null, update: { state: 'off', reason: 'no-feed' } });
  fake.fail('updates.configure', describeUpdateError('feed-address'));
  await renderInTheme(<UpdatesCard />);
  await expect.element(page.getByText('No feed is configured, so nothing is asked')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Check for updates' })).not.toBeInTheDocument();
  await page.getByRole('textbox', { name: 'Feed address' }).fill('updates.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('reached over https');
});

test('a newer version shows what is new, as text, before it is downloaded and before it is installed', async () => {
  fake.succeed('updates.status', quiet);
  fake.succeed('updates.check', { ...quiet, update: { state: 'available', offer } });
  fake.succeed('updates.download', { ...quiet, update: { state: 'ready', offer, install: null } });
  fake.succeed('updates.install', { ...quiet, update: { state: 'ready', offer, install: { waitsFor: ['test'] } } });
  fake.succeed('updates.cancel', { ...quiet, update: { state: 'ready', offer, install: null } });
  await renderInTheme(<UpdatesCard />);
  await page.getByRole('button', { name: 'Check for updates' }).click();
  const notes = page.getByRole('region', { name: 'What is new' });
  await expect.element(notes).toHaveTextContent('- Faster list - <b>calmer</b>');
  expect(fake.requestsOf('updates.download')).toEqual([]);
  await page.getByRole('button', { name: 'Download (96.4 MB)' }).click();
  await expect.element(notes).toBeVisible();
  expect(fake.requestsOf('updates.install')).toEqual([]);
  await page.getByRole('button', { name: 'Restart and install' }).click();
  await expect.element(page.getByText('It waits for the test that is running')).toBeVisible();
  await page.getByRole('button', { name: 'Don’t install now' }).click();
  await expect.element(page.getByRole('button', { name: 'Restart and install' })).toBeVisible();
});

test('a copy that no package installed is told how it gets the new version', async () => {
  fake.succeed('updates.status', { ...quiet, installedBy: null, update: { state: 'available', offer } });
  await renderInTheme(<UpdatesCard />);
  await expect.element(page.getByText('in the way in which this one was installed')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /Download/ })).not.toBeInTheDocument();
});

test('a refused file says why, and the download can be tried again', async () => {
  const error = describeUpdateError('file-tampered');
  fake.succeed('updates.status', { ...quiet, update: { state: 'failed', error, offer } });
  await renderInTheme(<UpdatesCard />);
  await expect.element(page.getByRole('alert')).toHaveTextContent('update.file-tampered');
  await expect.element(page.getByRole('button', { name: 'Go on with version 1.1.0' })).toBeVisible();
});

test('after the restart what is new can be read, until it was closed', async () => {
  const news = { from: '1.0.0', version: '1.1.0', notes: 'Faster list' };
  fake.succeed('updates.status', { ...quiet, version: '1.1.0', news });
  fake.succeed('updates.dismissNews', { ...quiet, version: '1.1.0' });
  await renderInTheme(<UpdatesHost />);
  await expect.element(page.getByRole('status')).toHaveTextContent('Updated to 1.1.0.');
  await page.getByRole('button', { name: 'What is new', exact: true }).click();
  await expect.element(page.getByRole('region', { name: 'What is new' })).toHaveTextContent('Faster list');
  await page.getByRole('button', { name: 'Close: what is new' }).click();
  await expect.element(page.getByText('Updated to 1.1.0.')).not.toBeInTheDocument();
});

test('what is ready is held while a set-up is open', async () => {
  fake.succeed('updates.status', { ...quiet, update: { state: 'ready', offer, install: null } });
  fake.succeed('updates.holdForWindow', {});
  await renderInTheme(<UpdatesHost />);
  await expect.poll(() => fake.requestsOf('updates.holdForWindow').at(-1)).toEqual({ isOpen: false });
  navigate('/setup');
  await expect.poll(() => fake.requestsOf('updates.holdForWindow').at(-1)).toEqual({ isOpen: true });
  navigate('/clinics');
  await expect.poll(() => fake.requestsOf('updates.holdForWindow').at(-1)).toEqual({ isOpen: false });
});
