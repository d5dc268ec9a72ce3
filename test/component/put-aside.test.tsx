/** What restores kept is listed with its place, and goes for good only after a question. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { PutAsideCard } from '../../src-renderer/screens/settings/put-aside-card';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const name = 'console.db.damaged-2026-11-29T12-00-00-000Z';
const file = { name, kind: 'damaged', place: `/profile/${name}`, at: '2026-11-29T12:00:00.000Z', bytes: 1e6 } as const;

test('nothing is shown where nothing was kept', async () => {
  fake.succeed('rescue.putAside', { files: [] });
  await renderInTheme(<PutAsideCard />);
  await expect.poll(() => fake.requestsOf('rescue.putAside')).toHaveLength(1);
  await expect.element(page.getByRole('heading', { name: 'Kept files' })).not.toBeInTheDocument();
});

test('a kept file is deleted after a second click, and a failure is said', async () => {
  fake.succeed('rescue.putAside', { files: [file] });
  await renderInTheme(<PutAsideCard />);
  await expect.element(page.getByText(`/profile/${name} (1.0 MB)`)).toBeVisible();
  await page.getByRole('button', { name: `Delete ${name}…` }).click();
  expect(fake.requestsOf('rescue.deletePutAside')).toEqual([]);
  const data = { code: 'rescue.not-deleted', message: 'The file could not be deleted.', cause: '', fix: '' };
  fake.fail('rescue.deletePutAside', { ...data, retryable: false });
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('could not be deleted');
  fake.succeed('rescue.deletePutAside', { files: [] });
  await page.getByRole('button', { name: `Delete ${name}…` }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect.element(page.getByText(`/profile/${name} (1.0 MB)`)).not.toBeInTheDocument();
  expect(fake.requestsOf('rescue.deletePutAside')).toEqual([{ name }, { name }]);
});
