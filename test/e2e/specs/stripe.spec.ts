/** Stripe from the wizard to the clinic's page, with a live key and with a test key. */
import type { Page } from '@playwright/test';
import { ClinicsPage, ConsolePage, expect, resize, SetupPage, test } from '../driver';

const lines = [
  'Account found',
  'Permissions of the key',
  'Charges enabled',
  'Payouts enabled',
  'Checkout made and expired',
] as const;

/** Pictures for people, where a folder for them is named. */
async function look(window: Page, name: string): Promise<void> {
  const folder = process.env.VOXANNE_LOOK_DIR;
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.waitForTimeout(250);
    await window.screenshot({ path: `${folder}/stripe-${name}-${colorScheme}.png`, fullPage: true });
  }
  await window.emulateMedia({ colorScheme: 'light' });
}

async function atStripeStep(window: Page): Promise<SetupPage> {
  const setup = new SetupPage(window);
  await setup.button('Practice with simulated accounts').click();
  await expect(new ConsolePage(window).practiceBanner()).toBeVisible();
  await setup.button('Set up a clinic').click();
  await setup.nameClinic('Sunrise Dental');
  await setup.heading('Connect Twilio').waitFor();
  await setup.stepButton('Stripe').click();
  await setup.heading('Connect Stripe').waitFor();
  return setup;
}

const take = async (setup: SetupPage, label: RegExp) => {
  await setup.button('Use a practice key').click();
  await setup.page.getByRole('menuitem', { name: label }).first().click();
  await setup.button('Verify').click();
};

test('a live key: verified, tested by five lines, proven to the top, handed over', async ({ start }) => {
  const console_ = await start();
  const { window } = console_;
  await resize(console_, 1280, 900);
  const setup = await atStripeStep(window);
  await look(window, 'form');

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
    await look(window, 'verified');
    await setup.button('Save').click();
  });

  await test.step('five lines pass, and the ladder is proven', async () => {
    await setup.button('Run Stripe test').click();
    for (const line of lines) await expect(setup.state(line)).toHaveText('Passed');
    await expect(setup.line('Checkout made and expired')).toContainText('No money moved');
    await expect(window.getByRole('list', { name: /^Stripe readiness: 5 of 5/ })).toBeVisible();
    expect(await window.content()).not.toContain('checkout.stripe.com');
    await look(window, 'tested');
  });

  await test.step('handoff, the clinic’s page and the list', async () => {
    await setup.button('Continue').click();
    await setup.button('Finish').waitFor();
    await look(window, 'handoff');
    await setup.button('Finish').click();
    await expect(new ConsolePage(window).title('Sunrise Dental')).toBeVisible();
    await expect(window.getByRole('list', { name: /^Stripe readiness: 5 of 5/ })).toBeVisible();
    await look(window, 'clinic');
    await new ConsolePage(window).goTo('Clinics');
    await expect(new ClinicsPage(window).rows()).toHaveCount(1);
    await look(window, 'list');
  });
});

test('a test key: tested too, and nothing about real money turns green', async ({ start }) => {
  const { window } = await start();
  const setup = await atStripeStep(window);
  await take(setup, /Sunrise Dental, in test mode/);
  await expect(window.getByText('Test mode', { exact: true }).first()).toBeVisible();
  await expect(window.getByText('Test key: no real payments').first()).toBeVisible();
  await setup.button('Save').click();
  await setup.button('Run Stripe test').click();
  await expect(setup.state('Checkout made and expired')).toHaveText('Passed');
  await expect(setup.state('Charges enabled')).toHaveText('Unconfirmed');
  await expect(window.getByRole('list', { name: /^Stripe readiness: 2 of 5/ })).toBeVisible();
  await look(window, 'test-mode');
});

test('an account that Stripe wants something of says what, until when, and where to give it', async ({ start }) => {
  const { window } = await start();
  const setup = await atStripeStep(window);
  await take(setup, /Lakeside Pediatrics/);
  await expect(window.getByText('Needs attention').first()).toBeVisible();
  await expect(window.getByText(/the company’s tax number/).first()).toBeVisible();
  await look(window, 'charges-disabled');
});
