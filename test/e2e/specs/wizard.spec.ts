/** The main job: from pasted credentials to four proven results. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerOpenDialog,
  ClinicPage,
  type Console,
  ConsolePage,
  expect,
  labelled,
  practiceAccount,
  practicePhone,
  SetupPage,
  test,
  testLines,
  withDisplayClipboard,
} from '../driver';

const account = practiceAccount('full');
const token = account.fields.authToken ?? '';
/** What this job proves; the registration with the carriers is Twilio's affair. */
const clinicRungs = ['Signed in', 'Number owned', 'SMS-capable', 'Delivered'];

/** Pastes text from the clipboard, as a person does. */
async function paste({ app, window }: Console, label: string, text: string) {
  const field = new SetupPage(window).field(label);
  await field.focus();
  await withDisplayClipboard(app, async () => {
    await app.evaluate(async ({ BrowserWindow, clipboard }, pasted) => {
      await clipboard.writeText(pasted);
      BrowserWindow.getAllWindows()[0]?.webContents.paste();
    }, text);
    await expect(field).not.toHaveValue('');
  });
}

/** Everything that the page holds: its markup and what is typed into its fields. */
const everythingIn = async (window: Page): Promise<string> =>
  (await window.content()) +
  (await window
    .locator('input, textarea')
    .evaluateAll((fields) => fields.map((field) => ('value' in field ? field.value : '')).join('\n')));

for (const theme of ['Light', 'Dark'] as const) {
  test(`a new clinic goes from pasted credentials to four passed results (${theme.toLowerCase()})`, async ({
    start,
    twilio,
  }) => {
    const console = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const { window } = console;
    const shell = new ConsolePage(window);
    const setup = new SetupPage(window);
    await expect(shell.simulatedBanner()).toContainText(twilio.origin);
    await shell.pickTheme(theme);
    await expect(shell.drawnTheme()).toHaveAttribute('data-mantine-color-scheme', theme.toLowerCase());
    await shell.goTo('Clinics');
    await setup.button('Set up a clinic').click();
    await setup.nameClinic('Sunrise Dental');

    await test.step('credentials are cleaned as they are pasted, and verified before anything is saved', async () => {
      await expect(setup.heading('Connect Twilio')).toBeFocused();
      await paste(console, 'Account SID', `\u200b ${account.fields.accountSid?.toLowerCase()} \n`);
      await expect(setup.field('Account SID')).toHaveValue(account.fields.accountSid ?? '');
      await paste(console, 'Auth token', `  ${token}\t\n`);
      await expect(setup.field('Auth token')).toHaveValue(token);
      await expect(setup.field('Auth token')).toHaveAttribute('type', 'password');
      await setup.button('Verify').click();
      await expect(window.getByText('Verified', { exact: true })).toBeVisible();
      for (const [fact, value] of [
        ['Account', 'Practice · Sunrise Dental'],
        ['Type', 'Full'],
        ['Status', 'Active'],
        ['Balance', /^\$\d/],
      ] as const)
        await expect(window.locator('dt', { hasText: new RegExp(`^${fact}$`) }).locator('+ dd')).toContainText(value);
      expect(await everythingIn(window)).not.toContain(token);
    });

    await test.step('the number comes from the account’s own list; one that cannot send says why', async () => {
      const fax = setup.number(/Fax line/);
      await expect(fax).toBeDisabled();
      await expect(fax.locator('..')).toContainText(/SMS/);
      await setup.number(/Front desk/).check();
      await setup.button('Save and continue').click();
    });

    await test.step('four lines fill in, and exactly two messages leave', async () => {
      await expect(setup.heading('Test text messages')).toBeFocused();
      await expect(window.getByRole('region', { name: 'Hot-lead SMS preview' })).toContainText('UCS-2');
      await setup.runTest('(415) 555-0188');
      await setup.testEnded();
      for (const line of testLines) await expect(setup.state(line)).toHaveText('Passed');
      const sent = twilio.control.messages();
      expect(sent.map(({ to, from }) => ({ to, from }))).toEqual(
        Array(2).fill({ to: '+14155550188', from: '+12125550123' }),
      );
      await expect(setup.copySid('Account verification')).toHaveAccessibleName(`Copy SID ${account.fields.accountSid}`);
      for (const [index, line] of (['Test SMS', 'Hot-lead SMS'] as const).entries()) {
        await expect(setup.copySid(line)).toHaveAccessibleName(`Copy Message SID ${sent[index]?.sid}`);
        await expect(setup.delivery(line).first()).toContainText('Queued');
        await expect(setup.delivery(line).last()).toContainText(/Delivered \d/);
      }
      await expect(setup.result()).toContainText('All 4 passed');
    });

    await test.step('handoff, and the clinic’s page', async () => {
      await setup.button('Continue').click();
      await expect(setup.heading('Connect Google Calendar')).toBeFocused();
      await setup.button('Skip for now').click();
      await expect(setup.heading('Connect Stripe')).toBeFocused();
      await setup.button('Skip for now').click();
      await expect(setup.heading('Handoff')).toBeFocused();
      await expect(setup.handoff('What was proven')).toContainText(clinicRungs);
      await expect(setup.handoff('How it was tested')).toContainText(testLines.slice(-2));
      await setup.button('Finish').click();
      const clinic = new ClinicPage(window);
      await expect(shell.title('Sunrise Dental')).toBeVisible();
      for (const rung of clinicRungs) await expect(clinic.rung(rung)).toContainText(/proven|just now/i);
      await expect(clinic.runs()).toHaveCount(1);
      await clinic.runs().first().click();
      await expect(setup.delivery('Hot-lead SMS').last()).toContainText('Delivered');
      expect(twilio.control.messages()).toHaveLength(2);
      expect(await everythingIn(window)).not.toContain(token);
    });
  });
}

