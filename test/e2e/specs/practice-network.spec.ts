/**
 * Bad networks in practice mode, at the window: picked like an account, shown as on a real network, left with one
 * click.
 */
import { atStepOf, ConsolePage, expect, SetupPage, test } from '../driver';

const shown = [
  ['Connection is being read', 'Something between this computer and api.twilio.com opens secure connections.'],
  [
    'Connection is being read: self-signed',
    'Something between this computer and api.twilio.com opens secure connections.',
  ],
  ['Connection not secure', 'A secure connection to api.twilio.com could not be made.'],
  ['Clock is wrong: behind', 'The date or time of this computer is wrong.'],
  ['Address not found', 'The address of api.twilio.com could not be found.'],
  ['Proxy asks for a sign-in', 'did not let the request pass.'],
  ['No network', 'This computer has no network connection.'],
] as const;

test('picked in the wizard’s menu, met by Verify, and gone with one click', async ({ start }) => {
  const { window } = await start();
  const shell = new ConsolePage(window);
  await shell.button('Practice with simulated accounts').click();
  await shell.practiceBanner().waitFor();
  const setup = await atStepOf(window, 'twilio');
  const back = shell.button('Back to a normal network');
  for (const [label, words] of shown) {
    await setup.takePracticeAccount(label);
    await expect(back).toBeVisible();
    await expect(window.getByText(`Practice network: ${label}`)).toBeVisible();
    // The menu filled in an account that works: what fails is the network.
    await expect(setup.field('Account SID')).toHaveValue(/^AC/);
    await setup.button('Verify').click();
    const notice = setup.alert(words);
    await expect(notice, label).toBeVisible({ timeout: 60_000 });
    await expect(notice).toContainText('Why:');
    await expect(notice).toContainText('What to do:');
    await expect(notice.getByRole('button', { name: /help|page|open/i })).toBeVisible();
  }
  await expect(window.getByText('checks and tests wait until you are back online')).toBeVisible();
  await back.click();
  await expect(back).toHaveCount(0);
  await expect(window.getByText('checks and tests wait until you are back online')).toHaveCount(0);
  await setup.button('Verify').click();
  await expect(window.getByText('Verified', { exact: true })).toBeVisible();
});

test('used from the gallery, it outlives a reload and ends with the practice; Google meets it too', async ({
  start,
}) => {
  const { window } = await start();
  const shell = new ConsolePage(window);
  const setup = new SetupPage(window);
  await shell.button('Practice with simulated accounts').click();
  await window.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Error gallery' }).click();
  await window.getByRole('textbox', { name: 'Search errors' }).fill('network.clock');
  await window
    .getByRole('navigation', { name: 'Known failures' })
    .getByRole('button', { name: /^Clock is wrong/ })
    .click();
  await shell.button('Use this network: Clock is wrong: ahead').click();
  await expect(window.getByText('Practice network: Clock is wrong: ahead')).toBeVisible();
  await window.reload();
  await expect(window.getByText('Practice network: Clock is wrong: ahead')).toBeVisible();

  const answer = await window.evaluate(async () => {
    const { voxanne } = globalThis.window;
    const added = await voxanne.organizations.add({ name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' });
    const scenarios = await voxanne.practice.scenarios({});
    const client = scenarios.ok ? scenarios.value.credentials.find(({ provider }) => provider === 'google') : undefined;
    if (!added.ok || client === undefined) throw new Error('not ready');
    const { methodId, fields } = client;
    return voxanne.credentials.verify({
      organizationId: added.value.id,
      provider: 'google',
      methodId,
      fields,
      importId: null,
    });
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'network.clock' } });

  await shell.button('Leave practice').click();
  await expect(window.getByText('Practice network:')).toHaveCount(0);
  await setup.button('Practice with simulated accounts').click();
  await shell.practiceBanner().waitFor();
  await expect(window.getByText('Practice network:')).toHaveCount(0);
});
