/** The console in Spanish: its names, and what is left of English on a page. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { defaultDrafts } from '../../../src-shared/messaging/drafts';
import type { Text } from '../../../src-shared/texts/translate';
import { root } from './launch';

const catalogue: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(path.join(root, 'src-shared/texts/es.json'), 'utf8'),
);

/** A text of the catalogue in Spanish, by its English. */
export const inSpanish = (text: Text): string => catalogue[text] ?? text;

/** Words that no Spanish sentence has. */
const english =
  /(?<!\p{L})(?:the|and|is|are|was|were|with|for|this|that|not|you|your|from|which|cannot|has|have)(?!\p{L})/iu;
/** Codes are the same in every language. */
const isCode = (text: string) => /^[a-z0-9]+(?:[._-][a-z0-9]+)+$/i.test(text);
/** Messages to phones are in the language of the clinic: each begins as its draft does. */
const toPhones = Object.values(defaultDrafts).map((draft) => draft.slice(0, draft.indexOf('{{')).trim());

/** The texts that are shown or heard on the page and are in English: none, where all of it is translated. */
export async function englishOn(page: Page): Promise<string[]> {
  const said = await page.evaluate(() => {
    const heard = ['aria-label', 'aria-description', 'placeholder', 'title', 'alt'];
    const shown = [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility())
      // A drawing of a provider's page has that page's words; it is heard as its own name.
      .filter((element) => !element.parentElement?.closest('[role="img"]'));
    return shown
      .flatMap((element) => [
        ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent),
        ...heard.map((name) => element.getAttribute(name)),
      ])
      .map((text) => text?.replace(/\s+/g, ' ').trim() ?? '');
  });
  return [...new Set(said)].filter(
    (text) =>
      !isCode(text) &&
      !toPhones.some((start) => text.includes(start)) &&
      ((Object.hasOwn(catalogue, text) && catalogue[text] !== text) || english.test(text)),
  );
}
