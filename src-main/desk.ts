/** Services that only a desktop has: dialogs, the clipboard, the browser. Tests pass a small fake. */
export type Desk = {
  /** The chosen file, or null when the dialog was closed. */
  chooseFile(options: {
    title: string;
    button: string;
    filters: { name: string; extensions: string[] }[];
  }): Promise<string | null>;
  chooseSaveFile(options: {
    title: string;
    button: string;
    suggestedName: string;
    filters: { name: string; extensions: string[] }[];
  }): Promise<string | null>;
  copyText(text: string): void;
  /** @throws AppError `link.*` */
  openHelpPage(url: string): Promise<void>;
  /**
   * Opens a provider's sign-in page, which must be at `origin`. False when no browser opened.
   * @throws AppError `link.refused`
   */
  openSignInPage(url: URL, origin: string): Promise<boolean>;
  applyTheme(theme: 'system' | 'light' | 'dark'): void;
};
