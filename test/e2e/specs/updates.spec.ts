/** The window updates from a signed feed, step by step. A checkout gives nothing to the system's installer. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startFeed } from '../../integration/updates/feed-server';
import { expect, test } from '../driver';

test('a newer version is offered, downloaded, waits for the open set-up, and is not installed over a checkout', async ({
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
    const goTo = (name: string) =>
      window.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click();

    await goTo('Settings');
    const card = window.getByRole('region', { name: 'Updates', exact: true });
    await card.getByRole('textbox', { name: 'Feed address' }).fill(feed.address);
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByRole('button', { name: 'Check for updates' }).click();
    await expect(card.getByRole('region', { name: 'What is new' })).toHaveText('The list opens faster');
    expect(feed.asked.every(({ name }) => name.includes('.yml'))).toBe(true);
    await card.getByRole('button', { name: /^Download / }).click();
    await expect(card.getByRole('button', { name: 'Restart and install' })).toBeVisible();

    // Asked for while a set-up is open, it waits and says so.
    await window.evaluate(() => globalThis.window.voxanne.updates.holdForWindow({ isOpen: true }));
    await card.getByRole('button', { name: 'Restart and install' }).click();
    await expect(card).toContainText('It waits for the set-up or dialog that is open');
    await window.evaluate(() => globalThis.window.voxanne.updates.holdForWindow({ isOpen: false }));
    await expect(card.getByRole('alert')).toContainText('update.not-installable');

    await goTo('Activity');
    await expect(window.getByText('Update downloaded')).toBeVisible();
    await expect(window.getByText('Updates configured')).toBeVisible();
  } finally {
    await feed.close();
  }
});
