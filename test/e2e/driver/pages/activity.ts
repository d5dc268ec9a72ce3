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
  /** The row of an entry, by any of its words; a click opens the entry. */
  row = (text: string | RegExp): Locator =>
    this.page.getByRole('region', { name: 'Activity, newest first' }).getByRole('button', { name: text }).first();
  /** The entry that is open. */
  entry = (): Locator => this.page.getByRole('region', { name: /^Entry \d/ });
  /** How many entries an export saved. */
  saved = (): Locator => this.page.getByRole('status').filter({ hasText: /^Saved / });
  nothing = (): Locator => this.page.getByText(/^(Nothing matches|Nothing has happened yet)$/);
  intact = (): Locator => this.page.getByRole('status').filter({ hasText: /^Intact: / });
  broken = (): Locator => this.page.getByRole('alert').filter({ hasText: /not intact/i });

  /** Narrows to one clinic, action or period, as each list calls it. */
  async narrow(by: 'Clinic' | 'Action' | 'Period', to: string): Promise<void> {
    await this.page.getByRole('combobox', { name: by, exact: true }).click();
    await this.page.getByRole('option', { name: to, exact: true }).click();
  }

  async exportAs(format: 'CSV for a spreadsheet' | 'JSON for a program'): Promise<void> {
    await this.page.getByRole('button', { name: 'Export' }).click();
    await this.page.getByRole('menuitem', { name: format }).click();
  }

  async showOnly(result: 'All' | 'Succeeded' | 'Failed' | 'Not confirmed'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Result' }).getByText(result, { exact: true }).click();
  }

  async verifyIntegrity(): Promise<void> {
    await this.page.getByRole('button', { name: 'Verify integrity' }).click();
  }
}
