/**
 * Each state in which the vault does not open, brought about for real: by the keyring of a desktop, its message bus, or
 * the database itself. The screen says what it is and offers its way out; until that is taken, nothing is changed.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerOpenDialog,
  answerSaveDialog,
  test as base,
  ClinicsPage,
  type Console,
  ConsolePage,
  databaseOf,
  expect,
  keyringPassword,
  practiceAccount,
  seedClinic,
  setVersion,
  startKeyring,
  type TestKeyring,
} from '../driver';

const test = base.extend<{ keyring: TestKeyring; filled: { kit: string; reopen: () => Promise<Console> } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  keyring: async ({}, use) => {
    const keyring = await startKeyring();
    await use(keyring);
    await keyring.close();
  },
  /** A profile with a connected clinic, whose key is in the keyring; closed. Its recovery kit is beside it. */
  filled: async ({ start, profileDir, keyring, twilio }, use) => {
    const env = { ...keyring.env, VOXANNE_TWILIO_URL: twilio.origin };
    const { app, window, close } = await start(env);
    await new ConsolePage(window).button('Set up a clinic').waitFor();
    await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full'), number: '+12125550123' });
    const kit = path.join(profileDir, 'clinics.voxkit');
    await answerSaveDialog({ app }, kit);
    await window.evaluate((passphrase) => globalThis.window.voxanne.recovery.export({ passphrase }), passphrase);
    await close();
    expect([existsSync(kit), Object.keys(keyring.keys()).length]).toEqual([true, 1]);
    await use({ kit, reopen: () => start(env) });
  },
});

const passphrase = 'four words for a kit';

/** The whole database: the file, and that nothing waits in its log. */
function contents(profileDir: string): Buffer {
  const log = `${databaseOf(profileDir)}-wal`;
  expect(existsSync(log) ? statSync(log).size : 0).toBe(0);
  return readFileSync(databaseOf(profileDir));
}

/** What the screen says: its title, what happened, what is true of the data, what to do, and what can be pressed. */
async function expectScreen(
  window: Page,
  { title, what, data, steps, ways }: { title: string; what: string; data: string; steps: string[]; ways: string[] },
) {
  const shell = new ConsolePage(window);
  await expect(shell.title(title)).toBeFocused({ timeout: 60_000 });
  await expect(window.getByText(what)).toBeVisible();
  await expect(window.getByText(data)).toBeVisible();
  await expect(window.getByRole('listitem')).toHaveText(steps);
  await expect(window.getByRole('main').getByRole('button')).toHaveText([...ways, 'Support bundle…']);
  for (const way of ways) await expect(shell.button(way)).toBeEnabled();
}

/** Everything is there, and the credential opens: Twilio is asked with it. */
async function expectOpen(window: Page): Promise<void> {
  await new ClinicsPage(window).row('Sunrise Dental').click();
  await new ConsolePage(window).button('Check now').click();
  await expect(window.getByRole('status').filter({ hasText: 'Checked.' })).toHaveCount(1);
}

const unchanged = 'Your clinics and their credentials are still here, sealed and unchanged.';

test('locked: the keyring is unlocked, and the same button goes on', async ({ filled, keyring, profileDir }) => {
  const [before, keys] = [contents(profileDir), keyring.keys()];
  keyring.lock();
  const { window } = await filled.reopen();
  await expectScreen(window, {
    title: 'Unlock your login keyring',
    what: 'The key to this console is kept in the login keyring, which is locked.',
    data: unchanged,
    steps: ['Press the button below.', 'Type your computer password when your system asks for it.'],
    ways: ['Unlock and continue'],
  });
  // The keychain is still locked: the screen stays, and no other key is made.
  await new ConsolePage(window).button('Unlock and continue').click();
  await expect(new ConsolePage(window).button('Unlock and continue')).toBeEnabled();
  expect(contents(profileDir).equals(before)).toBe(true);
  await keyring.unlock(keyringPassword);
  expect(keyring.keys()).toEqual(keys);
  await new ConsolePage(window).button('Unlock and continue').click();
  await expectOpen(window);
});

