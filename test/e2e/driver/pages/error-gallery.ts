/** Every known failure as its screen shows it. In practice mode only. */
import type { Locator, Page } from '@playwright/test';
import type { CatalogueEntry } from '../../../../src-shared/errors-catalogue/index.ts';

export class ErrorGalleryPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  title = (): Locator => this.page.getByRole('heading', { level: 1, name: 'Error gallery' });
  list = (): Locator => this.page.getByRole('navigation', { name: 'Known failures' });
  search = (): Locator => this.page.getByRole('textbox', { name: 'Search errors' });
  entry = ({ code, title, data }: CatalogueEntry): Locator =>
    this.list().getByRole('button', {
      name: `${title} ${data.providerCode ?? code.replace('network.', '')}`,
      exact: true,
    });
  /** The failure itself, as every screen draws it. */
  notice = (): Locator => this.page.getByRole('main').locator('[data-tone="bad"]').first();
  rehearsal = (): Locator => this.page.getByRole('region', { name: 'See it happen' });
  help = (): Locator => this.notice().getByRole('button', { name: 'Open help page' });

  /** Finds a failure by its code and shows it. */
  async show(entry: CatalogueEntry): Promise<void> {
    await this.search().fill(entry.code);
    await this.entry(entry).click();
  }

  /** Puts practice mode on the network of this name. */
  async useNetwork(label: string): Promise<void> {
    await this.page.getByRole('button', { name: `Use this network: ${label}` }).click();
  }
}
