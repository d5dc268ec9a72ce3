/** The documentation of the window: it is all there without a network, and leads to the guides. */
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HelpScreen } from '../../src-renderer/screens/help/help-screen';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

beforeEach(async () => {
  await openConsole([]);
  fake.calls.length = 0;
  await renderInTheme(<HelpScreen />);
});

test('says what each state of a connection means, and the keys, and asks nobody', async () => {
  await expect.element(page.getByRole('heading', { level: 1, name: 'Documentation' })).toBeVisible();
  const states = page.getByRole('region', { name: 'What the steps of a connection say' });
  for (const word of ['Proven', 'Not proven yet', 'In review', 'Proof is old', 'Failed', 'Not needed'])
    await expect.element(states.getByText(word, { exact: true })).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Keyboard' })).toHaveTextContent('Command paletteCtrl+K');
  expect(fake.calls).toEqual([]);
});

test('leads to the guide of each provider, and back', async () => {
  const guide = page.getByRole('button', { name: 'How to make an OAuth client' });
  await guide.click();
  await expect.element(page.getByRole('dialog').getByRole('img').first()).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(guide).toHaveFocus();
});
