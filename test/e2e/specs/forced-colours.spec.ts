/** Where the system sets all colours, what is chosen can still be told from what is not. */
import type { Locator } from '@playwright/test';
import { ConsolePage, expect, practiceAccount, reload, SetupPage, seedClinic, test } from '../driver';

/** What can be seen of it: its ground, its frame, and its words with their underline. */
const look = (locator: Locator) =>
  locator.evaluate((element) => {
    const { backgroundColor, borderColor, borderStyle, color, textDecorationLine } = getComputedStyle(element);
    return [backgroundColor, borderStyle === 'none' ? '' : borderColor, color, textDecorationLine].join(' ');
  });

async function expectTold(chosen: Locator, other: Locator) {
  await expect(chosen).toBeVisible();
  await expect(other).toBeVisible();
  expect(await look(chosen)).not.toBe(await look(other));
}

test('in the rail, in lists, in filters, in steps and between two choices', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  await window.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const shell = new ConsolePage(window);
  await shell.button('Set up a clinic').waitFor();
  await expectTold(shell.place('Clinics'), shell.place('Activity'));

  await shell.goTo('Settings');
  const theme = window.getByRole('radiogroup', { name: 'Theme' }).locator('label');
  await expectTold(theme.filter({ hasText: 'System' }), theme.filter({ hasText: 'Dark' }));

  const palette = await shell.openPalette();
  await window.keyboard.press('ArrowDown');
  await expectTold(
    palette.getByRole('option', { selected: true }),
    palette.getByRole('option', { selected: false }).first(),
  );
  await window.keyboard.press('Escape');

  await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full'), setupStep: 'twilio' });
  await shell.goTo('Clinics');
  await reload(window);
  const filters = window.getByRole('group', { name: 'Show' }).getByRole('button');
  await expectTold(
    filters.and(window.locator('[aria-pressed="true"]')),
    filters.and(window.locator('[aria-pressed="false"]')).first(),
  );

  const setup = new SetupPage(window);
  await shell.button('Set up a clinic').first().click();
  await setup.nameClinic('Hill Dental');
  await expectTold(setup.stepButton('Twilio'), setup.stepButton('SMS test'));
  await expectTold(window.getByRole('radio', { name: 'Auth token' }), window.getByRole('radio', { name: 'API key' }));
});
