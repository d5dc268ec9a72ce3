/** The window updates from a signed feed, step by step. A checkout gives nothing to the system's installer. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startFeed } from '../../integration/updates/feed-server';
import { ConsolePage, expect, SettingsPage, test } from '../driver';

test('a newer version is offered, downloaded, waits for the open dialog, and is not installed over a checkout', async ({
  start,
  profileDir,
}) => {
  const feed = await startFeed();
  try {
    feed.publish({ version: '99.0.0', notes: 'The list opens faster', content: randomBytes(500_000) });
    feed.cuts.push(200_000);
    const facts = path.join(profileDir, 'facts.json');
    writeFileSync(facts, JSON.stringify({ feed: null, publicKeys: [feed.publicKey], installedBy: 'deb' }));
    const { window } = await start({ VOXANNE_UPDATES_FILE: facts });
    const shell = new ConsolePage(window);
    const settings = new SettingsPage(window);
    const card = settings.updates();

    await shell.goTo('Settings');
    await settings.setFeed(feed.address);
    expect(await settings.checkForUpdates()).toBe('The list opens faster');
    expect(feed.asked.every(({ name }) => name.includes('.yml'))).toBe(true);
    await settings.downloadUpdate();

    // Asked for while a dialog is open, it waits and says so.
    await settings.button('Save a recovery kit…').click();
    const dialog = settings.kitDialog();
    await expect(dialog).toBeVisible();
    await window.evaluate(() => globalThis.window.voxanne.updates.install({}));
    await expect(card).toContainText('It waits for the set-up or dialog that is open');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(card.getByRole('alert')).toContainText('update.not-installable');

    await shell.goTo('Activity');
    await expect(window.getByText('Update downloaded').first()).toBeVisible();
    await expect(window.getByText('Updates configured').first()).toBeVisible();
  } finally {
    await feed.close();
  }
});
