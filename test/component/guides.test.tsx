import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { GuideButton } from '../../src-renderer/console/guides/guide-button';
import { providerDescriptors } from '../../src-shared/providers';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const dialog = (name: string) => page.getByRole('dialog', { name });

test('opens at the way to sign in that was picked, and shows the other one', async () => {
  await renderInTheme(<GuideButton descriptor={providerDescriptors.twilio} methodId="api-key" />);
  await page.getByRole('button', { name: 'How to get Twilio credentials' }).click();
  await expect.element(dialog('Make a Twilio API key')).toBeVisible();
  await expect
    .element(page.getByRole('img', { name: /“Create new API key” at console\.twilio\.com\. Outlined: .*Key type/ }))
    .toBeInTheDocument();
  await page.getByText('Auth token', { exact: true }).first().click();
  await expect.element(dialog('Find the Twilio auth token')).toBeVisible();
});

test('a link is opened by the main process, and the button has the focus again when the guide is closed', async () => {
  fake.succeed('app.openHelp', {});
  await renderInTheme(<GuideButton descriptor={providerDescriptors.stripe} methodId={null} />);
  const button = page.getByRole('button', { name: 'How to make a Stripe key' });
  await button.click();
  await page.getByRole('button', { name: 'Open API keys' }).click();
  expect(fake.requestsOf('app.openHelp')).toEqual([{ url: 'https://dashboard.stripe.com/apikeys' }]);
  await page.getByRole('button', { name: 'Back to the console' }).click();
  await expect.element(button).toHaveFocus();
});
