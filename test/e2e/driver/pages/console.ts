/** What is on every screen: the rail, the banners, the palette; and the ways to get from one place to another. */
import type { Locator, Page } from '@playwright/test';

export class ConsolePage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  title = (name: string | RegExp): Locator => this.page.getByRole('heading', { level: 1, name });
  place = (name: 'Clinics' | 'Activity' | 'Settings'): Locator =>
    this.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true });
  dialog = (name?: string | RegExp): Locator => this.page.getByRole('dialog', name === undefined ? {} : { name });
  practiceBanner = (): Locator =>
    this.page.getByRole('status').filter({ hasText: 'Practice with simulated accounts.' });
  simulatedBanner = (): Locator => this.page.getByRole('status').filter({ hasText: 'Simulated.' });
  palette = (): Locator => this.page.getByRole('dialog', { name: 'Command palette' });

  async goTo(name: 'Clinics' | 'Activity' | 'Settings'): Promise<void> {
    await this.place(name).click();
  }

  async openPalette(): Promise<Locator> {
    await this.page.keyboard.press('ControlOrMeta+K');
    const palette = this.palette();
    await palette.waitFor();
    return palette;
  }

  async pickTheme(theme: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.goTo('Settings');
    await this.page.getByRole('radiogroup', { name: 'Theme' }).getByText(theme, { exact: true }).click();
  }

  /** What Mantine drew last: `light` or `dark`. */
  drawnTheme = (): Locator => this.page.locator('html');
}
