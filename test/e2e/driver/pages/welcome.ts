/** The first screen of a console without clinics. */
import type { Locator, Page } from '@playwright/test';

export class WelcomePage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  title = (): Locator =>
    this.page.getByRole('heading', {
      level: 1,
      name: /^(Connect a clinic’s own accounts|Practice setting up a clinic)$/,
    });
  setUp = (): Locator => this.page.getByRole('button', { name: 'Set up a clinic', exact: true });
  practise = (): Locator => this.page.getByRole('button', { name: 'Practice with simulated accounts', exact: true });
  restore = (): Locator => this.page.getByRole('button', { name: 'Restore from a recovery kit', exact: true });
}
