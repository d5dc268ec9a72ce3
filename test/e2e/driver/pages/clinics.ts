/** The list of clinics, and one clinic's page. */
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
}

export class ClinicPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  card = (title: string): Locator => this.page.getByRole('region', { name: title, exact: true });
  twilio = (): Locator => this.card('Twilio');
  ladder = (): Locator => this.page.getByRole('list', { name: /^Twilio readiness/ });
  rung = (label: string): Locator => this.ladder().getByRole('listitem').filter({ hasText: label });
  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  dialog = (name: string): Locator => this.page.getByRole('dialog', { name });
  runs = (): Locator => this.card('Test history').locator('button[aria-expanded]');
}
