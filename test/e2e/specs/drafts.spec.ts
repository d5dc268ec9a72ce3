/** What was typed and not saved is there again after the page has gone: by a reload, a crash, the lock. */
import {
  atStepOf,
  type Console,
  ConsolePage,
  expect,
  LockPage,
  practiceAccount,
  SetupPage,
  seedClinic,
  test,
} from '../driver';

const lockByScreen = ({ app }: Console) => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
const crash = ({ app }: Console) =>
  app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );

test('the name of a new clinic, before it is created', async ({ start }) => {
  const console = await start();
  const { window } = console;
  await new ConsolePage(window).button('Set up a clinic').click();
  const name = window.getByRole('textbox', { name: 'Clinic name' });
  await name.fill('Sunrise Dental');
  await window.reload();
  await expect(name).toHaveValue('Sunrise Dental');
  await lockByScreen(console);
  await new LockPage(window).unlock();
  await expect(name).toHaveValue('Sunrise Dental');
  await new SetupPage(window).button('Create clinic and continue').click();
  await new SetupPage(window).heading('Connect Twilio').waitFor();
  // Nothing of it is left: the next clinic begins with an empty form.
  await new ConsolePage(window).goTo('Clinics');
  await new ConsolePage(window).button('Set up a clinic').click();
  await expect(name).toHaveValue('');
});

test('notes in a dialog, and of credentials all but the secret', async ({ start, twilio }) => {
  const console = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const { window } = console;
  const shell = new ConsolePage(window);
  await shell.button('Set up a clinic').waitFor();
  const id = await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full') });
  await window.evaluate((lastScreen) => globalThis.window.voxanne.settings.update({ lastScreen }), `/clinics/${id}`);
  await window.reload();
  const notes = window.getByRole('textbox', { name: 'Notes' });
  await shell.button('Edit contact').click();
  await notes.fill('The door on Maple Street');
  await lockByScreen(console);
  await new LockPage(window).unlock();
  await shell.button('Edit contact').click();
  await expect(notes).toHaveValue('The door on Maple Street');
  await shell.dialog().getByRole('button', { name: 'Cancel' }).click();
  await shell.button('Edit contact').click();
  await expect(notes).toHaveValue('');
  await shell.dismiss();

  await shell.goTo('Clinics');
  const setup = await atStepOf(window, 'twilio', 'Maple Dental');
  const { accountSid = '', authToken = '' } = practiceAccount('full').fields;
  await setup.fillCredentials({ 'Account SID': accountSid, 'Auth token': authToken });
  await lockByScreen(console);
  await new LockPage(window).unlock();
  await expect(setup.field('Account SID')).toHaveValue(accountSid);
  await expect(setup.field('Auth token')).toHaveValue('');
  await expect(window.getByText('What was typed is here again, except secrets')).toBeVisible();
  const held = await window.evaluate(() => globalThis.window.voxanne.app.recallDrafts({}));
  expect(JSON.stringify(held)).not.toContain(authToken);
});

test('after a crash of the page', async ({ start }) => {
  const console = await start();
  await new ConsolePage(console.window).button('Set up a clinic').click();
  await console.window.getByRole('textbox', { name: 'Clinic name' }).fill('Sunrise Dental');
  await crash(console);
  // A crashed page answers Playwright no more; the one after it is asked through the main process.
  const typed = () =>
    console.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `[...document.querySelectorAll('input')].map(({ value }) => value).join('|')`,
      ),
    );
  await expect.poll(typed).toContain('Sunrise Dental');
});
