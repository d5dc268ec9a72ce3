/**
 * The main job of the console, from a fresh profile to a clinic that is ready to be handed over. The first example of
 * docs/qa.md.
 */
import {
  auditEntries,
  ClinicPage,
  ConsolePage,
  expect,
  pointedAt,
  practiceAccount,
  SetupPage,
  test,
  testLines,
  themes,
  typeAccount,
  verifyAudit,
} from '../driver';

test('a clinic’s Twilio account is connected, proved by two messages, and handed over', async ({
  start,
  twilio,
  photograph,
}) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const setup = new SetupPage(window);

  await setup.button('Set up a clinic').click();
  await setup.nameClinic('Sunrise Dental');
  await typeAccount(setup, practiceAccount('full'));
  await setup.verifyAndSave(/Front desk/);

  await setup.runTest('(415) 555-0188');
  await setup.testEnded();
  for (const line of testLines) await expect(setup.state(line)).toHaveText('Passed');
  for (const theme of themes) await photograph(console, `Four passed, ${theme}`, { theme, size: [1024, 700] });

  // What left the computer, as the provider saw it.
  expect(twilio.control.messages().map(({ to, from, status }) => ({ to, from, status }))).toEqual(
    Array(2).fill({ to: '+14155550188', from: '+12125550123', status: 'delivered' }),
  );

  await setup.button('Continue').click();
  await setup.skip();
  await setup.skip();
  await expect(setup.handoff('What was proven')).toContainText(['Signed in', 'Delivered']);
  await expect(setup.handoff('How it was tested')).toContainText(testLines.slice(-2));
  await setup.finish();
  await expect(new ConsolePage(window).title('Sunrise Dental')).toBeVisible();
  await expect(new ClinicPage(window).rung('Delivered')).toContainText(/proven|just now/i);

  // What the console wrote down about it.
  const actions = (await auditEntries(window, 'Sunrise Dental')).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['organization.added', 'credential.added', 'test.passed']));
  expect(await verifyAudit(window)).toMatchObject({ intact: true, firstBroken: null });
});
