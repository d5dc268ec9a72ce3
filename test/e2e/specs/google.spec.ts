/**
 * The clinic's own calendar: from an OAuth client to a test event made and removed, with a real browser on the other
 * side.
 */
import {
  answerConsent,
  atStepOf,
  ClinicPage,
  ConsolePage,
  calendarLines,
  catchBrowser,
  expect,
  frontDesk,
  practiceAccount,
  resize,
  test,
  typeAccount,
} from '../driver';

test('a calendar is connected in the browser, picked, proved by five lines, handed over, and disconnected', async ({
  startAtGoogle,
  google,
  browserPage,
}) => {
  test.slow();
  const { window, setup, opened } = await startAtGoogle();

  await test.step('the client is typed, and the browser opened on the provider’s page', async () => {
    await typeAccount(setup, practiceAccount('full', 'google'));
    await setup.button('Connect Google').click();
    await expect(setup.card('Waiting for the sign-in in your browser')).toBeVisible();
    await expect(window.getByRole('list', { name: 'What to expect in the browser' }).getByRole('listitem')).toHaveCount(
      5,
    );
    await expect(window.getByRole('timer')).toHaveAccessibleName(/Time left [45]:\d\d/);
    const address = await opened.next();
    expect(new URL(address).searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
    expect(new URL(address).searchParams.get('code_challenge_method')).toBe('S256');
    await setup.button('Copy sign-in link').click();
    await expect(window.getByText('Copied', { exact: true })).toBeVisible();
    await expect.poll(opened.copied).toBe(address);
    await setup.button('Open the browser again').click();
    expect(await opened.next()).toBe(address);
    await answerConsent(browserPage, address);
  });

  await test.step('account, permissions and calendars are shown; one that cannot be booked says why', async () => {
    await expect(setup.card(`Signed in as ${frontDesk}`)).toContainText('All granted');
    const calendars = window.getByRole('radiogroup', { name: 'Calendar' });
    await expect(calendars.getByRole('radio', { name: /Sunrise Dental front desk/ })).toBeChecked();
    await expect(calendars.getByRole('radio', { name: /Holidays/ })).toBeDisabled();
    await expect(calendars).toContainText('This account may only read it.');
    await expect(calendars).toContainText('America/Los Angeles');
  });

  await test.step('another calendar is picked, and tested by five lines', async () => {
    await window.getByRole('radio', { name: /Hygiene room/ }).check();
    await expect(setup.button('Run calendar test')).toBeDisabled();
    await setup.button('Use this calendar').click();
    await expect(setup.button('Use this calendar')).toBeHidden();
    await expect(window.locator('dt', { hasText: /^Calendar$/ }).locator('+ dd')).toHaveText('Hygiene room');
    await setup.button('Run calendar test').click();
    for (const line of calendarLines) await expect(setup.state(line)).toHaveText('Passed');
    await expect(setup.card('Calendar test')).toContainText('All 5 passed');
    await expect(window.getByRole('list', { name: /^Google Calendar readiness: 5 of 5/ })).toBeVisible();
  });

  await test.step('handoff, and the clinic’s page', async () => {
    await setup.button('Continue').click();
    await setup.button('Skip for now').click();
    await expect(setup.handoff('What was proven')).toContainText(['Test event made and removed']);
    await expect(setup.handoff('How it was tested')).toContainText(['Calendar test']);
    await setup.button('Finish').click();
    const clinic = new ClinicPage(window);
    await expect(clinic.card('Google Calendar')).toContainText(frontDesk);
    await expect(
      clinic
        .card('The next seven days')
        .getByRole('table', { name: /^When Hygiene room is busy/ })
        .getByRole('row'),
    ).toHaveCount(8);
    await clinic.card('Calendar test history').locator('button[aria-expanded]').click();
    await expect(setup.state('Test event removed')).toHaveText('Passed');
    await clinic.card('Google Calendar').getByRole('button', { name: 'Check now' }).click();
    await expect(clinic.card('Google Calendar')).toContainText('Checked.');
  });

  await test.step('disconnecting revokes at the provider and leaves nothing to sign in with', async () => {
    expect(google.control.grants()).toHaveLength(1);
    const clinic = new ClinicPage(window);
    await clinic.button('Disconnect').click();
    const dialog = clinic.dialog('Disconnect Google Calendar?');
    await expect(dialog).toContainText('No other clinic here uses');
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await expect(clinic.card('Google Calendar')).toContainText('Revoked');
    await expect(clinic.button('Connect Google')).toBeVisible();
    expect(google.control.grants()).toHaveLength(0);
  });
});

test('nothing of the calendar’s step is cut off with text at 200 %', async ({ start, google, browserPage }) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  await resize(console, 1024, 700);
  const opened = await catchBrowser(console);
  const look = async (where: string) => {
    await window.evaluate(() => {
      document.documentElement.style.fontSize = '32px';
    });
    const cut = await window.evaluate(() => {
      const width = document.documentElement.clientWidth;
      return [...document.querySelectorAll('button, input, textarea, h1, h2, h3')]
        .filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 1 && element.closest('.vx-hidden') === null && (box.right > width + 1 || box.left < -1);
        })
        .map((element) => element.outerHTML.slice(0, 120));
    });
    expect(cut, where).toEqual([]);
    await window.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  };
  const setup = await atStepOf(window, 'google');
  await typeAccount(setup, practiceAccount('testing', 'google'));
  await look('form');
  await setup.button('Connect Google').click();
  await setup.card('Waiting for the sign-in in your browser').waitFor();
  await setup.button('Does the browser show an error?').click();
  await window.getByRole('radio', { name: /org_internal/ }).check();
  await look('waiting');
  await answerConsent(browserPage, await opened.next(), { untick: /list of Google calendars/ });
  await setup.alert('One permission is missing').waitFor();
  await look('missing permission');
  await setup.button('Ask again for all permissions').click();
  await answerConsent(browserPage, await opened.next());
  await setup.button('Run calendar test').click();
  await setup.card('Calendar test').getByText('All 5 passed').waitFor();
  await look('signed in');
  await setup.button('Continue').click();
  await setup.button('Skip for now').click();
  await setup.button('Finish').click();
  await new ClinicPage(window).card('The next seven days').getByRole('table').waitFor();
  await look('clinic');
  await new ConsolePage(window).title('Sunrise Dental').waitFor();
});
