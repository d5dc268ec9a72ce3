import type { Settings } from '../src-shared/settings/settings';

/** @returns false when the person was not recognised or closed the question */
export type PersonPrompt = { name: string; ask(reason: string): Promise<boolean> };
type Paper = {
  size: 'A4' | 'Letter';
  /** At the foot of each page, beside its number. */
  footer: string;
};
/** `reason`: the system's own words. */
type PrintOutcome = { outcome: 'printed' | 'cancelled' } | { outcome: 'failed'; reason: string };

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
  /** @param kind how long it stays: see `window/copied-text.ts` */
  copyText(text: string, kind: 'value' | 'document'): void;
  /** How the system itself asks who is there, where it can: Touch ID. Null where it can't. */
  personPrompt(): PersonPrompt | null;
  /** @throws AppError `link.*` */
  openHelpPage(url: string): Promise<void>;
  /**
   * Opens a provider's sign-in page, which must be at `origin`. False when no browser opened.
   * @throws AppError `link.refused`
   */
  openSignInPage(url: URL, origin: string): Promise<boolean>;
  /** The page that the window shows, as a tagged PDF. */
  pageAsPdf(paper: Paper): Promise<Uint8Array>;
  /** Opens the system's dialog for printing that page. */
  printPage(paper: Paper): Promise<PrintOutcome>;
  /** The theme at once; another language with the page's next reload, which this begins. */
  applyAppearance(settings: Pick<Settings, 'theme' | 'language'>): void;
};
