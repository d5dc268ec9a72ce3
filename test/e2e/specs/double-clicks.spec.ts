/** A double click on a button that creates or sends: exactly one effect. */
import { auditEntries, expect, labelled, practiceAccount, practicePhone, SetupPage, test } from '../driver';

test('each button of a set-up does what it does once', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  /** How often each thing was done, as the activity has it. */
  const done = async (action: string) => (await auditEntries(window)).filter((entry) => entry.action === action).length;
  const setup = new SetupPage(window);
  const sent = (): number => twilio.control.messages().length;

  await setup.button('Set up a clinic').click();
  await window.getByRole('textbox', { name: 'Clinic name' }).fill('Sunrise Dental');
  await setup.button('Create clinic and continue').dblclick();
  await setup.heading('Connect Twilio').waitFor();
  expect(await done('organization.added')).toBe(1);

  await setup.fillCredentials(labelled(practiceAccount('full')));
  await setup.button('Verify').dblclick();
  await setup.number(/Front desk/).check();
  await setup.button('Save and continue').dblclick();
  await expect(setup.heading('Test text messages')).toBeVisible();
  expect([await done('credential.verify'), await done('credential.added')]).toEqual([1, 1]);

  await setup.recipient().fill(practicePhone('delivered'));
  await setup.button('Run SMS test').dblclick();
  await setup.testEnded();
  expect(sent()).toBe(2);
  await setup.button('Run again: Test SMS').dblclick();
  await expect.poll(sent).toBe(3);
  await setup.testEnded();
  await setup.result().getByRole('button', { name: 'Run again', exact: true }).dblclick();
  await expect.poll(sent).toBe(5);
  await setup.testEnded();
  expect(sent()).toBe(5);
});
