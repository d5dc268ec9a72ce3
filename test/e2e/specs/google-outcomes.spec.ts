/** Each way in which a sign-in fails: its own message, nothing stored, the port closed, and what to do next. */
import { answerConsent, callbackOf, expect, frontDesk, hurryTimer, isPortOpen, test } from '../driver';

test('denied, unticked, cancelled: each ends in its own words, stores nothing, and goes on with one click', async ({
  startAtGoogle,
  browserPage,
}) => {
  test.slow();
  const { window, setup, opened } = await startAtGoogle({ client: 'full' });

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
  await expect(window.getByText('Sign-in cancelled')).toBeVisible();
  await expect.poll(() => isPortOpen(third)).toBe(false);

  await setup.button('Start again').click();
  await answerConsent(browserPage, await opened.next());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});

test('nobody comes back within five minutes: the port is closed, nothing is stored, and a click starts again', async ({
  startAtGoogle,
  google,
  browserPage,
}) => {
  const { console, window, setup, opened } = await startAtGoogle({ client: 'full' });
  const pass = await hurryTimer(console, 5 * 60_000);
  await setup.button('Connect Google').click();
  const first = await opened.next();
  await expect(window.getByRole('timer')).toHaveAccessibleName(/Time left (5:00|4:5\d)/);
  expect(await isPortOpen(first)).toBe(true);
  await pass();

  const notice = setup.alert('Nobody finished the sign-in in five minutes');
  await expect(notice).toContainText('Nothing was stored');
  await expect(setup.card('Waiting for the sign-in in your browser')).toHaveCount(0);
  await expect.poll(() => isPortOpen(first)).toBe(false);
  // The page is still open in the browser. Its answer now reaches no listener.
  await answerConsent(browserPage, first);
  await expect.poll(() => browserPage.url()).toMatch(/^chrome-error:/);
  expect(google.control.grants()).toEqual([]);

  await notice.getByRole('button', { name: 'Start again' }).click();
  await answerConsent(browserPage, await opened.next());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});

test('a rule of the organization that is sent back is told as one, with what the administrator has to do', async ({
  startAtGoogle,
  google,
  browserPage,
}) => {
  const { setup, opened } = await startAtGoogle({ client: 'full' });
  await setup.button('Connect Google').click();
  const address = await opened.next();
  await browserPage.goto(
    callbackOf(address, { error: 'admin_policy_enforced', error_description: 'Blocked by the administrator.' }),
  );
  await expect(browserPage.getByRole('heading', { name: 'Return to Voxanne Console' })).toBeVisible();

  const notice = setup.alert('The account’s organization does not allow this app.');
  await expect(notice).toContainText('Why: The Google Workspace administrator decides');
  await expect(notice).toContainText('What to do: Give the administrator the client ID');
  await expect(notice.getByRole('button', { name: 'Open help page' })).toBeVisible();
  await expect.poll(() => isPortOpen(address)).toBe(false);
  expect(google.control.grants()).toEqual([]);

  await notice.getByRole('button', { name: 'Sign in again' }).click();
  await answerConsent(browserPage, await opened.next());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});

test('another account than before is stored only when it is meant', async ({ startAtGoogle, browserPage }) => {
  test.slow();
  const { setup, opened } = await startAtGoogle({ client: 'full' });
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

test('without a browser the link is offered, and works', async ({ startAtGoogle, browserPage }) => {
  const { window, setup, opened } = await startAtGoogle({ client: 'full', browserOpens: false });
  await setup.button('Connect Google').click();
  await expect(window.getByText('No browser opened', { exact: true })).toBeVisible();
  await setup.button('Copy sign-in link').click();
  await expect(window.getByText('Copied', { exact: true })).toBeVisible();
  await answerConsent(browserPage, await opened.copied());
  await expect(setup.card(`Signed in as ${frontDesk}`)).toBeVisible();
});
