/** The clinic's own calendar: from an OAuth client to a test event made and removed, with a real browser on the other side. */
import { AxeBuilder } from '@axe-core/playwright';
import { answerConsent, catchBrowser } from '../fixtures/browser';
import { atGoogleStep, clientFile, expect, practiceClient, test, typeClient } from '../fixtures/google';
import { resize } from '../fixtures/launch';
import { ClinicPage } from '../pages/clinics';
import { ConsolePage } from '../pages/console';
import { SetupPage } from '../pages/setup';

const lines = ['Calendar found', 'Free/busy of today', 'Test event made', 'Test event shows as busy', 'Test event removed'] as const;
const frontDesk = 'front.desk@sunrise-dental.example';

test('a calendar is connected in the browser, picked, proved by five lines, handed over, and disconnected', async ({ start, google, browserPage }) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const setup = new SetupPage(window);
  const opened = await catchBrowser(console);
  await atGoogleStep(setup);

  await test.step('the client is typed, and the browser opened on the provider’s page', async () => {
    await typeClient(setup, 'full');
    await setup.button('Connect Google').click();
    await expect(setup.card('Waiting for the sign-in in your browser')).toBeVisible();
    await expect(window.getByRole('list', { name: 'What to expect in the browser' }).getByRole('listitem')).toHaveCount(5);
    await expect(window.getByRole('timer')).toHaveAccessibleName(/Time left [45]:\d\d/);
    const address = await opened.next();
    expect(new URL(address).searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
    expect(new URL(address).searchParams.get('code_challenge_method')).toBe('S256');
    await setup.button('Copy sign-in link').click();
    await expect(window.getByText('Copied', { exact: true })).toBeVisible();
    expect(await opened.copied()).toBe(address);
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
    await expect(calendars).toContainText('America/Los_Angeles');
  });

  await test.step('another calendar is picked, and tested by five lines', async () => {
    await window.getByRole('radio', { name: /Hygiene room/ }).check();
    await expect(setup.button('Run calendar test')).toBeDisabled();
    await setup.button('Use this calendar').click();
    await expect(setup.button('Use this calendar')).toBeHidden();
    await expect(window.locator('dt', { hasText: /^Calendar$/ }).locator('+ dd')).toHaveText('Hygiene room');
    await setup.button('Run calendar test').click();
    for (const line of lines) await expect(setup.state(line)).toHaveText('Passed');
    await expect(setup.card('Calendar test')).toContainText('All 5 passed');
    await expect(window.getByRole('list', { name: /^Google Calendar readiness: 5 of 5/ })).toBeVisible();
  });

  await test.step('handoff, and the clinic’s page', async () => {
    await setup.button('Continue').click();
    await expect(setup.card('Proved')).toContainText('Google Calendar: Test event made and removed');
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

test('denied, unticked, cancelled: each ends in its own words, stores nothing, and goes on with one click', async ({ start, google, browserPage }) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const setup = new SetupPage(console.window);
  const opened = await catchBrowser(console);
  await atGoogleStep(setup);
  await typeClient(setup, 'full');

  await setup.button('Connect Google').click();
  const first = await opened.next();
  await answerConsent(browserPage, first, { decision: 'Deny' });
  await expect(setup.button('Sign in again')).toBeVisible();
  await expect(setup.alert(/What to do:/)).toContainText('google.');

  await setup.button('Sign in again').click();
  await answerConsent(browserPage, await opened.next(), { untick: /list of Google calendars/ });
  const missing = setup.alert('One permission is missing');
  await expect(missing).toContainText('See the list of calendars');
  await expect(missing).toContainText(frontDesk);

  await setup.button('Ask again for all permissions').click();
  const third = await opened.next();
  await setup.button('Cancel').last().click();
  await expect(console.window.getByText('Sign-in cancelled')).toBeVisible();
  const { port } = new URL(new URL(third).searchParams.get('redirect_uri') ?? '');
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();

  await setup.button('Start again').click();
  await answerConsent(browserPage, await opened.next());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});

test('another account than before is stored only when it is meant', async ({ start, google, browserPage }) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const setup = new SetupPage(window);
  const opened = await catchBrowser(console);
  await atGoogleStep(setup);
  await typeClient(setup, 'full');
  await setup.button('Connect Google').click();
  await answerConsent(browserPage, await opened.next());
  await setup.card(`Signed in as ${frontDesk}`).waitFor();

  const signInAsLee = async () => {
    await setup.button('Reconnect').click();
    await setup.button('Connect Google').click();
    await answerConsent(browserPage, await opened.next(), { account: 'Dr. Lee' });
    await expect(setup.alert('This is another account than before')).toContainText('Is this meant?');
  };
  await signInAsLee();
  await setup.button(`Keep ${frontDesk}`).click();
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
  await signInAsLee();
  await setup.button(/^Yes, use dr\.lee/).click();
  await expect(setup.card('Signed in as dr.lee@sunrise-dental.example')).toBeVisible();
});

test('without a browser the link is offered, and works', async ({ start, google, browserPage }) => {
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const setup = new SetupPage(console.window);
  const opened = await catchBrowser(console, false);
  await atGoogleStep(setup);
  await typeClient(setup, 'full');
  await setup.button('Connect Google').click();
  await expect(console.window.getByText('No browser opened', { exact: true })).toBeVisible();
  await setup.button('Copy sign-in link').click();
  await expect(console.window.getByText('Copied', { exact: true })).toBeVisible();
  await answerConsent(browserPage, await opened.copied());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});

test('the client’s file is read where it is pasted; a wrong one is explained before a browser opens', async ({ start, google }) => {
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const setup = new SetupPage(window);
  const opened = await catchBrowser(console);
  await atGoogleStep(setup);
  const field = window.getByRole('textbox', { name: 'OAuth client file: paste its text' });
  const paste = (text: string) =>
    field.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  for (const [text, words] of [
    [clientFile('web-client', 'web'), /Web application/],
    [JSON.stringify({ type: 'service_account', project_id: 'x', private_key: 'x', client_email: 'a@b.example' }), /service.account/i],
    [clientFile('full').slice(0, -20), /begins like an OAuth client file/],
  ] as const) {
    await paste(text);
    await expect(setup.alert(words)).toContainText('What to do:');
  }
  await paste(clientFile('full'));
  await expect(setup.field('Client ID')).toHaveValue(practiceClient('full').id);
  await expect(setup.field('Client secret')).toHaveValue('');
  expect(await window.content()).not.toContain(practiceClient('full').secret);
  expect(await opened.addresses()).toEqual([]);
  await setup.button('Connect Google').click();
  await expect(setup.card('Waiting for the sign-in in your browser')).toBeVisible();
});

test('offline, a disconnect says that it is not yet revoked until it is', async ({ start, google, browserPage }) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const setup = new SetupPage(window);
  const clinic = new ClinicPage(window);
  const opened = await catchBrowser(console);
  await atGoogleStep(setup);
  await typeClient(setup, 'full');
  await setup.button('Connect Google').click();
  await answerConsent(browserPage, await opened.next());
  await setup.button('Continue without a test').click();
  await setup.button('Finish').click();
  await new ConsolePage(window).title('Sunrise Dental').waitFor();

  google.control.setFault({ pathIncludes: 'revoke', fault: { kind: 'reset' } });
  await clinic.button('Disconnect').click();
  await clinic.dialog('Disconnect Google Calendar?').getByRole('button', { name: 'Disconnect' }).click();
  await expect(clinic.card('Google Calendar')).toContainText('Not yet revoked at Google Calendar', { timeout: 20_000 });
  google.control.clearFaults();
  await clinic.button('Try again now').click();
  await expect(clinic.card('Google Calendar')).not.toContainText('Not yet revoked');
  expect(google.control.grants()).toHaveLength(0);
});

test('every screen of the calendar is accessible in both themes, and nothing is cut off at 200 %', async ({ start, google, browserPage }) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  await resize(console, 1024, 700);
  const setup = new SetupPage(window);
  const opened = await catchBrowser(console);
  /** The list of clinics counts its rows by the text size of the settings, and is tried with that elsewhere. */
  const look = async (where: string, scales = [200, 100]) => {
    for (const theme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await expect(new ConsolePage(window).drawnTheme()).toHaveAttribute('data-mantine-color-scheme', theme);
      const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${where}, ${theme}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    for (const scale of scales) {
      await window.evaluate((percent) => {
        document.documentElement.style.fontSize = `${(16 * percent) / 100}px`;
      }, scale);
      const cut = await window.evaluate(() => {
        const width = document.documentElement.clientWidth;
        return [...document.querySelectorAll('button, input, textarea, h1, h2, h3')]
          .filter((element) => {
            const box = element.getBoundingClientRect();
            return box.width > 1 && element.closest('.vx-hidden') === null && (box.right > width + 1 || box.left < -1);
          })
          .map((element) => element.outerHTML.slice(0, 120));
      });
      expect(cut, `${where} at ${scale} %`).toEqual([]);
    }
    await window.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  };
  await atGoogleStep(setup);
  await typeClient(setup, 'testing');
  await look('form');
  await setup.button('Connect Google').click();
  await setup.card('Waiting for the sign-in in your browser').waitFor();
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
  await setup.button('Finish').click();
  await new ClinicPage(window).card('The next seven days').getByRole('table').waitFor();
  await look('clinic');
  await new ConsolePage(window).goTo('Clinics');
  await window.getByRole('row', { name: 'Sunrise Dental' }).waitFor();
  await look('clinics', []);
});
