/** What a shared vault adds to the window: its card in the settings, its members and its receptionists. */
import type { Locator, Page } from '@playwright/test';

export class SharedVaultPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  card = (): Locator => this.page.getByRole('region', { name: 'Vault', exact: true });
  button = (name: string): Locator => this.page.getByRole('button', { name, exact: true });
  dialog = (name: string): Locator => this.page.getByRole('dialog', { name, exact: true });
  /** Says on every screen that the server is out of reach, or that this computer waits. */
  banner = (): Locator => this.page.getByRole('status').filter({ hasText: /shared vault/ });
  members = (): Locator => this.page.getByRole('list', { name: 'Members' });
  member = (name: string): Locator => this.members().getByRole('listitem').filter({ hasText: name });
  invited = (name: string): Locator =>
    this.page.getByRole('list', { name: 'Invited' }).getByRole('listitem').filter({ hasText: name });
  receptionist = (name: string): Locator => this.page.getByRole('region', { name, exact: true });

  /** Six words as people read them to each other. */
  words = async (within: Locator): Promise<string> =>
    (await within.getByRole('list', { name: 'Six words' }).getByRole('listitem').allInnerTexts()).join(' ');

  heading = (): Locator => this.card().getByRole('heading', { name: 'Vault', exact: true });

  async openCard(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Settings' }).click();
    await this.card().waitFor();
    await this.page
      .getByRole('navigation', { name: 'Parts of the settings' })
      .getByRole('link', { name: 'Vault' })
      .click();
  }

  /** @param place by its button in the card */
  async openFromCard(place: 'Members' | 'Receptionists'): Promise<void> {
    await this.openCard();
    await this.card().getByRole('button', { name: place, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: place }).waitFor();
  }
}
