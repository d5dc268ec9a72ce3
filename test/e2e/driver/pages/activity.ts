/** The audit trail as its reader sees it. `auditEntries` reads all of it at once. */
import type { Locator, Page } from '@playwright/test';

export class ActivityPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  title = (): Locator => this.page.getByRole('heading', { level: 1, name: 'Activity' });
  /** The entries in sight, newest first. */
  entries = (): Locator => this.page.getByRole('region', { name: 'Activity, newest first' }).getByRole('listitem');
  search = (): Locator => this.page.getByRole('textbox', { name: 'Search activity' });
  nothing = (): Locator => this.page.getByText(/^(Nothing matches|Nothing has happened yet)$/);
  intact = (): Locator => this.page.getByRole('status').filter({ hasText: /^Intact: / });
  broken = (): Locator => this.page.getByRole('alert').filter({ hasText: /not intact/i });

  async showOnly(result: 'All' | 'Succeeded' | 'Failed'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Result' }).getByText(result, { exact: true }).click();
  }

  async verifyIntegrity(): Promise<void> {
    await this.page.getByRole('button', { name: 'Verify integrity' }).click();
  }
}
