/** The gallery of failures, in practice only; and what no failure may do: break a screen. */
import { AxeBuilder } from '@axe-core/playwright';
import { catalogue } from '../../../src-shared/errors-catalogue';
import { atSmsTest, ConsolePage, expect, practicePhone, SetupPage, test, withCredentials } from '../driver';

test('the gallery is there in practice only, and shows each known failure as its screen does', async ({ start }) => {
  const { window } = await start();
  const shell = new ConsolePage(window);
  const gallery = window.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Error gallery' });
  await shell.button('Practice with simulated accounts').waitFor();
  await expect(gallery).toHaveCount(0);
  await shell.button('Practice with simulated accounts').click();
  await gallery.click();
  await expect(shell.title('Error gallery')).toBeVisible();

  const list = window.getByRole('navigation', { name: 'Known failures' });
  await expect(list.getByRole('listitem')).toHaveCount(catalogue.length);
  const main = window.getByRole('main');
  for (const { code, title, data } of catalogue) {
    await window.getByRole('textbox', { name: 'Search errors' }).fill(code);
    const entry = list.getByRole('button', {
      name: `${title} ${data.providerCode ?? code.replace('network.', '')}`,
      exact: true,
    });
    await entry.click();
    await expect(entry).toHaveAttribute('aria-current', 'true');
    for (const words of [
      data.message,
      data.cause,
      data.fix,
      ...(data.checks ?? []).map((check) => check.split(': ')[1] ?? ''),
    ])
      await expect(main).toContainText(words);
    await expect(main.getByRole('region', { name: 'See it happen' })).toBeVisible();
  }

  await window.getByRole('textbox', { name: 'Search errors' }).fill('20003');
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.evaluate((theme) => globalThis.window.voxanne.settings.update({ theme }), colorScheme);
    await window.reload();
    await list.waitFor();
    // Legacy mode: a window of this program cannot open the second page in which axe would otherwise join its results.
    const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }

  await window.getByRole('textbox', { name: 'Search errors' }).fill('63999');
  await expect(main).toContainText('Twilio refused with code 63999');
  await shell.button('Leave practice').click();
  await expect(gallery).toHaveCount(0);
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
    expect(await window.evaluate(() => document.documentElement.scrollWidth <= globalThis.window.innerWidth)).toBe(
      true,
    );
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