test('with an API key, what the key may not read is said, not guessed', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const setup = new SetupPage(window);
  await setup.button('Set up a clinic').click();
  await setup.nameClinic('Sunrise Dental');
  await setup.pickMethod('API key');
  await setup.fillCredentials(labelled(practiceAccount('api-key')));
  await setup.button('Verify').click();
  await expect(window.getByText('Verified', { exact: true })).toBeVisible();
  for (const fact of ['Account', 'Type', 'Status'])
    await expect(window.locator('dt', { hasText: new RegExp(`^${fact}$`) }).locator('+ dd')).toHaveText(
      'Not visible to this key',
    );
  await setup.number(/Front desk/).check();
  await setup.button('Save and continue').click();
  await setup.runTest(practicePhone('delivered'));
  await setup.testEnded();
  for (const line of testLines) await expect(setup.state(line)).toHaveText('Passed');
});

test('a settings file is read, not touched; its secret never reaches the page', async ({
  start,
  twilio,
  profileDir,
}) => {
  const file = path.join(profileDir, 'receptionist.env');
  const text =
    `# receptionist\r\nTWILIO_ACCOUNT_SID="${account.fields.accountSid}"\nexport TWILIO_AUTH_TOKEN=${token}\n` +
    `TWILIO_PHONE_NUMBER='(212) 555-0124'\nTEST_PHONE_NUMBER=+14155550177\nDATABASE_URL=postgres://somewhere\n` +
    'STRIPE_KEY=\n';
  const { app, window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  writeFileSync(file, text);
  await answerOpenDialog({ app }, file);
  const setup = new SetupPage(window);
  await setup.button('Set up a clinic').click();
  await setup.nameClinic('Sunrise Dental');
  await setup.button('Import .env file').click();
  const summary = window.getByRole('status').filter({ hasText: 'receptionist.env' });
  await expect(summary).toContainText('Took 4 values from receptionist.env');
  for (const key of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER', 'TEST_PHONE_NUMBER'])
    await expect(summary).toContainText(key);
  await expect(summary.getByRole('listitem').filter({ hasText: 'DATABASE_URL' })).toContainText('Not a Twilio setting');
  await expect(setup.field('Account SID')).toHaveValue(account.fields.accountSid ?? '');
  await expect(setup.field('Auth token')).toHaveValue('');
  expect(await everythingIn(window)).not.toContain(token);

  await setup.button('Verify').click();
  await expect(setup.number(/after hours/)).toBeChecked();
  await setup.button('Save and continue').click();
  await expect(setup.recipient()).toHaveValue(/415.*555.*0177/);
  expect(await everythingIn(window)).not.toContain(token);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