test('denied: a rule of the computer forbids it, and once it does not, asking again goes on', async ({
  filled,
  keyring,
  profileDir,
}) => {
  const before = contents(profileDir);
  await keyring.forbid(true);
  const { window } = await filled.reopen();
  await expectScreen(window, {
    title: 'Allow access to your login keyring',
    what: 'Your system did not let Voxanne Console read its key from the login keyring.',
    data: unchanged,
    steps: ['Press the button below.', 'When your system asks whether Voxanne Console may use the key, allow it.'],
    ways: ['Ask again'],
  });
  expect(contents(profileDir).equals(before)).toBe(true);
  await keyring.forbid(false);
  await new ConsolePage(window).button('Ask again').click();
  await expectOpen(window);
});

test('timed out: a keyring that hangs keeps the window alive, and its late answer is taken without a click', async ({
  filled,
  keyring,
  profileDir,
}) => {
  const before = contents(profileDir);
  keyring.hang(true);
  const { window } = await filled.reopen();
  await expectScreen(window, {
    title: 'Your login keyring does not answer',
    what: 'The console asked for its key and got no answer in time.',
    data: unchanged,
    steps: [
      'Look for a password window behind this one, and answer it.',
      'If there is none, sign out of your computer and in again.',
      'Then try again.',
    ],
    ways: ['Try again'],
  });
  expect(contents(profileDir).equals(before)).toBe(true);
  keyring.hang(false);
  await expectOpen(window);
});

test('key missing: the key is brought back, and nothing has to be restored', async ({
  filled,
  keyring,
  profileDir,
}) => {
  const [before, keys] = [contents(profileDir), keyring.keys()];
  keyring.setKeys({});
  const { window } = await filled.reopen();
  await expectScreen(window, {
    title: 'The key to your clinics is missing',
    what: 'The login keyring answers, but the key that opens this console’s data is not in it.',
    data: unchanged,
    steps: [
      'Restore from a recovery kit, if you made one.',
      'Or bring back the login keyring that was in use before, and try again.',
    ],
    ways: ['Restore from a recovery kit', 'Try again'],
  });
  await new ConsolePage(window).button('Try again').click();
  await expect(new ConsolePage(window).button('Try again')).toBeEnabled();
  expect([contents(profileDir).equals(before), keyring.keys()]).toEqual([true, {}]);
  keyring.setKeys(keys);
  await new ConsolePage(window).button('Try again').click();
  await expectOpen(window);
});

test('wrong key: the recovery kit puts the right one back, and the data is not touched', async ({
  filled,
  keyring,
  profileDir,
}) => {
  const [before, keys] = [contents(profileDir), keyring.keys()];
  const other = Object.fromEntries(Object.keys(keys).map((name) => [name, Buffer.alloc(32, 7).toString('base64')]));
  keyring.setKeys(other);
  const { app, window } = await filled.reopen();
  await expectScreen(window, {
    title: 'The key does not fit your clinics',
    what: 'The login keyring holds a key, but not the one that sealed this console’s data.',
    data: unchanged,
    steps: [
      'Restore from the recovery kit that belongs to this data.',
      'Or sign in as the user who set up these clinics, and try again.',
    ],
    ways: ['Restore from a recovery kit', 'Try again'],
  });
  expect([contents(profileDir).equals(before), keyring.keys()]).toEqual([true, other]);
  await answerOpenDialog({ app }, filled.kit);
  await new ConsolePage(window).button('Restore from a recovery kit').click();
  const restoring = new ConsolePage(window).dialog('Restore from a recovery kit');
  await restoring.getByLabel('Passphrase of the kit').fill(passphrase);
  await restoring.getByRole('button', { name: 'Choose file…' }).click();
  await expectOpen(window);
  expect(keyring.keys()).toEqual(keys);
});

test('newer database: nothing is read or changed, and the older console is no dead end', async ({
  filled,
  profileDir,
}) => {
  const version = setVersion(profileDir, 99);
  const before = contents(profileDir);
  const { window } = await filled.reopen();
  await expectScreen(window, {
    title: 'This data needs a newer console',
    what: `It was last opened by a newer Voxanne Console (format 99; this one reads up to ${version}).`,
    data: 'Nothing was read or changed, so that nothing can be lost.',
    steps: ['Install the newest Voxanne Console on this computer.', 'Open it again: everything will be there.'],
    ways: ['Try again'],
  });
  await new ConsolePage(window).button('Try again').click();
  await expect(new ConsolePage(window).button('Try again')).toBeEnabled();
  expect(contents(profileDir).equals(before)).toBe(true);
  setVersion(profileDir, version);
  await new ConsolePage(window).button('Try again').click();
  await expectOpen(window);
});
