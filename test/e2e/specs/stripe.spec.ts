/** Stripe from the wizard to the clinic's page, with a live key and with a test key. */
import type { Page } from '@playwright/test';
import { atStepOf, ClinicsPage, ConsolePage, expect, resize, type SetupPage, test, themes } from '../driver';

const lines = [
  'Account found',
  'Permissions of the key',
  'Charges enabled',
  'Payouts enabled',
  'Checkout made and expired',
] as const;

async function atStripeStep(window: Page): Promise<SetupPage> {
  await new ConsolePage(window).practise();
  return atStepOf(window, 'stripe');
}

const take = async (setup: SetupPage, label: RegExp) => {
  await setup.takePracticeAccount(label, 'Use a practice key');
  await setup.button('Verify').click();
};

test('a live key: verified, tested by five lines, proven to the top, handed over', async ({ start, photograph }) => {
  const console = await start();
  const { window } = console;
  await resize(console, 1280, 900);
  const setup = await atStripeStep(window);
  for (const theme of themes) await photograph(console, `Stripe: form, ${theme}`, { theme });

  await test.step('a wrong paste is named before Stripe is asked', async () => {
    await setup.field('Secret or restricted key').fill('pk_live_practice0000000000');
    await setup.button('Verify').click();
    await expect(window.getByText(/This is a publishable key/)).toBeVisible();
  });

  await test.step('the account and its mode are shown before anything is saved', async () => {
    await setup.field('Secret or restricted key').fill('');
    await take(setup, /Sunrise Dental, with a secret key/);
    await expect(window.getByText('Signed in to Sunrise Dental, in live mode').first()).toBeVisible();
    await expect(window.getByText('Live', { exact: true }).first()).toBeVisible();
    for (const theme of themes) await photograph(console, `Stripe: verified, ${theme}`, { theme });
    await setup.button('Save').click();
  });

  await test.step('five lines pass, and the ladder is proven', async () => {
    await setup.button('Run Stripe test').click();
    for (const line of lines) await expect(setup.state(line)).toHaveText('Passed');
    await expect(setup.line('Checkout made and expired')).toContainText('No money moved');
    await expect(window.getByRole('list', { name: /^Stripe readiness: 5 of 5/ })).toBeVisible();
    expect(await window.content()).not.toContain('checkout.stripe.com');
    for (const theme of themes) await photograph(console, `Stripe: tested, ${theme}`, { theme });
  });

  await test.step('handoff, the clinic’s page and the list', async () => {
    await setup.button('Continue').click();
    await setup.button('Finish').waitFor();
    for (const theme of themes) await photograph(console, `Stripe: handoff, ${theme}`, { theme });
    await setup.button('Finish').click();
    await expect(new ConsolePage(window).title('Sunrise Dental')).toBeVisible();
    await expect(window.getByRole('list', { name: /^Stripe readiness: 5 of 5/ })).toBeVisible();
    for (const theme of themes) await photograph(console, `Stripe: clinic, ${theme}`, { theme });
    await new ConsolePage(window).goTo('Clinics');
    await expect(new ClinicsPage(window).rows()).toHaveCount(1);
    for (const theme of themes) await photograph(console, `Stripe: list, ${theme}`, { theme });
  });
});

test('a test key: tested too, and nothing about real money turns green', async ({ start, photograph }) => {
  const console = await start();
  const { window } = console;
  const setup = await atStripeStep(window);
  await take(setup, /Sunrise Dental, in test mode/);
  await expect(window.getByText('Test mode', { exact: true }).first()).toBeVisible();
  await expect(window.getByText('Test key: no real payments').first()).toBeVisible();
  await setup.button('Save').click();
  await setup.button('Run Stripe test').click();
  await expect(setup.state('Checkout made and expired')).toHaveText('Passed');
  await expect(setup.state('Charges enabled')).toHaveText('Unconfirmed');
  await expect(window.getByRole('list', { name: /^Stripe readiness: 2 of 5/ })).toBeVisible();
  for (const theme of themes) await photograph(console, `Stripe: test-mode, ${theme}`, { theme });
});

test('an account that Stripe wants something of says what, until when, and where to give it', async ({
  start,
  photograph,
}) => {
  const console = await start();
  const { window } = console;
  const setup = await atStripeStep(window);
  await take(setup, /Lakeside Pediatrics/);
  await expect(window.getByText('Needs attention').first()).toBeVisible();
  await expect(window.getByText(/the company’s tax number/).first()).toBeVisible();
  for (const theme of themes) await photograph(console, `Stripe: charges-disabled, ${theme}`, { theme });
});
