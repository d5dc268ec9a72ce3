/** The setup wizard as its user sees it: places on the page, and what one does there. */
import type { Locator, Page } from '@playwright/test';

export const testLines = ['Account verification', 'Phone number validation', 'Test SMS', 'Hot-lead SMS'] as const;
export class SetupPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  heading = (name: string | RegExp): Locator =>
    this.page.getByRole('heading', { name, level: 1 }).or(this.page.getByRole('heading', { name, level: 2 }));
  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' });
  field = (label: string): Locator => this.page.getByLabel(label, { exact: true }).and(this.page.locator('input'));
  card = (title: string): Locator => this.page.getByRole('region', { name: title, exact: true });
  stepButton = (label: string): Locator =>
    this.page.getByRole('navigation', { name: 'Set-up steps' }).getByRole('button', { name: label });
  alert = (text: string | RegExp): Locator => this.page.getByRole('alert').filter({ hasText: text });

  async nameClinic(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Clinic name' }).fill(name);
    await this.button('Create clinic and continue').click();
  }

  /** In practice mode. @param menu as the provider calls it: `Use a practice account`, `… client`, `… key` */
  async takePracticeAccount(label: string | RegExp, menu = 'Use a practice account'): Promise<void> {
    await this.button(menu).click();
    await this.page.getByRole('menuitem', { name: label }).first().click();
  }

  /** What may be connected later, or not at all. */
  async skip(): Promise<void> {
    await this.button('Skip for now').click();
  }

  /** One of the ways to sign in. @param group as the provider calls the choice */
  async pickMethod(label: string, group = 'Sign in with'): Promise<void> {
    const method = this.page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: label });
    if ((await method.getAttribute('aria-checked')) !== 'true') await method.click();
  }

  async fillCredentials(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await this.field(label).fill(value);
  }

  /** The error of one field; empty while it has none. */
  problem = (label: string): Locator =>
    this.page.locator('.mantine-TextInput-root', { has: this.field(label) }).locator('.mantine-TextInput-error');

  number = (text: string | RegExp): Locator =>
    this.page.getByRole('radiogroup', { name: 'Phone number' }).getByRole('radio', { name: text });

  /**
   * Verifies what is in the form, picks a number, and saves. Without a number the one that was picked by itself is
   * kept.
   */
  async verifyAndSave(number?: string | RegExp): Promise<void> {
    await this.button('Verify').click();
    await this.page.getByText('Verified', { exact: true }).waitFor();
    if (number !== undefined) await this.number(number).check();
    await this.button(/^Save/).click();
  }

  recipient = (): Locator => this.page.getByRole('textbox', { name: 'Recipient number' });
  line = (title: string): Locator => this.page.getByRole('listitem', { name: title, exact: true });
  /** A line's state in one word: Passed, Failed, Skipped, Unconfirmed. */
  state = (title: string): Locator => this.line(title).locator('h3 + [data-tone]');
  delivery = (title: string): Locator => this.line(title).getByRole('list', { name: 'Delivery' }).getByRole('listitem');
  result = (): Locator => this.card('Result');
  /** The whole SIDs of a line, not as they are shortened. */
  copySid = (title: string): Locator => this.line(title).getByRole('button', { name: /^Copy .*SID/ });
  /** In practice: the simulated phone, with the texts that arrived on it. */
  practicePhone = (): Locator => this.page.getByRole('log', { name: 'Texts on the practice phone' });
  code = (): Locator => this.page.getByRole('textbox', { name: 'Code from the phone' });

  async runTest(recipient: string): Promise<void> {
    await this.recipient().fill(recipient);
    await this.button('Run SMS test').click();
  }

  /** Waits until the test has ended. */
  async testEnded(): Promise<void> {
    await this.result().getByRole('button', { name: 'Run again', exact: true }).waitFor({ timeout: 60_000 });
  }

  async runAgain(title: string): Promise<void> {
    await this.button(`Run again: ${title}`).click();
  }

  /** On the handoff: each part with its items. */
  handoff = (title: 'What was proven' | 'How it was tested' | 'Still open'): Locator =>
    this.card(title).getByRole('listitem');

  /** Leaves the wizard from its handoff, for the clinic's page. */
  async finish(): Promise<void> {
    await this.button('Finish').click();
  }
}
