/**
 * The whole calendar step without a mouse: the focus can always be seen, and goes where the eye goes. Only the
 * browser's page is clicked: it is not ours.
 */
import {
  answerConsent,
  ConsolePage,
  calendarLines,
  catchBrowser,
  expect,
  frontDesk,
  isPortOpen,
  practiceAccount,
  SetupPage,
  seedClinic,
  tabTo,
  test,
} from '../driver';

test('the calendar’s step from the client to the handoff, by keyboard alone', async ({
  start,
  google,
  browserPage,
}) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const { keyboard } = window;
  const shell = new ConsolePage(window);
  const setup = new SetupPage(window);
  const opened = await catchBrowser(console);
  const { clientId = '', clientSecret = '' } = practiceAccount('full', 'google').fields;
  await setup.button('Set up a clinic').waitFor();
  const clinic = await seedClinic(window, { name: 'Sunrise Dental', account: null, setupStep: 'google' });
  await window.evaluate((lastScreen) => globalThis.window.voxanne.settings.update({ lastScreen }), `/setup/${clinic}`);
  await window.reload();
  await setup.heading('Connect Google Calendar').waitFor();

  await test.step('the client is typed; a field that is wrong takes the focus', async () => {
    await tabTo(window, setup.field('Client ID'));
    await keyboard.type(clientSecret);
    await tabTo(window, setup.field('Client secret'));
    await keyboard.press('Enter');
    await expect(setup.field('Client ID')).toBeFocused();
    await expect(setup.problem('Client ID')).toContainText('This is a client secret.');
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type(clientId);
    await tabTo(window, setup.field('Client secret'));
    await keyboard.type(clientSecret);
    await tabTo(window, setup.button('Connect Google'));
    await keyboard.press('Enter');
  });

  await test.step('while the browser has it: the link, the error that it shows, the end, and once more', async () => {
    await expect(setup.card('Waiting for the sign-in in your browser').locator(':focus')).toHaveCount(1);
    const first = await opened.next();
    await tabTo(window, setup.button('Copy sign-in link'));
    await keyboard.press('Enter');
    await expect.poll(opened.copied).toBe(first);
    await tabTo(window, setup.button('Does the browser show an error?'));
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await expect(window.getByRole('radio', { name: /redirect_uri_mismatch/ })).toBeChecked();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(window.getByRole('radio', { name: /admin_policy_enforced/ })).toBeChecked();
    await expect(setup.alert('The account’s organization does not allow this app.')).toBeVisible();
    await tabTo(window, setup.button('End this sign-in'));
    await keyboard.press('Enter');
    const notice = setup.alert('The sign-in was ended here');
    await expect(notice.locator('xpath=..')).toBeFocused();
    await expect.poll(() => isPortOpen(first)).toBe(false);
    await tabTo(window, notice.getByRole('button', { name: 'Sign in again' }));
    await keyboard.press('Enter');
    await answerConsent(browserPage, await opened.next());
  });

  await test.step('another calendar is picked, and proved', async () => {
    await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
    await expect(window.locator(':focus')).toHaveCount(1);
    await tabTo(window, window.getByRole('radio', { name: /front desk/ }));
    await keyboard.press('ArrowDown');
    await expect(window.getByRole('radio', { name: /Hygiene room/ })).toBeChecked();
    await tabTo(window, setup.button('Use this calendar'));
    await keyboard.press('Enter');
    await expect(window.locator('dt', { hasText: /^Calendar$/ }).locator('+ dd')).toHaveText('Hygiene room');
    await expect(setup.button('Use this calendar')).toBeHidden();
    await tabTo(window, setup.button('Run calendar test'));
    await keyboard.press('Enter');
    for (const line of calendarLines) await expect(setup.state(line)).toHaveText('Passed');
    await tabTo(window, setup.button('Continue'));
    await keyboard.press('Enter');
    await expect(setup.heading('Connect Stripe')).toBeFocused();
    await tabTo(window, setup.button('Skip for now'));
    await keyboard.press('Enter');
  });

  await test.step('handoff', async () => {
    await expect(setup.heading('Handoff')).toBeFocused();
    await expect(setup.handoff('What was proven')).toContainText(['Test event made and removed']);
    await tabTo(window, setup.button('Finish'));
    await keyboard.press('Space');
    await expect(shell.title('Sunrise Dental')).toBeFocused();
  });
});
