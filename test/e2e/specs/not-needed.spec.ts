/** A clinic that has no use for a provider says so once: in the wizard or on its page, and it can be taken back. */
import { atStepOf, expect, SetupPage, test } from '../driver';

test('is decided in the wizard, counts as done, and is shown on the clinic’s page and in the list', async ({
  start,
  twilio,
}) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  await atStepOf(window, 'twilio');
  const setup = new SetupPage(window);
  await setup.stepButton('Google Calendar').click();
  await expect(setup.heading('Connect Google Calendar')).toBeVisible();
  await setup.button('Not needed').click();
  await expect(setup.heading('Connect Stripe')).toBeFocused();
  await expect(setup.stepButton('Google Calendar')).toHaveAccessibleName('Google Calendar, done');
  await setup.stepButton('Handoff').click();
  await expect(window.getByText('takes no appointments').first()).toBeVisible();
  await setup.stepButton('Google Calendar').click();
  await expect(window.getByRole('region', { name: 'Google Calendar', exact: true })).toContainText('Not needed');
  await setup.stepButton('Handoff').click();
  await setup.button('Finish').click();

  const card = window.getByRole('region', { name: 'Google Calendar', exact: true });
  await expect(card).toContainText('takes no appointments');
  await expect(window.getByRole('region', { name: 'Activity' })).toContainText('Google Calendar');
  await card.getByRole('button', { name: 'Needed again' }).click();
  await expect(card.getByRole('button', { name: 'Connect Google' })).toBeVisible();
  await card.getByRole('button', { name: 'Not needed' }).click();
  await expect(card.getByRole('button', { name: 'Needed again' })).toBeVisible();
  await window.getByRole('button', { name: 'Clinics', exact: true }).first().click();
  await expect(window.getByRole('row', { name: 'Sunrise Dental' })).toContainText('Not needed');
});
