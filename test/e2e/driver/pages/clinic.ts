/** One clinic's page. */
import type { Locator, Page } from '@playwright/test';

export class ClinicPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** A provider by its name, `Test history`, `The next seven days`, `Activity`, `Remove this clinic`. */
  card = (title: string): Locator => this.page.getByRole('region', { name: title, exact: true });
  ladder = (provider = 'Twilio'): Locator =>
    this.page.getByRole('list', { name: new RegExp(`^${provider} readiness`) });
  rung = (label: string, provider = 'Twilio'): Locator =>
    this.ladder(provider).getByRole('listitem').filter({ hasText: label });
  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  dialog = (name: string): Locator => this.page.getByRole('dialog', { name });
  /** Each run of a test; pressing one opens its steps. @param history `Calendar test history` for a provider's own */
  runs = (history = 'Test history'): Locator => this.card(history).locator('button[aria-expanded]');
  activity = (): Locator => this.card('Activity').getByRole('listitem');

  /** Opens the menu of a card and picks an entry: `Change number`, `Change calendar`. */
  async pick(action: string, provider = 'Twilio'): Promise<void> {
    await this.card(provider)
      .getByRole('button', { name: `Actions for ${provider}` })
      .click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  /** Presses `Check now` and waits for the provider's answer. No message is sent. */
  async checkNow(provider = 'Twilio'): Promise<void> {
    const card = this.card(provider);
    await card.getByRole('button', { name: 'Check now' }).click();
    // The button keeps its place while it works, under other words.
    await card.getByRole('button', { name: 'Checking…' }).waitFor({ state: 'hidden' });
    await card.getByRole('button', { name: 'Check now' }).waitFor();
  }

  /** @param action `Revoke` or `Disconnect`, as the provider's card says */
  async end(action: string, provider = 'Twilio'): Promise<void> {
    await this.card(provider).getByRole('button', { name: action, exact: true }).click();
    await this.dialog(`${action} ${provider}?`).getByRole('button', { name: action, exact: true }).click();
  }

  /** Removes the clinic for good: its name is typed, as the dialog asks. */
  async remove(name: string): Promise<void> {
    await this.button('Remove clinic').click();
    const dialog = this.dialog('Remove this clinic?');
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Remove clinic' }).click();
  }
}
