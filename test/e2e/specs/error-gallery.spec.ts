/** The gallery of failures, in practice only; and what no failure may do: break a screen. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { catalogue, isHelpUrl } from '../../../src-shared/errors-catalogue';
import {
  atSmsTest,
  ConsolePage,
  catchBrowser,
  drawAs,
  ErrorGalleryPage,
  expect,
  practicePhone,
  SetupPage,
  test,
  themes,
  withCredentials,
} from '../driver';

/** Whether the page fits the window's width. */
const fitsTheWindow = (window: Page) =>
  window.evaluate(() => document.documentElement.scrollWidth <= globalThis.window.innerWidth);

/** What a template leaves behind when a value is missing. */
const leftOver = /[{}]|\bundefined\b|\bnull\b|\bNaN\b|\[object |%[sd]\b/;

/** A failure with checks to go through, one of each kind of rehearsal. */
const sample = ['twilio.20003', 'twilio.30034', 'google.redirect_uri_mismatch', 'network.proxy'];

test('the gallery is there in practice only, and shows each known failure as its screen does', async ({
  start,
  photograph,
}) => {
  const console = await start();
  const { window } = console;
  const opened = await catchBrowser(console);
  const shell = new ConsolePage(window);
  const gallery = new ErrorGalleryPage(window);
  await shell.button('Practice with simulated accounts').waitFor();
  await expect(shell.place('Error gallery')).toHaveCount(0);
  await shell.practise();
  await shell.goTo('Error gallery');
  await expect(gallery.title()).toBeVisible();
  await expect(gallery.list().getByRole('listitem')).toHaveCount(catalogue.length);

  for (const entry of catalogue) {
    await test.step(entry.code, async () => {
      const { code, title, data } = entry;
      await gallery.show(entry);
      await expect.soft(gallery.entry(entry)).toHaveAttribute('aria-current', 'true');
      const notice = gallery.notice();
      for (const words of [
        data.message,
        `Why: ${data.cause}`,
        `What to do: ${data.fix}`,
        data.providerCode ?? code,
        ...(data.checks ?? []),
      ])
        await expect.soft(notice, code).toContainText(words);
      expect.soft(`${title} ${await notice.innerText()}`).not.toMatch(leftOver);
      if (data.helpUrl === undefined) await expect.soft(gallery.help(), code).toHaveCount(0);
      else await expect.soft(gallery.help(), code).toHaveAttribute('title', data.helpUrl);
      expect.soft(data.helpUrl === undefined || isHelpUrl(data.helpUrl), `${code} leads to an allowed page`).toBe(true);
      await expect.soft(gallery.rehearsal()).toBeVisible();
      expect.soft(await fitsTheWindow(window), `${code} is cut off`).toBe(true);
      await photograph(console, code);
    });
  }

  for (const code of sample) {
    const entry = catalogue.find((each) => each.code === code);
    if (entry === undefined) throw new Error(`There is no failure called ${code}.`);
    await gallery.show(entry);
    for (const theme of themes) {
      await drawAs(window, theme);
      // Legacy mode: a window of this program cannot open the second page in which axe would otherwise join its
      // results.
      const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${code}, ${theme}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    const before = (await opened.addresses()).length;
    if (entry.data.helpUrl === undefined) continue;
    await gallery.help().click();
    await expect.poll(async () => (await opened.addresses()).slice(before)).toEqual([entry.data.helpUrl]);
  }

  await gallery.search().fill('63999');
  await expect(gallery.notice()).toContainText('Twilio refused with code 63999');
  await shell.leavePractice();
  await expect(shell.place('Error gallery')).toHaveCount(0);
});

const hostile = [
  ['another shape', { kind: 'other-shape', status: 422 }],
  ['a page of HTML', { kind: 'html', status: 200 }],
  ['a fault as HTML', { kind: 'html', status: 500 }],
  ['half an answer', { kind: 'half' }],
  ['a broken connection', { kind: 'reset' }],
  ['far too much', { kind: 'too-large' }],
  [
    'an unknown code full of markup',
    { kind: 'status', status: 400, code: 99999999, message: `<img src=x onerror=alert(1)>${'W'.repeat(5000)}` },
  ],
] as const;

test('whatever answers in Twilio’s place, Verify ends in a notice that says what to do', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const broken: string[] = [];
  window.on('pageerror', (error) => broken.push(error.message));
  const setup = await withCredentials(window, 'full');
  for (const [name, fault] of hostile) {
    twilio.control.clearFaults();
    twilio.control.setFault({ fault });
    await setup.button('Verify').click();
    const notice = window.getByRole('alert').filter({ hasText: 'What to do:' });
    await expect(notice, name).toBeVisible({ timeout: 60_000 });
    await expect(notice).toContainText('Why:');
    await expect(window.locator('img[src=x]')).toHaveCount(0);
    expect(await fitsTheWindow(window)).toBe(true);
    await setup.field('Account SID').press('End');
  }
  twilio.control.clearFaults();
  await setup.button('Verify').click();
  await expect(window.getByText('Verified', { exact: true })).toBeVisible();
  expect(broken).toEqual([]);
});

test('whatever answers a message, each line says what became of it', async ({ start, twilio }) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const broken: string[] = [];
  window.on('pageerror', (error) => broken.push(error.message));
  const setup = await atSmsTest(window);
  for (const fault of [
    { kind: 'other-shape', status: 422 },
    { kind: 'status', status: 400, code: 99999999, message: '<b>new</b>' },
  ] as const) {
    twilio.control.clearFaults();
    twilio.control.setFault({ fault, method: 'POST' });
    await setup.runTest(practicePhone('delivered'));
    await setup.testEnded();
    await expect(setup.state('Test SMS')).toHaveText('Failed');
    await expect(setup.line('Test SMS')).toContainText('What to do:');
  }
  twilio.control.clearFaults();
  await setup.runTest(practicePhone('unknown-delivery'));
  await setup.testEnded();
  await expect(setup.line('Test SMS')).toContainText('30999');
  expect(broken).toEqual([]);
});

test('a registration that was rejected is red on the ladder, with the reason and what to do', async ({
  start,
  twilio,
}) => {
  const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  await atSmsTest(window, 'us-rejected', 'Elm Park');
  const setup = new SetupPage(window);
  await setup.button('Finish later').click();
  await window
    .getByText(/Campaign rejected: The description/)
    .first()
    .waitFor();
});
