/** What happens outside of the window: files, the browser, another computer. The third example of docs/qa.md. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  answerConsent,
  answerOpenDialog,
  answerSaveDialog,
  atStepOf,
  ClinicPage,
  ClinicsPage,
  ConsolePage,
  catchBrowser,
  expect,
  frontDesk,
  launchConsole,
  pointedAt,
  practiceAccount,
  SettingsPage,
  test,
  typeAccount,
  VaultPage,
} from '../driver';

const passphrase = 'four words for a kit';

test('an .env file is imported, a calendar connected in the browser, and all of it restored elsewhere', async ({
  start,
  twilio,
  google,
  browserPage,
  profileDir,
}) => {
  const simulated = pointedAt({ twilio, google });
  const first = await start(simulated);
  const opened = await catchBrowser(first);
  const { accountSid, authToken } = practiceAccount('full').fields;
  const env = path.join(profileDir, 'receptionist.env');
  writeFileSync(env, `TWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_AUTH_TOKEN=${authToken}\n`);

  const setup = await atStepOf(first.window, 'twilio');
  await answerOpenDialog(first, env);
  await setup.button('Import .env file').click();
  await setup.verifyAndSave(/Front desk/);
  await setup.stepButton('Google Calendar').click();
  await typeAccount(setup, practiceAccount('full', 'google'));
  await setup.button('Connect Google').click();
  await answerConsent(browserPage, await opened.next(), { account: frontDesk });
  await setup.button('Run calendar test').click();
  await expect(setup.card('Calendar test')).toContainText('All 5 passed');
  expect(google.control.grants().map(({ email }) => email)).toEqual([frontDesk]);

  const kit = path.join(profileDir, 'clinics.voxkit');
  await answerSaveDialog(first, kit);
  await new ConsolePage(first.window).goTo('Settings');
  await new SettingsPage(first.window).saveRecoveryKit(passphrase);
  expect(existsSync(kit)).toBe(true);
  await first.close();

  // Another computer: another profile, which has only the kit.
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'voxanne-elsewhere-'));
  const second = await launchConsole(elsewhere, simulated);
  try {
    await answerOpenDialog(second, kit);
    await new VaultPage(second.window).restoreKit(passphrase);
    await new ClinicsPage(second.window).open('Sunrise Dental');
    const clinic = new ClinicPage(second.window);
    await clinic.checkNow();
    await expect(clinic.rung('Signed in')).toContainText(/proven|just now/i);
    await clinic.checkNow('Google Calendar');
    await expect(clinic.card('Google Calendar')).toContainText(frontDesk);
  } finally {
    await second.close();
    rmSync(elsewhere, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
