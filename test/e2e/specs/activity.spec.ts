/** Activity answers questions: what was done to a clinic, when and how it ended, and a file of it. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ActivityPage, answerSaveDialog, ConsolePage, seedClinic } from '../driver/index.ts';
import { expect, test } from '../driver/test.ts';

test('is narrowed by clinic, action and days, an entry opens, and what is shown is saved as CSV and JSON', async ({
  start,
}) => {
  const console_ = await start();
  const { window } = console_;
  const activity = new ActivityPage(window);
  for (const name of ['=Sunrise "Dental"', 'Harbor Pediatrics']) await seedClinic(window, { name, account: null });
  await new ConsolePage(window).goTo('Activity');
  await expect(activity.entries().filter({ hasText: 'Harbor Pediatrics' }).first()).toBeVisible();

  await activity.narrow('Clinic', '=Sunrise "Dental"');
  await activity.narrow('Action', 'Clinic added');
  await expect(activity.entries()).toHaveCount(1);
  await activity.row('Clinic added').click();
  await expect(activity.entry()).toContainText('=Sunrise "Dental"');
  await expect(activity.entry()).toContainText('organization.added');
  await window.keyboard.press('Escape');
  await expect(activity.entry()).toBeHidden();

  const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-export-'));
  await answerSaveDialog(console_, path.join(folder, 'activity.csv'));
  await activity.exportAs('CSV for a spreadsheet');
  await expect(activity.saved()).toContainText('Saved 1 entry');
  const lines = readFileSync(path.join(folder, 'activity.csv'), 'utf8').split('\r\n');
  expect(lines).toHaveLength(3);
  // A clinic may be called anything; a spreadsheet does not execute it.
  expect(lines[1]).toContain(`"'=Sunrise ""Dental""","Clinic added","succeeded"`);

  await answerSaveDialog(console_, path.join(folder, 'activity.json'));
  await activity.exportAs('JSON for a program');
  await expect(activity.saved()).toContainText('activity.json');
  const { entries } = JSON.parse(readFileSync(path.join(folder, 'activity.json'), 'utf8'));
  expect(entries).toMatchObject([{ organizationName: '=Sunrise "Dental"', action: 'organization.added' }]);

  await activity.showOnly('Failed');
  await expect(activity.nothing()).toHaveText('Nothing matches');
  await window.getByRole('button', { name: 'Show all activity' }).click();
  await activity.narrow('Period', 'Today');
  await activity.search().fill('harbor added');
  await expect(activity.entries().first()).toContainText('Harbor Pediatrics');
  await expect(activity.entries().filter({ hasText: 'Sunrise' })).toHaveCount(0);
});
