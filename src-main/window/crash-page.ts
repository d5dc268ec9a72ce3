/**
 * The page of a window that keeps crashing stands alone: what broke the console's page must not break it. So its words
 * are put into it when the console is built, once for each language. This file is no part of the program.
 */
import type { Language } from '../../src-shared/texts/languages';
import type { Text } from '../../src-shared/texts/translate';

/** As everywhere; its own, since the configuration of the build takes no more than types from other files. */
const text = (words: Text): Text => words;

/** Every text of `build/window/crashed.html`. */
const words: readonly Text[] = [
  text('The window stopped working'),
  text(
    'The console’s page ended by itself several times within a few minutes. Nothing that was stored is lost, and nothing is sent while this page is shown.',
  ),
  text(
    'The graphics driver ended several times too. If starting again does not help, update it, or start the console with the option --disable-gpu.',
  ),
  text(
    'Start again. If it goes on, copy the report and send it with the support bundle from Settings to your support contact.',
  ),
  text('Start again'),
  text('Copy report'),
  text('Copied.'),
];

/** What stands between tags, or in the attribute of words that are said later; no style, no script. */
const shown = /(?<=<(?:title|h1|p|button|p [^>]*|button [^>]*)>)[^<]*[^<\s][^<]*|(?<=data-words=")[^"]+/g;

/**
 * The page in another language.
 * @throws Error for a text of the page that the catalogue would not have
 */
export function crashPageIn(language: Language, catalogue: Readonly<Record<string, string>>, page: string): string {
  return page.replace('<html lang="en"', `<html lang="${language}"`).replace(shown, (written) => {
    const english = written.replace(/\s+/g, ' ').trim();
    const said = words.find((one) => one === english) && catalogue[english];
    if (said === undefined) throw new Error(`The crash page says what the catalogue has not: ${english}`);
    return said;
  });
}
