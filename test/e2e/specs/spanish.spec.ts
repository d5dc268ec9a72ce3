/** Who chooses Spanish does the main job in it, and meets no English. */
import type { Text } from '../../../src-shared/texts/translate';
import { ConsolePage, englishOn, expect, inSpanish, labelled, practiceAccount, practicePhone, test } from '../driver';

test('a clinic is set up, tested and looked after in Spanish, and nothing of it is in English', async ({ start }) => {
  const { app, window } = await start();
  const shell = new ConsolePage(window);
  const button = (text: Text) => shell.button(inSpanish(text));
  const title = (text: Text) => window.getByRole('heading', { name: inSpanish(text), exact: true });
  const place = (text: Text) =>
    window
      .getByRole('navigation', { name: inSpanish('Main') })
      .getByRole('button', { name: inSpanish(text), exact: true });
  const noEnglish = async (screen: string) => expect(await englishOn(window), screen).toEqual([]);

  await shell.goTo('Settings');
  await window.getByRole('combobox', { name: 'Language' }).selectOption('es');
  await title('Settings').waitFor();
  await expect(window.locator('html')).toHaveAttribute('lang', 'es');
  await noEnglish('settings');
  const menu = () =>
    app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => [
        item.label,
        ...(item.submenu?.items ?? []).map(({ label }) => label),
      ]),
    );
  await expect.poll(menu).toContain(inSpanish('Set up a clinic'));

  await place('Clinics').click();
  await button('Practice with simulated accounts').click();
  await title('Practice setting up a clinic').waitFor();
  await noEnglish('welcome');
  await button('Set up a clinic').click();
  await button('Create clinic and continue').waitFor();
  await noEnglish('a new clinic');
  await window.getByRole('textbox', { name: inSpanish('Clinic name') }).fill('Clínica Sol');
  await button('Create clinic and continue').click();

  await title('Connect Twilio').waitFor();
  await noEnglish('Twilio');
  // The fields of this account are called in Spanish as they are in English.
  for (const [label, value] of Object.entries(labelled(practiceAccount('full'))))
    await window.getByLabel(label, { exact: true }).and(window.locator('input')).fill(value);
  await button('Verify').click();
  await window.getByRole('radio', { name: /212/ }).first().check();
  await button('Save and continue').click();

  await title('Test text messages').waitFor();
  await noEnglish('an SMS test to begin');
  await window.getByRole('textbox', { name: inSpanish('Recipient number') }).fill(practicePhone('delivered'));
  await button('Run SMS test').click();
  await window.getByText(inSpanish('All 4 passed')).first().waitFor({ timeout: 60_000 });
  await noEnglish('an SMS test that passed');
  await button('Continue').click();

  await title('Connect Google Calendar').waitFor();
  await noEnglish('Google Calendar');
  await button('Skip for now').click();
  await title('Connect Stripe').waitFor();
  await noEnglish('Stripe');
  await button('Skip for now').click();
  await button('Finish').waitFor();
  await noEnglish('the handoff');
  await button('Finish').click();

  await title('Test history').waitFor();
  await noEnglish('the clinic');
  await place('Clinics').click();
  await window.getByRole('row', { name: 'Clínica Sol' }).waitFor();
  await noEnglish('the list of clinics');
  await place('Activity').click();
  await button('Verify integrity').click();
  await window.getByRole('status').filter({ hasText: 'Sin alteraciones' }).waitFor();
  await noEnglish('the activity');
  await place('Error gallery').click();
  await title('Error gallery').waitFor();
  await noEnglish('the error gallery');
});
