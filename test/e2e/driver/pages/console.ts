/** What is on every screen: the rail, the banners, the palette; and the ways to get from one place to another. */
import type { Locator, Page } from '@playwright/test';

export type Place = 'Clinics' | 'Activity' | 'Settings' | 'Error gallery';

export class ConsolePage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  title = (name: string | RegExp): Locator => this.page.getByRole('heading', { level: 1, name });
  place = (name: Place): Locator =>
    this.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true });
  dialog = (name?: string | RegExp): Locator => this.page.getByRole('dialog', name === undefined ? {} : { name });
  practiceBanner = (): Locator =>
    this.page.getByRole('status').filter({ hasText: 'Practice with simulated accounts.' });
  simulatedBanner = (): Locator => this.page.getByRole('status').filter({ hasText: 'Simulated.' });
  /** The bad network that practice mode is on. */
  practiceNetworkStrip = (): Locator => this.page.getByRole('status').filter({ hasText: 'Practice network:' });
  offlineStrip = (): Locator => this.page.getByRole('status').filter({ hasText: 'No network.' });
  palette = (): Locator => this.page.getByRole('dialog', { name: 'Command palette' });

  async goTo(name: Place): Promise<void> {
    await this.place(name).click();
  }

  /** Moves to practice mode: simulated accounts, and clinics of its own. Works where no clinic is set up yet. */
  async practise(): Promise<void> {
    await this.button('Practice with simulated accounts').click();
    await this.practiceBanner().waitFor();
  }

  async leavePractice(): Promise<void> {
    await this.button('Leave practice').click();
    await this.practiceBanner().waitFor({ state: 'hidden' });
  }

  async openPalette(): Promise<Locator> {
    await this.page.keyboard.press('ControlOrMeta+K');
    const palette = this.palette();
    // It is seen a moment before its field has the focus, and what is typed in between goes to the page.
    await palette.locator('[role="combobox"]:focus').waitFor();
    return palette;
  }

  /** Types a name into the palette and picks the first command found. */
  async command(name: string): Promise<void> {
    const palette = await this.openPalette();
    await this.page.keyboard.type(name);
    await palette.getByRole('option', { name }).first().click();
  }

  async pickTheme(theme: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.goTo('Settings');
    await this.page.getByRole('radiogroup', { name: 'Theme' }).getByText(theme, { exact: true }).click();
  }

  /** Closes the dialog on top without an answer. */
  async dismiss(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  /** What Mantine drew last: `light` or `dark`. */
  drawnTheme = (): Locator => this.page.locator('html');
}
