/** The list of clinics. */
import type { Locator, Page } from '@playwright/test';

export class ClinicsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  rows = (): Locator => this.page.getByRole('grid', { name: 'Clinics' }).locator('[data-clinic-row]');
  row = (name: string): Locator => this.page.getByRole('row', { name, exact: true });
  search = (): Locator => this.page.getByRole('textbox', { name: 'Search clinics' });
  filter = (label: string): Locator =>
    this.page.getByRole('group', { name: 'Show' }).getByRole('button', { name: new RegExp(`^${label} \\d`) });
  sortBy = (label: string): Locator => this.page.getByRole('columnheader').getByRole('button', { name: label });
  /** The names in the order in which they are shown. */
  names = (): Promise<(string | null)[]> =>
    this.rows().evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.getAttribute('data-clinic-row')) - Number(b.getAttribute('data-clinic-row')))
        .map((row) => row.getAttribute('aria-label')),
    );
  progress = (): Locator => this.page.getByRole('progressbar', { name: 'Clinics checked' });
  /** What a check of all came to. */
  checked = (): Locator => this.page.getByRole('status').filter({ hasText: 'Checked' });

  async open(name: string): Promise<void> {
    await this.row(name).click();
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  /** Checks every clinic, and waits for the end. */
  async checkAll(): Promise<void> {
    await this.page.getByRole('button', { name: 'Check all now' }).click();
    await this.checked().waitFor();
  }
}
