/**
 * A damaged database, seen by the person at the window: what can be done, done, and everything that was backed up is
 * there again.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  answerSaveDialog,
  damage,
  damageInside,
  databaseOf,
  drawAs,
  enlarge,
  expect,
  seedClinic,
  test,
  themes,
} from '../driver';

test('a backup is restored, what can be read is saved, and the damaged file is kept', async ({ start, profileDir }) => {
  const first = await start();
  await seedClinic(first.window, { name: 'Sunrise Dental', account: null });
  await first.close();
  damage(profileDir, { backup: true });
  const damaged = readFileSync(databaseOf(profileDir));

  const { app, window } = await start();
  await expect(window.getByRole('heading', { name: 'The database is damaged' })).toBeVisible();
  await expect(window.getByRole('button', { name: 'Try again' })).toBeEnabled();
  const restore = window.getByRole('region', { name: 'Restore the newest backup' });
  await expect(restore).toContainText('yesterday');
  await expect(restore).toContainText('1 clinic');
  await expect(window.getByRole('button', { name: 'Restore from a recovery kit' })).toBeEnabled();
  for (const theme of themes) {
    await drawAs(window, theme);
    expect((await new AxeBuilder({ page: window }).setLegacyMode().analyze()).violations.map(({ id }) => id)).toEqual(
      [],
    );
  }

  const report = path.join(profileDir, 'report.txt');
  await answerSaveDialog({ app }, report);
  await window.getByRole('button', { name: 'Save what can be read' }).click();
  await expect.poll(() => existsSync(report)).toBe(true);
  expect(readFileSync(report, 'utf8')).toContain('What could not be read');

  await window.getByRole('button', { name: 'Restore this backup' }).click();
  await expect(
    window.getByRole('link', { name: 'Sunrise Dental' }).or(window.getByText('Sunrise Dental')).first(),
  ).toBeVisible();
  const kept = readdirSync(profileDir).find((name) => /^console\.db\.damaged-[\dTZ-]+Z$/.test(name)) ?? 'none';
  expect(readFileSync(path.join(profileDir, kept)).equals(damaged)).toBe(true);
  expect(statSync(path.join(profileDir, kept)).mode & 0o077).toBe(0);
});

test('a database that is gone is told, and its backup of a day that is named brings everything back', async ({
  start,
  profileDir,
}) => {
  const first = await start();
  await seedClinic(first.window, { name: 'Sunrise Dental', account: null });
  await first.close();
  damage(profileDir, { backup: true });
  rmSync(databaseOf(profileDir));

  const { window } = await start();
  await expect(window.getByRole('heading', { name: 'The database is missing' })).toBeVisible();
  await expect(window.getByText('every backup was left as it is')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Start anew' })).toBeEnabled();
  const restore = window.getByRole('button', { name: /^Restore the backup of \w+/ });
  await expect(restore).toBeEnabled();
  expect(existsSync(databaseOf(profileDir))).toBe(false);
  for (const theme of themes) {
    await drawAs(window, theme);
    expect((await new AxeBuilder({ page: window }).setLegacyMode().analyze()).violations.map(({ id }) => id)).toEqual(
      [],
    );
  }
  await restore.click();
  await expect(
    window.getByRole('link', { name: 'Sunrise Dental' }).or(window.getByText('Sunrise Dental')).first(),
  ).toBeVisible();
});

test('a database that is empty makes room for a new one when the person says so, and its backup is kept', async ({
  start,
  profileDir,
}) => {
  const first = await start();
  await seedClinic(first.window, { name: 'Sunrise Dental', account: null });
  await first.close();
  damage(profileDir, { backup: true });
  writeFileSync(databaseOf(profileDir), '');

  const { window } = await start();
  await expect(window.getByRole('heading', { name: 'The database is empty' })).toBeVisible();
  await window.getByRole('button', { name: 'Start anew' }).click();
  await expect(window.getByRole('button', { name: 'Set up a clinic' })).toBeVisible();
  const kept = readdirSync(profileDir).find((name) => name.startsWith('backups.kept-')) ?? 'none';
  expect(readdirSync(path.join(profileDir, kept)).filter((name) => name.endsWith('.db'))).toHaveLength(1);
});

test('without a backup the screen says so, and is no dead end', async ({ start, profileDir }) => {
  const first = await start();
  await seedClinic(first.window, { name: 'Sunrise Dental', account: null });
  await first.close();
  damage(profileDir, { backup: false });
  const { window } = await start();
  await expect(window.getByRole('region', { name: 'No backup to restore' })).toContainText(
    'No backup has been made on this computer yet.',
  );
  await expect(window.getByRole('button', { name: 'Save what can be read' })).toBeEnabled();
});

test('a long list whose database is damaged is taken away again, and the file stays as it was', async ({
  start,
  profileDir,
}) => {
  const first = await start();
  await seedClinic(first.window, { name: 'Sunrise Dental', account: null });
  await first.close();
  enlarge(profileDir);
  const damaged = damageInside(profileDir);

  const { window } = await start();
  await expect(window.getByRole('heading', { name: 'The database is damaged' })).toBeVisible();
  await expect(window.getByRole('region', { name: 'No backup to restore' })).toBeVisible();
  await expect(window.getByRole('button', { name: 'Save what can be read' })).toBeEnabled();
  expect(readFileSync(databaseOf(profileDir)).equals(damaged)).toBe(true);
});
