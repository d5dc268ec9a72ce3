/**
 * What Google refuses on its own page comes back to nobody: the person says what the browser shows, and goes straight
 * to what repairs it.
 */
import { googlePageErrors } from '../../../src-shared/providers/google/page-errors';
import {
  answerConsent,
  ConsolePage,
  expect,
  frontDesk,
  isPortOpen,
  practiceAccount,
  test,
  typeAccount,
} from '../driver';

const waiting = 'Waiting for the sign-in in your browser';

test('another kind of client: the page’s own words lead to the cause, and one click to an empty form', async ({
  startAtGoogle,
  browserPage,
}) => {
  const { window, setup, opened } = await startAtGoogle({ client: 'told-on-page' });
  await setup.button('Connect Google').click();
  const address = await opened.next();
  await browserPage.goto(address);
  await expect(
    browserPage.getByRole('heading', { name: 'Access blocked: Clinic Calendar’s request is invalid' }),
  ).toBeVisible();
  const printed = (await browserPage.getByText(/^Error \d+: /).textContent()) ?? '';
  await expect(setup.card(waiting)).toBeVisible();

  const question = setup.button('Does the browser show an error?');
  await expect(question).toHaveAttribute('aria-expanded', 'false');
  await question.click();
  const list = window.getByRole('radiogroup', { name: 'What the browser shows' });
  await expect(list.getByRole('radio')).toHaveCount(googlePageErrors.length);
  await list.getByRole('radio', { name: printed }).check();
  const explained = setup.alert('This OAuth client can’t be used by a program on a computer.');
  await expect(explained).toContainText('Why: Its type is “Web application”');
  await expect(explained).toContainText('make a client of the type “Desktop app”');
  await expect(explained.getByRole('button', { name: 'Open help page' })).toHaveAttribute(
    'title',
    'https://console.cloud.google.com/auth/clients',
  );
  // Looking is not ending.
  expect(await isPortOpen(address)).toBe(true);

  await explained.getByRole('button', { name: 'Use another OAuth client' }).click();
  await expect(setup.alert('The sign-in was ended here')).toContainText(
    `the browser showed “${printed}”. Nothing was stored`,
  );
  await expect(setup.field('Client ID')).toBeFocused();
  await expect(setup.field('Client ID')).toHaveValue('');
  await expect(setup.field('Client secret')).toHaveValue('');
  await expect.poll(() => isPortOpen(address)).toBe(false);

  await typeAccount(setup, practiceAccount('full', 'google'));
  await setup.button('Connect Google').click();
  await expect(setup.card(waiting)).toBeVisible();
  await answerConsent(browserPage, await opened.next());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
  await expect(window.getByText('The sign-in was ended here')).toHaveCount(0);
});

test('an account that the app does not admit: one click asks for another one', async ({
  startAtGoogle,
  browserPage,
}) => {
  const { window, setup, opened } = await startAtGoogle({ client: 'not-test-user' });
  await setup.button('Connect Google').click();
  const address = await opened.next();
  await answerConsent(browserPage, address, { account: 'Maple Street' });
  await expect(browserPage.getByText('Error 403: access_denied')).toBeVisible();
  await expect(browserPage.getByText('office@maple-street.example')).toBeVisible();

  await setup.button('Does the browser show an error?').click();
  await window.getByRole('radio', { name: /access_denied/ }).check();
  const explained = setup.alert('Google does not let this account in while the clinic’s app is being tested.');
  await expect(explained).toContainText('add the account to the test users');
  await explained.getByRole('button', { name: 'Sign in with another account' }).click();
  const next = await opened.next();
  await expect.poll(() => isPortOpen(address)).toBe(false);
  expect(new URL(next).searchParams.get('prompt')).toBe('select_account consent');
  await answerConsent(browserPage, next);
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});

test('a policy of the organization: the sign-in is ended, stays explained, and is in the trail', async ({
  startAtGoogle,
  google,
  browserPage,
}) => {
  const { window, setup, opened } = await startAtGoogle({ client: 'admin-policy' });
  await setup.button('Connect Google').click();
  const address = await opened.next();
  await answerConsent(browserPage, address);
  await expect(browserPage.getByText('Error 400: admin_policy_enforced')).toBeVisible();

  await setup.button('Does the browser show an error?').click();
  await window.getByRole('radio', { name: /admin_policy_enforced/ }).check();
  await setup.button('End this sign-in').click();
  const notice = setup.alert('The account’s organization does not allow this app.');
  await expect(notice).toContainText('Nothing was stored');
  await expect(notice.getByRole('button', { name: 'Sign in with another account' })).toBeVisible();
  await expect(notice.getByRole('button', { name: 'Sign in again' })).toBeVisible();
  await expect(setup.field('Client ID')).not.toHaveValue('');
  await expect.poll(() => isPortOpen(address)).toBe(false);
  expect(google.control.grants()).toEqual([]);
  await setup.button('Finish later').click();
  await new ConsolePage(window).goTo('Activity');
  await expect(window.getByText(/refused on the page in the browser \(admin_policy_enforced\)/)).toBeVisible();
});

test('a window inside another app: the link is copied, and the same sign-in goes on', async ({
  startAtGoogle,
  browserPage,
}) => {
  const { window, setup, opened } = await startAtGoogle({ client: 'full' });
  await setup.button('Connect Google').click();
  const address = await opened.next();
  await setup.button('Does the browser show an error?').click();
  await window.getByRole('radio', { name: /disallowed_useragent/ }).check();
  await setup
    .alert('Google does not allow signing in inside this window.')
    .getByRole('button', { name: 'Copy sign-in link' })
    .click();
  await expect.poll(opened.copied).toBe(address);
  await answerConsent(browserPage, await opened.copied());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});
