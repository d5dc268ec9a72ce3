/**
 * While nobody looks: the window is closed, the console stays in the tray, finds that a connection broke, and says so
 * once; the notification leads back to its clinic.
 */
import type { Notification as Shown } from 'electron';
import { ClinicsPage, type Console, ConsolePage, expect, moveClock, pointedAt, seedClinic, test } from '../driver';

type Held = { shownNotifications: Shown[] };

/** The system's notifications, held by the test instead of shown. */
const holdNotifications = ({ app }: Console) =>
  app.evaluate(({ Notification }) => {
    const held: Shown[] = [];
    Object.assign(globalThis, { shownNotifications: held });
    Object.defineProperty(Notification, 'isSupported', { value: () => true });
    Notification.prototype.show = function (this: Shown) {
      held.push(this);
      this.emit('show');
    };
  });
const titles = ({ app }: Console) =>
  app.evaluate(() => (globalThis as unknown as Held).shownNotifications.map(({ title }) => title));
const windows = ({ app }: Console) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

test('a closed window stays in the tray, and a notification leads back to the clinic that broke', async ({
  start,
  twilio,
}) => {
  const console = await start(pointedAt({ twilio }));
  const { app, window } = console;
  await new ConsolePage(window).button('Set up a clinic').waitFor();
  const [account] = twilio.control.addAccounts(1);
  const fields = { accountSid: account?.accountSid ?? '', authToken: account?.authToken ?? '' };
  await seedClinic(window, { name: 'Sunrise Dental', account: { methodId: 'auth-token', fields } });
  await seedClinic(window, { name: 'Maple Street', account: null });
  await holdNotifications(console);
  await window.evaluate(() =>
    globalThis.window.voxanne.settings.update({ keepInTray: true, backgroundChecks: false, checkIntervalHours: 1 }),
  );

  // Twilio refuses the credentials from now on; the check is due, and nobody has the window open.
  twilio.control.reset();
  await moveClock(console, 2);
  await window.evaluate(() => globalThis.window.voxanne.settings.update({ backgroundChecks: true }));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => windows(console)).toBe(0);
  await expect.poll(() => titles(console)).toEqual(['Sunrise Dental: Twilio does not work']);
  expect(await windows(console)).toBe(0);

  const coming = app.waitForEvent('window');
  await app.evaluate(() => void (globalThis as unknown as Held).shownNotifications[0]?.emit('click'));
  const opened = await coming;
  await expect(opened.getByRole('heading', { name: 'Sunrise Dental', level: 1 })).toBeVisible();

  // The list says it too, and Settings where the system refuses notifications.
  await new ConsolePage(opened).goTo('Clinics');
  await expect(opened.getByRole('region', { name: 'Found in the background' })).toContainText(
    'Sunrise Dental: Twilio does not work',
  );
  await expect(new ClinicsPage(opened).row('Sunrise Dental')).toContainText('Needs attention');
  await app.evaluate(() => void (globalThis as unknown as Held).shownNotifications[0]?.emit('failed', {}, 'Refused'));
  await new ConsolePage(opened).goTo('Settings');
  await expect(opened.getByText('This computer did not show the last notification')).toBeVisible();
  expect(await titles(console)).toHaveLength(1);

  // Without the tray, closing the window ends the console.
  const closed = app.waitForEvent('close');
  await opened.evaluate(() => globalThis.window.voxanne.settings.update({ keepInTray: false }));
  await app.evaluate(({ BrowserWindow }) => void setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()));
  await closed;
});
