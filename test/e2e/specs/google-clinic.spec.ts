/** A connected calendar on its clinic's page: another calendar, and the end of it. */
import { ClinicPage, ClinicsPage, ConsolePage, catchBrowser, connectClinic, expect, frontDesk, test } from '../driver';

const hygiene = 'hygiene0001@group.calendar.google.example';

test('“Change calendar” proves another one, keeps the sign-in, and shows its week', async ({
  start,
  google,
  browserPage,
}) => {
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const clinic = new ClinicPage(window);
  const opened = await catchBrowser(console);
  await connectClinic(window, opened, browserPage);
  const card = clinic.card('Google Calendar');
  const calendar = card.locator('dt', { hasText: /^Calendar$/ }).locator('+ dd');
  await expect(calendar).toHaveText('Sunrise Dental front desk');

  await clinic.pick('Change calendar', 'Google Calendar');
  const dialog = clinic.dialog('Change calendar');
  await expect(dialog.getByRole('radio', { name: /front desk/ })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: /Holidays/ })).toBeDisabled();
  // The one in use is no change.
  await expect(dialog.getByRole('button', { name: 'Use this calendar' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(calendar).toHaveText('Sunrise Dental front desk');

  const asked = google.control.requests().length;
  await clinic.pick('Change calendar', 'Google Calendar');
  await dialog.getByRole('radio', { name: /Hygiene room/ }).check();
  await dialog.getByRole('button', { name: 'Use this calendar' }).click();
  await expect(dialog).toBeHidden();
  await expect(calendar).toHaveText('Hygiene room');
  await expect(card).toContainText(frontDesk);
  await expect(
    clinic.card('The next seven days').getByRole('table', { name: /^When Hygiene room is busy/ }),
  ).toBeVisible();
  await expect(card.getByRole('list', { name: /^Google Calendar readiness: 4 of 5/ })).toBeVisible();
  expect(google.control.grants()).toHaveLength(1);
  expect(await opened.addresses()).toHaveLength(1);
  const since = google.control.requests().slice(asked);
  expect(since.some(({ path }) => path.endsWith('/freeBusy'))).toBe(true);

  // It is what the test books on from now on: no click further, and no reconnecting.
  await clinic.card('Calendar test history').getByRole('button', { name: 'Run calendar test' }).click();
  await window
    .getByRole('region', { name: 'Calendar test', exact: true })
    .getByRole('button', { name: 'Run calendar test' })
    .click();
  await expect(window.getByText('All 5 passed')).toBeVisible();
  const booked = google.control.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/events'));
  expect(booked.map(({ path }) => decodeURIComponent(path))).toEqual([expect.stringContaining(hygiene)]);
});

test('disconnecting an account that two clinics share names the other one, which has to reconnect', async ({
  start,
  google,
  browserPage,
}) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const clinic = new ClinicPage(window);
  const shell = new ConsolePage(window);
  const opened = await catchBrowser(console);
  await connectClinic(window, opened, browserPage, { name: 'Sunrise Dental West' });
  await shell.goTo('Clinics');
  await connectClinic(window, opened, browserPage, { name: 'Lakeside Pediatrics', account: 'Dr. Lee' });
  await shell.goTo('Clinics');
  await connectClinic(window, opened, browserPage, { name: 'Sunrise Dental' });
  expect(google.control.grants()).toHaveLength(3);

  await clinic.button('Disconnect').click();
  const dialog = clinic.dialog('Disconnect Google Calendar?');
  await expect(dialog.getByText('Another clinic loses its connection too')).toBeVisible();
  const named = dialog.getByRole('listitem');
  await expect(named).toHaveCount(2);
  await expect(named.filter({ hasText: 'Sunrise Dental West' })).toContainText('(loses its connection too)');
  await expect(named.filter({ hasText: 'Lakeside Pediatrics' })).not.toContainText('loses its connection');

  await test.step('whoever reads it can still turn back', async () => {
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(clinic.card('Google Calendar')).toContainText(frontDesk);
    expect(google.control.grants()).toHaveLength(3);
  });

  await clinic.button('Disconnect').click();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(clinic.card('Google Calendar')).toContainText('Revoked');
  expect(google.control.grants().map(({ email }) => email)).toEqual(['dr.lee@sunrise-dental.example']);

  await test.step('the warning was true', async () => {
    await shell.goTo('Clinics');
    const list = new ClinicsPage(window);
    // The list is read again when it is opened, and the disconnected clinic takes another place in it.
    await expect(list.row('Sunrise Dental')).toContainText('Not set up');
    await list.open('Sunrise Dental West');
    const card = clinic.card('Google Calendar');
    await card.getByRole('button', { name: 'Check now' }).click();
    await expect(card).toContainText('Reconnect needed');
    const notice = card.getByRole('alert').filter({ hasText: 'Google no longer accepts this clinic’s sign-in.' });
    await notice.getByRole('button', { name: 'Reconnect' }).click();
    await expect(window.getByRole('heading', { name: 'Reconnect Google Calendar' })).toBeVisible();
  });
});

test('offline, a disconnect says that it is not yet revoked until it is', async ({ start, google, browserPage }) => {
  test.slow();
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const clinic = new ClinicPage(window);
  await connectClinic(window, await catchBrowser(console), browserPage);

  google.control.setFault({ pathIncludes: 'revoke', fault: { kind: 'reset' } });
  await clinic.button('Disconnect').click();
  await clinic.dialog('Disconnect Google Calendar?').getByRole('button', { name: 'Disconnect' }).click();
  await expect(clinic.card('Google Calendar')).toContainText('Not yet revoked at Google Calendar', { timeout: 60_000 });
  google.control.clearFaults();
  await clinic.button('Try again now').click();
  await expect(clinic.card('Google Calendar')).not.toContainText('Not yet revoked');
  expect(google.control.grants()).toHaveLength(0);
});
