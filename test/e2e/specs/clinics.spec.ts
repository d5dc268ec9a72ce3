/** The list of clinics on a later day: which clinic needs attention, why, and what to do. */
import {
  ClinicPage,
  ClinicsPage,
  ConsolePage,
  expect,
  practiceAccount,
  reload,
  SetupPage,
  seedClinic,
  test,
} from '../driver';

const frontDesk = '+12125550123';
const afterHours = '+12125550124';

test('the list says what needs attention; it is searched, filtered, sorted, and a row opens its clinic', async ({
  start,
  twilio,
}) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const shell = new ConsolePage(window);
  const clinics = new ClinicsPage(window);
  await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full'), number: frontDesk });
  await seedClinic(window, { name: 'Émile Orthodontics', account: practiceAccount('full'), number: afterHours });
  await seedClinic(window, { name: 'Old Mill Physio', account: practiceAccount('suspended') });
  await seedClinic(window, { name: 'Brand New Clinic', account: null, setupStep: 'twilio' });
  await reload(window);

  await expect(clinics.rows()).toHaveCount(4);
  // Clinics that need attention come first.
  await expect
    .poll(clinics.names)
    .toEqual(['Old Mill Physio', 'Émile Orthodontics', 'Sunrise Dental', 'Brand New Clinic']);
  await expect(clinics.row('Old Mill Physio')).toContainText(/suspended/i);
  await expect(clinics.row('Old Mill Physio')).toContainText('Needs attention');
  await expect(clinics.row('Brand New Clinic')).toContainText('Set-up was started and not finished');
  await expect(clinics.row('Sunrise Dental')).toContainText('(212) 555-0123');

  await clinics.search().fill('emile');
  await expect(clinics.rows()).toHaveCount(1);
  await clinics.search().fill('212-555-0123');
  await expect(clinics.row('Sunrise Dental')).toBeVisible();
  await expect(clinics.rows()).toHaveCount(1);
  await clinics.search().fill('nobody');
  await expect(window.getByText('No clinic matches “nobody”')).toBeVisible();
  await shell.button('Show all clinics').click();
  await expect(clinics.rows()).toHaveCount(4);
  await expect(window.getByRole('columnheader', { name: 'Twilio' })).toBeVisible();

  await clinics.filter('Needs attention').click();
  await expect(clinics.rows()).toHaveCount(1);
  await expect(clinics.filter('Needs attention')).toHaveAttribute('aria-pressed', 'true');
  await clinics.filter('All').click();
  await clinics.sortBy('Clinic').click();
  await expect(window.getByRole('columnheader', { name: 'Clinic' })).toHaveAttribute('aria-sort', 'ascending');
  await expect
    .poll(clinics.names)
    .toEqual(['Brand New Clinic', 'Émile Orthodontics', 'Old Mill Physio', 'Sunrise Dental']);
  await clinics.sortBy('Clinic').click();
  await expect.poll(async () => (await clinics.names())[0]).toBe('Sunrise Dental');

  await clinics.row('Sunrise Dental').click();
  await expect(shell.title('Sunrise Dental')).toBeFocused();
  await shell.button('Clinics').last().click();
  await clinics.row('Brand New Clinic').click();
  await expect(new SetupPage(window).heading('Connect Twilio')).toBeVisible();
});

test('all clinics are checked at once, with progress; Cancel stops it; nothing is sent', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const shell = new ConsolePage(window);
  for (const [index, { accountSid, authToken, phoneNumber }] of twilio.control.addAccounts(6).entries())
    await seedClinic(window, {
      name: `Clinic ${index + 1}`,
      account: { methodId: 'auth-token', fields: { accountSid, authToken } },
      number: phoneNumber,
    });
  await seedClinic(window, { name: 'Old Mill Physio', account: practiceAccount('suspended') });
  await reload(window);

  await shell.button('Check all now').click();
  const end = window.getByRole('status').filter({ hasText: 'Checked' });
  await expect(end).toContainText('1 failed');

  await test.step('a reload of the page loses neither its end nor what is searched for and picked', async () => {
    const clinics = new ClinicsPage(window);
    await clinics.search().fill('clinic');
    await window.getByRole('checkbox', { name: 'Select Clinic 3', exact: true }).click();
    const kept = () => window.evaluate(() => globalThis.window.voxanne.organizations.recallView({}));
    await expect.poll(kept).toMatchObject({ value: { search: 'clinic', picked: [expect.any(String)] } });
    await reload(window);
    await expect(end).toContainText('1 failed');
    await expect(clinics.search()).toHaveValue('clinic');
    await expect(window.getByText('1 selected')).toBeVisible();
    await shell.button('Clear selection').click();
    await clinics.search().fill('');
  });
  await shell.button('Dismiss').click();

  // Nothing is answered from here on, so that the check can't be over before it is cancelled.
  twilio.control.setLatency(600_000);
  await shell.button('Check all now').click();
  await expect(window.getByText(/Checked \d of 7/)).toBeVisible();
  await expect(window.getByRole('progressbar', { name: 'Clinics checked' })).toBeAttached();
  await expect(shell.button('Check all now')).toBeDisabled();
  await reload(window);
  await expect(window.getByText(/Checked \d of 7/)).toBeVisible();
  await shell.button('Cancel').click();
  await expect(window.getByRole('status').filter({ hasText: /cancelled/i })).toBeVisible();
  await expect(shell.button('Check all now')).toBeEnabled();
  expect(twilio.control.messages()).toHaveLength(0);
});

