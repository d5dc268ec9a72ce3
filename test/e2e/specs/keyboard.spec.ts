/** The console by keyboard alone: the focus is always visible, and moves in the order of the page. */
import { expect } from '@playwright/test';
import {
  ClinicPage,
  ClinicsPage,
  ConsolePage,
  LockPage,
  practiceAccount,
  practicePhone,
  reload,
  SetupPage,
  seedClinic,
  tabTo,
  test,
  testLines,
} from '../driver';

test('the whole set-up, by keyboard alone', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const { keyboard } = window;
  const shell = new ConsolePage(window);
  const setup = new SetupPage(window);
  const account = practiceAccount('full').fields;

  await tabTo(window, setup.button('Set up a clinic'));
  await keyboard.press('Enter');
  await expect(shell.title('Set up a clinic')).toBeFocused();
  await tabTo(window, window.getByRole('textbox', { name: 'Clinic name' }));
  await keyboard.press('Enter');
  await expect(window.getByRole('textbox', { name: 'Clinic name' })).toBeFocused();
  await expect(window.getByRole('textbox', { name: 'Clinic name' })).toHaveAttribute('aria-invalid', 'true');
  await keyboard.type('Sunrise Dental');

  await tabTo(
    window,
    window.getByRole('combobox', { name: 'Time zone' }).or(window.getByRole('textbox', { name: 'Time zone' })),
  );
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('chicago');
  await keyboard.press('Enter');
  await expect(window.locator('input[name="timeZone"]').first()).toHaveValue(/Chicago|Central/);
  await tabTo(window, setup.button('Create clinic and continue'));
  await keyboard.press('Enter');

  await expect(setup.heading('Connect Twilio')).toBeFocused();
  await tabTo(window, window.getByRole('radio', { name: 'Auth token' }));
  await keyboard.press('ArrowRight');
  await expect(window.getByRole('radio', { name: 'API key' })).toBeFocused();
  await expect(setup.field('API key SID')).toBeVisible();
  await keyboard.press('ArrowLeft');
  await tabTo(window, setup.field('Account SID'));
  await keyboard.type(account.accountSid ?? '');
  await tabTo(window, setup.field('Auth token'));
  await keyboard.type(account.authToken ?? '');
  await keyboard.press('Enter');

  await expect(window.getByRole('status').filter({ hasText: /^Verified/ })).toBeFocused();
  await tabTo(window, window.getByRole('textbox', { name: 'Search phone numbers' }));
  await keyboard.type('212555');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await expect(setup.number(/Front desk/)).toBeChecked();
  await keyboard.press('ArrowDown');
  await expect(setup.number(/after hours/)).toBeChecked();
  await tabTo(window, setup.button('Save and continue'));
  await keyboard.press('Enter');

  await expect(setup.heading('Test text messages')).toBeFocused();
  await tabTo(window, setup.recipient());
  await keyboard.type(practicePhone('delivered'));
  await tabTo(window, setup.button('Edit hot-lead text'));
  await keyboard.press('Enter');
  await expect(window.getByRole('textbox', { name: 'Hot-lead text' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(setup.button('Edit hot-lead text')).toBeFocused();
  await tabTo(window, setup.recipient(), 'Shift+Tab');
  await keyboard.press('Enter');
  await setup.testEnded();
  for (const line of testLines) await expect(setup.state(line)).toHaveText('Passed');
  await tabTo(window, setup.button('Continue'));
  await keyboard.press('Enter');

  await expect(setup.heading('Connect Google Calendar')).toBeFocused();
  await tabTo(window, setup.button('Skip for now'));
  await keyboard.press('Enter');
  await expect(setup.heading('Connect Stripe')).toBeFocused();
  await tabTo(window, setup.button('Skip for now'));
  await keyboard.press('Enter');
  await expect(setup.heading('Handoff')).toBeFocused();
  await tabTo(window, setup.button('Finish'));
  await keyboard.press('Space');
  await expect(shell.title('Sunrise Dental')).toBeFocused();
  expect(twilio.control.messages()).toHaveLength(2);

  await test.step('a dialog holds the focus, Escape closes it and gives the focus back', async () => {
    await tabTo(window, setup.button('Edit clinic'));
    await keyboard.press('Enter');
    const dialog = shell.dialog('Edit clinic');
    await expect(dialog.locator(':focus')).toHaveCount(1);
    for (let stop = 0; stop < 12; stop += 1) {
      await keyboard.press('Tab');
      await expect(dialog.locator(':focus')).toHaveCount(1);
    }
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(setup.button('Edit clinic')).toBeFocused();
  });

  await test.step('from the list, a row opens with Enter', async () => {
    await keyboard.press('ControlOrMeta+1');
    await shell.goTo('Clinics');
    await tabTo(window, window.getByRole('row', { name: 'Sunrise Dental' }));
    await keyboard.press('Enter');
    await expect(shell.title('Sunrise Dental')).toBeFocused();
  });
});

test('the command palette opens from anywhere, goes anywhere, and Escape leaves everything as it was', async ({
  start,
}) => {
  const { window } = await start();
  const { keyboard } = window;
  const shell = new ConsolePage(window);
  await shell.goTo('Settings');
  await expect(shell.title('Settings')).toBeFocused();
  await shell.place('Activity').focus();
  const palette = await shell.openPalette();
  await expect(palette.getByRole('combobox')).toBeFocused();
  await keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(shell.place('Activity')).toBeFocused();
  await expect(shell.title('Settings')).toBeVisible();

  await shell.openPalette();
  await keyboard.type('activ');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(shell.title('Activity')).toBeFocused();

  await shell.openPalette();
  await keyboard.type('dark');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(shell.drawnTheme()).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(palette).toBeHidden();

  await shell.openPalette();
  await keyboard.type('no such thing');
  await expect(palette).toContainText('Nothing is called “no such thing”.');
});

test('check, revoke, lock and removal, by keyboard alone', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const { keyboard } = window;
  const shell = new ConsolePage(window);
  const clinic = new ClinicPage(window);
  await shell.button('Set up a clinic').waitFor();
  await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full'), number: '+12125550123' });
  await reload(window);

  await tabTo(window, new ClinicsPage(window).row('Sunrise Dental'));
  await keyboard.press('Enter');
  await expect(shell.title('Sunrise Dental')).toBeFocused();
  await tabTo(window, clinic.card('Twilio').getByRole('button', { name: 'Check now' }));
  await keyboard.press('Enter');
  await expect(window.getByRole('status').filter({ hasText: 'Checked.' })).toHaveCount(1);

  const revoke = clinic.card('Twilio').getByRole('button', { name: 'Revoke', exact: true });
  await tabTo(window, revoke);
  await keyboard.press('Enter');
  await expect(clinic.dialog('Revoke Twilio?')).toBeVisible();
  await keyboard.press('Escape');
  await expect(clinic.dialog('Revoke Twilio?')).toBeHidden();
  await expect(revoke).toBeFocused();
  await keyboard.press('Enter');
  await tabTo(window, clinic.dialog('Revoke Twilio?').getByRole('button', { name: 'Revoke', exact: true }));
  await keyboard.press('Enter');
  await expect(revoke).toBeHidden();

  await keyboard.press('ControlOrMeta+L');
  await expect(new LockPage(window).unlockButton()).toBeFocused();
  await keyboard.press('Enter');
  await expect(shell.title('Sunrise Dental')).toBeVisible();

  await tabTo(window, clinic.button('Remove clinic'));
  await keyboard.press('Enter');
  const dialog = clinic.dialog('Remove this clinic?');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await keyboard.type('Sunrise Dental');
  await tabTo(window, dialog.getByRole('button', { name: 'Remove clinic' }));
  await keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(shell.button('Set up a clinic')).toBeVisible();
});

test('the first stop of the Tab key leads past the rail to the content', async ({ start }) => {
  const { window } = await start();
  const shell = new ConsolePage(window);
  await shell.button('Set up a clinic').waitFor();
  await window.keyboard.press('Tab');
  const skip = shell.button('Skip to content');
  await expect(skip).toBeFocused();
  expect((await skip.boundingBox())?.width).toBeGreaterThan(50);
  await window.keyboard.press('Enter');
  await expect(window.locator('#page-title')).toBeFocused();
});
