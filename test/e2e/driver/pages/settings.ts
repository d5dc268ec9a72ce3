/** What a person may set, card by card. */
import type { Locator, Page } from '@playwright/test';

export class SettingsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  title = (): Locator => this.page.getByRole('heading', { level: 1, name: 'Settings' });
  /** `Security`, `Appearance`, `Checks`, `Network`. */
  card = (name: string): Locator => this.page.getByRole('region', { name, exact: true });
  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  textSize = (): Locator => this.page.getByRole('combobox', { name: 'Text size' });
  checkInterval = (): Locator => this.page.getByRole('combobox', { name: 'Check interval' });
  kitDialog = (): Locator => this.page.getByRole('dialog', { name: 'Save a recovery kit' });

  /** One of several that are shown side by side: `Theme` → `Dark`, `Trusted certificates` → `Public ones only`. */
  async pick(setting: string, choice: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: setting }).getByText(choice, { exact: true }).click();
  }

  /** Where updates come from, and how far one is. */
  updates = (): Locator => this.card('Updates');

  /** Sets the feed of updates; an empty address switches them off. */
  async setFeed(address: string): Promise<void> {
    const card = this.updates();
    await card.getByRole('textbox', { name: 'Feed address' }).fill(address);
    await card.getByRole('button', { name: 'Save', exact: true }).click();
  }

  /** Asks the feed, and waits for its answer. @returns what is new; null when there is no newer version */
  async checkForUpdates(): Promise<string | null> {
    const card = this.updates();
    await card.getByRole('button', { name: 'Check for updates' }).click();
    const news = card.getByRole('region', { name: 'What is new' });
    await news.or(card.getByText('This is the newest version.')).or(card.getByRole('alert')).first().waitFor();
    return (await news.isVisible()) ? await news.innerText() : null;
  }

  /** Downloads the version that the feed offers, and waits until it is checked. */
  async downloadUpdate(): Promise<void> {
    await this.updates()
      .getByRole('button', { name: /^Download / })
      .click();
    await this.updates().getByRole('button', { name: 'Restart and install' }).waitFor();
  }

  /** Saves a recovery kit into the file that `answerSaveDialog` names, and waits until it is there. */
  async saveRecoveryKit(passphrase: string): Promise<void> {
    await this.button('Save a recovery kit…').click();
    const dialog = this.kitDialog();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await dialog.getByLabel('Repeat passphrase').fill(passphrase);
    await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}