test('a clinic’s connection is checked, moved to another number, replaced and revoked', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const shell = new ConsolePage(window);
  const clinic = new ClinicPage(window);
  const setup = new SetupPage(window);
  await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full'), number: frontDesk });
  await seedClinic(window, { name: 'Sunrise Dental West', account: practiceAccount('full'), number: afterHours });
  await reload(window);
  await new ClinicsPage(window).row('Sunrise Dental').click();

  await test.step('Check now', async () => {
    const before = twilio.control.requestCount();
    await clinic.button('Check now').click();
    await expect(clinic.card('Twilio').getByRole('status').filter({ hasText: 'Checked.' })).toHaveCount(1);
    expect(twilio.control.requestCount()).toBeGreaterThan(before);
  });

  await test.step('Handoff report', async () => {
    await clinic.button('Handoff report').click();
    await expect(shell.title('Handoff report')).toBeVisible();
    await expect(setup.handoff('Still open').filter({ hasText: 'Google' }).first()).toBeVisible();
    await setup.button('Back to the clinic').click();
    await expect(shell.title('Sunrise Dental')).toBeVisible();
  });

  await test.step('Change number', async () => {
    await clinic.pick('Change number');
    const dialog = clinic.dialog('Change number');
    await expect(dialog.getByRole('button', { name: 'Use this number' })).toBeDisabled();
    await dialog.getByRole('radio', { name: /Toll-free/ }).check();
    await dialog.getByRole('button', { name: 'Use this number' }).click();
    await expect(dialog).toBeHidden();
    await expect(clinic.rung('Number owned')).toContainText('(833) 555-0100');
  });

  await test.step('Replace credentials', async () => {
    await clinic.button('Replace credentials').click();
    await expect(setup.heading('Replace the Twilio credentials')).toBeVisible();
    await setup.pickMethod('API key');
    const { accountSid = '', apiKeySid = '', apiKeySecret = '' } = practiceAccount('api-key').fields;
    await setup.fillCredentials({
      'Account SID': accountSid,
      'API key SID': apiKeySid,
      'API key secret': apiKeySecret,
    });
    await setup.button('Verify').click();
    await expect(setup.number(/Toll-free/)).toBeChecked();
    await setup.button('Save').click();
    await expect(shell.title('Sunrise Dental')).toBeVisible();
    await expect(clinic.card('Twilio')).toContainText(`API key ending in ${apiKeySecret.slice(-4)}`);
  });

  await test.step('Revoke', async () => {
    await clinic.button('Revoke').click();
    const dialog = clinic.dialog('Revoke Twilio?');
    await expect(dialog).toContainText('Another clinic uses the same account');
    await expect(dialog.getByRole('listitem')).toContainText('Sunrise Dental West');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await expect(clinic.button('Revoke')).toBeFocused();
    await clinic.button('Revoke').click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await expect(clinic.card('Twilio')).toContainText('The key was destroyed on this computer');
    await expect(clinic.card('Activity').getByRole('listitem').first()).toContainText(/Twilio/);
  });
});

test('a clinic is renamed, and removed only once its name was typed', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const shell = new ConsolePage(window);
  const clinic = new ClinicPage(window);
  await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full'), number: frontDesk });
  await reload(window);
  await new ClinicsPage(window).row('Sunrise Dental').click();

  await clinic.button('Edit clinic').click();
  const edit = clinic.dialog('Edit clinic');
  await edit.getByRole('textbox', { name: 'Clinic name' }).fill('Sunset Dental');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(shell.title('Sunset Dental')).toBeVisible();

  await clinic.button('Remove clinic').click();
  const remove = clinic.dialog('Remove this clinic?');
  const confirm = remove.getByRole('textbox', { name: /Type the clinic’s name/ });
  await confirm.fill('Sunrise Dental');
  await expect(remove.getByRole('button', { name: 'Remove clinic' })).toBeDisabled();
  await confirm.fill('Sunset Dental');
  await remove.getByRole('button', { name: 'Remove clinic' }).click();
  await expect(shell.button('Set up a clinic')).toBeVisible();
  await shell.goTo('Activity');
  await expect(window.getByRole('region', { name: 'Activity, newest first' })).toContainText('Sunset Dental');
  await shell.button('Verify integrity').click();
  await expect(window.getByRole('status').filter({ hasText: /^Intact/ })).toBeVisible();
});
