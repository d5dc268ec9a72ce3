/** The screen of a locked console. */
import type { Locator, Page } from '@playwright/test';

export class LockPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  title = (): Locator => this.page.getByRole('heading', { level: 1, name: 'The console is locked' });
  unlockButton = (): Locator => this.page.getByRole('button', { name: 'Unlock', exact: true });
  passphrase = (): Locator => this.page.getByLabel('Passphrase', { exact: true });

  /** With the keychain; with the passphrase where one is given. */
  async unlock(passphrase?: string): Promise<void> {
    if (passphrase !== undefined) await this.passphrase().fill(passphrase);
    await this.unlockButton().click();
    await this.title().waitFor({ state: 'hidden' });
  }
}
