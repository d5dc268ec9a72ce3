/** The setup wizard as its user sees it: places on the page, and what one does there. */
import type { Locator, Page } from '@playwright/test';

export class SetupPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  heading = (name: string | RegExp): Locator => this.page.getByRole('heading', { name, level: 1 }).or(this.page.getByRole('heading', { name, level: 2 }));
  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  field = (label: string): Locator => this.page.getByLabel(label, { exact: true }).and(this.page.locator('input'));

  async nameClinic(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Clinic name' }).fill(name);
    await this.button('Create clinic and continue').click();
  }

  async usePracticeAccount(label: string | RegExp): Promise<void> {
    await this.button('Use a practice account').click();
    await this.page.getByRole('menuitem', { name: label }).first().click();
  }

  async fillCredentials(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await this.field(label).fill(value);
  }

  number = (text: string | RegExp): Locator => this.page.getByRole('radiogroup', { name: 'Phone number' }).getByRole('radio', { name: text });

  line = (title: string): Locator => this.page.getByRole('listitem', { name: title, exact: true });

  async runTest(recipient: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Recipient number' }).fill(recipient);
    await this.button('Run SMS test').click();
  }
}

export const testLines = ['Account verification', 'Phone number validation', 'Test SMS', 'Hot-lead SMS'] as const;
