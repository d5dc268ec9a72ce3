/** The screens between the console and its keys, and the dialogs of the recovery kit. */
import type { Locator, Page } from '@playwright/test';

export class VaultPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  title = (name: string): Locator => this.page.getByRole('heading', { level: 1, name });
  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  /** A way out with a heading of its own: `Keep nothing`, `Use a passphrase`, `Restore the newest backup`, … */
  way = (name: string): Locator => this.page.getByRole('region', { name, exact: true });
  passphrase = (): Locator => this.page.getByLabel('Passphrase', { exact: true });
  refusal = (): Locator => this.page.getByText('That passphrase does not open this console.');

  /** Opens the console with a passphrase that was chosen before. */
  async unlock(passphrase: string): Promise<void> {
    await this.passphrase().fill(passphrase);
    await this.button('Open').click();
  }

  /** On a computer without a keychain. */
  async protectWith(passphrase: string): Promise<void> {
    await this.passphrase().fill(passphrase);
    await this.page.getByLabel('Repeat passphrase').fill(passphrase);
    await this.button('Protect with this passphrase').click();
  }

  /** On a computer without a keychain: nothing outlives this run. */
  async keepNothing(): Promise<void> {
    await this.button('Use for this run only').click();
  }

  /** The button that tries again; its name depends on the state. */
  async retry(): Promise<void> {
    await this.button(/^(Try again|Unlock and continue|Ask again|Look for the keychain again)$/).click();
  }

  restoreDialog = (): Locator => this.page.getByRole('dialog', { name: 'Restore from a recovery kit' });

  /** Restores the kit that `answerOpenDialog` picks. From here and from the welcome page. */
  async restoreKit(passphrase: string): Promise<void> {
    await this.button('Restore from a recovery kit').click();
    await this.restoreDialog().getByLabel('Passphrase of the kit').fill(passphrase);
    await this.restoreDialog().getByRole('button', { name: 'Choose file…' }).click();
  }
}
