/** Settings by their parts: the navigation leads to one, marks the one in view; links and the palette ask for one. */
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { SettingsScreen } from '../../src-renderer/screens/settings/settings-screen';
import { CommandPalette } from '../../src-renderer/shell/command-palette';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const nav = page.getByRole('navigation', { name: 'Parts of the settings' });
const link = (name: string) => nav.getByRole('link', { name, exact: true });
const card = (name: string) => page.getByRole('region', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { level: 2, name, exact: true });

beforeEach(async () => {
  useRouter.setState({ route: { screen: 'settings' }, moves: 0 });
  await openConsole([]);
  fake.succeed('notices.recoveryKit', { savedAt: null, warning: null });
});

const open = (size: { width: number; height: number }, section?: 'network') =>
  renderInTheme(
    <div style={{ ...size, display: 'flex', flexDirection: 'column' }}>
      <SettingsScreen section={section} />
    </div>,
  );

/** What the page scrolls in. */
function scroller(): HTMLElement {
  let at = nav.element().parentElement;
  while (at !== null && getComputedStyle(at).overflowY !== 'auto') at = at.parentElement;
  if (at === null) throw new Error('The settings do not scroll.');
  return at;
}
const bounds = (element: Element) => element.getBoundingClientRect();

test.each([
  ['at the side', { width: 944, height: 640 }],
  ['above the parts', { width: 500, height: 560 }],
])('a part is shown, marked and has the focus: navigation %s', async (_, size) => {
  await open(size);
  await expect.element(link('Security')).toHaveAttribute('aria-current', 'location');
  await link('Checks').click();
  await expect.element(heading('Checks')).toHaveFocus();
  await expect.element(link('Checks')).toHaveAttribute('aria-current', 'location');
  // It begins at the top, and under no navigation.
  const below = bounds(card('Checks').element()).top - bounds(scroller()).top;
  expect(below).toBeGreaterThanOrEqual(0);
  expect(below).toBeLessThan(120);
  await expect.element(link('Checks')).toBeInViewport();
  // Also the last, to whose beginning the page can't be scrolled.
  await link('Support').click();
  await expect.element(link('Support')).toHaveAttribute('aria-current', 'location');
  await expect.element(link('Support')).toBeInViewport();
  expect(nav.element().querySelectorAll('[aria-current]')).toHaveLength(1);
});

test('what is scrolled to is marked', async () => {
  await open({ width: 944, height: 640 });
  scroller().scrollTop = scroller().scrollHeight;
  await expect.element(link('Support')).toHaveAttribute('aria-current', 'location');
  scroller().scrollTop = 0;
  await expect.element(link('Security')).toHaveAttribute('aria-current', 'location');
});

test('a part that grows is marked where others were, though nothing is scrolled', async () => {
  await open({ width: 944, height: 640 });
  const part = (section: string) => document.getElementById(`settings-${section}`) as HTMLElement;
  scroller().scrollTop += bounds(part('vault')).top - bounds(scroller()).top;
  await expect.element(link('Vault')).not.toHaveAttribute('aria-current');
  part('vault').style.height = '3000px';
  await expect.element(link('Vault')).toHaveAttribute('aria-current', 'location');
});

test('a link to a part shows it', async () => {
  await open({ width: 944, height: 640 }, 'network');
  await expect.element(heading('Network')).toHaveFocus();
  await expect.element(link('Network')).toHaveAttribute('aria-current', 'location');
});

test('the palette finds a part by its name and by what is set there', async () => {
  await renderInTheme(<CommandPalette request={1} />);
  const option = page.getByRole('option', { name: 'Settings: Checks' });
  await expect.element(page.getByRole('combobox', { name: 'Search commands and clinics' })).toHaveFocus();
  await expect.element(option).not.toBeInTheDocument();
  await userEvent.keyboard('quiet hours');
  await expect.element(option).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => useRouter.getState().route).toEqual({ screen: 'settings', section: 'checks' });
});
