/** Practice mode: everything works with simulated accounts, and the real clinics stay unchanged. */
import type { Page } from '@playwright/test';
import {
  ClinicsPage,
  ConsolePage,
  expect,
  practiceAccount,
  practicePhone,
  reload,
  SettingsPage,
  SetupPage,
  seedClinic,
  test,
  testLines,
} from '../driver';

/** The id of the one clinic that was practised with; null while the window reloads. */
const theOnlyClinic = (window: Page): Promise<string | null> =>
  window
    .evaluate(async () => {
      const list = await globalThis.window.voxanne.organizations.list({});
      return list.ok ? (JSON.parse(list.value).organizations[0]?.id ?? null) : null;
    })
    .catch(() => null);

test('theme and text size are the same in practice and outside of it', async ({ start }) => {
  const { window } = await start();
  const shell = new ConsolePage(window);
  await shell.pickTheme('Dark');
  await new SettingsPage(window).textSize().selectOption('125 %');
  await shell.command('Practice with simulated accounts');
  await shell.practiceBanner().waitFor();
  await expect(shell.drawnTheme()).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(shell.drawnTheme()).toHaveAttribute('style', /font-size: 125%/);
  await shell.pickTheme('Light');
  await new SettingsPage(window).textSize().selectOption('110 %');
  await shell.leavePractice();
  await expect(shell.drawnTheme()).toHaveAttribute('data-mantine-color-scheme', 'light');
  await expect(shell.drawnTheme()).toHaveAttribute('style', /font-size: 110%/);
});

test('changing sides opens the list of clinics, wherever each side was left', async ({ start }) => {
  const { window } = await start();
  const shell = new ConsolePage(window);
  /** Without what the page that is left does itself. The answer may be lost, because the page is loaded anew. */
  const ask = (call: 'start' | 'stop') =>
    window.evaluate((verb) => globalThis.window.voxanne.practice[verb]({}), call).catch(() => undefined);
  const leftAtSettings = async () => {
    await shell.goTo('Settings');
    await expect
      .poll(() =>
        window.evaluate(async () => {
          const status = await globalThis.window.voxanne.app.status({});
          return status.ok && status.value.settings.lastScreen;
        }),
      )
      .toBe('/settings');
  };
  await leftAtSettings();
  await ask('start');
  await expect(shell.practiceBanner()).toBeVisible();
  await expect(shell.title('Practice setting up a clinic')).toBeVisible();
  await leftAtSettings();
  await ask('stop');
  await expect(shell.practiceBanner()).toBeHidden();
  await expect(shell.button('Practice with simulated accounts')).toBeVisible();
  await leftAtSettings();
  await ask('start');
  await expect(shell.practiceBanner()).toBeVisible();
  await expect(shell.title('Practice setting up a clinic')).toBeVisible();
});

test('practice mode has clinics of its own, says so on every screen, and leaves the real ones untouched', async ({
  start,
  twilio,
}) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const shell = new ConsolePage(window);
  const clinics = new ClinicsPage(window);
  const setup = new SetupPage(window);
  await seedClinic(window, { name: 'Real Clinic', account: practiceAccount('full'), number: '+12125550123' });
  await reload(window);
  const everything = () =>
    window.evaluate(async () => {
      const list = await globalThis.window.voxanne.organizations.list({});
      return JSON.stringify(list.ok ? JSON.parse(list.value).organizations : list.error);
    });
  const before = await everything();
  const requests = twilio.control.requestCount();

  await shell.command('Practice with simulated accounts');
  await expect(shell.practiceBanner()).toContainText('No message leaves this computer.');
  await expect(shell.title('Practice setting up a clinic')).toBeVisible();

  await setup.button('Set up a clinic').click();
  await setup.nameClinic('Rehearsal Dental');
  await setup.takePracticeAccount(/^Sunrise Dental Everything/);
  await setup.verifyAndSave(/Front desk/);
  await setup.button('Practice recipients').click();
  await window.getByRole('menuitem', { name: /Arrives after about three seconds/ }).click();
  await setup.button('Run SMS test').click();
  await setup.testEnded();
  for (const line of testLines) await expect(setup.state(line)).toHaveText('Passed');
  for (const place of ['Settings', 'Activity', 'Clinics'] as const) {
    await shell.goTo(place);
    await expect(shell.practiceBanner()).toBeVisible();
  }
  await expect.poll(clinics.names).toEqual(['Rehearsal Dental']);

  await shell.button('Leave practice').click();
  await expect(shell.practiceBanner()).toBeHidden();
  await expect(clinics.rows()).toHaveCount(1);
  await expect.poll(clinics.names).toEqual(['Real Clinic']);
  expect(await everything()).toBe(before);
  expect(twilio.control.requestCount()).toBe(requests);
});

test('a rehearsal is whole next time, its code is read from its phone, and a reset begins it anew', async ({
  start,
}) => {
  const first = await start();
  const begun = new SetupPage(first.window);
  await begun.button('Practice with simulated accounts').click();
  await expect(new ConsolePage(first.window).practiceBanner()).toBeVisible();
  await begun.button('Set up a clinic').click();
  await begun.nameClinic('Rehearsal Dental');
  await begun.takePracticeAccount(/^Sunrise Dental Everything/);
  await begun.verifyAndSave(/Front desk/);
  await begun.runTest(practicePhone('no-receipt'));
  await expect(begun.practicePhone()).toContainText(/Code \d{4}/);
  for (const line of ['Test SMS', 'Hot-lead SMS']) await expect(begun.delivery(line).last()).toContainText('Sent');
  await begun.button('Stop').click();
  await begun.testEnded();
  await first.close();

  const again = await start();
  const { window } = again;
  const shell = new ConsolePage(window);
  const setup = new SetupPage(window);
  await expect(shell.button('Practice with simulated accounts')).toBeVisible();
  await expect(shell.practiceBanner()).toBeHidden();
  await shell.button('Practice with simulated accounts').click();
  let clinicId: string | null = null;
  await expect
    .poll(async () => {
      clinicId = await theOnlyClinic(window);
      return clinicId;
    })
    .not.toBeNull();
  // The window reloads once practice is open, at the last place: the way there is taken again where it came after.
  await expect(async () => {
    await again.app.evaluate(
      async ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.send('app.navigate', { to }),
      `/setup/${clinicId}`,
    );
    await expect(setup.heading('Test text messages')).toBeVisible({ timeout: 10_000 });
    await expect(setup.practicePhone()).toContainText(/Code \d{4}/, { timeout: 10_000 });
  }).toPass({ timeout: 120_000 });
  const [test] = await setup.practicePhone().getByRole('paragraph').allInnerTexts();
  await setup.code().fill(/\b\d{4}\b/.exec(test ?? '')?.[0] ?? '');
  await setup.code().press('Enter');
  await expect(setup.state('Test SMS')).toHaveText('Passed');

  await shell.goTo('Settings');
  await shell.button('Reset practice…').click();
  await shell.dialog('Reset practice?').getByRole('button', { name: 'Reset practice' }).click();
  await expect(shell.title('Practice setting up a clinic')).toBeVisible();
  await expect(shell.practiceBanner()).toBeVisible();
  await expect(shell.dialog('Reset practice?')).toBeHidden();
  await shell.leavePractice();
  await expect(shell.button('Practice with simulated accounts')).toBeVisible();
});
