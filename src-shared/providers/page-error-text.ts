/** Finds the refusal that a person copied from a provider's own page: its name, a line of the page, or the whole of it. */
import type { PageErrorDescriptor } from './descriptor';

/** Straight quotes, single spaces, lower case: how a page is copied differs. */
const plain = (text: string) =>
  text
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** `Error 400: redirect_uri_mismatch` → `redirect_uri_mismatch` */
export const nameOfPrinted = (printed: string): string => printed.replace(/^.*:\s*/, '');

/** The words of a line as a pattern; “…” stands for the name of the app. */
function patternOf(says: string): RegExp {
  const words = plain(says)
    .replace(/\.$/, '')
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(words.join('.+?'));
}

/** @param text as it was typed or pasted. @returns null where none of the lines is in it */
export function findPageError<Line extends PageErrorDescriptor>(lines: readonly Line[], text: string): Line | null {
  const read = plain(text);
  // The line with the name says most; its heading is one that several refusals have.
  const named = lines.find(({ printed }) => read.includes(plain(printed)));
  if (named !== undefined) return named;
  const name = nameOfPrinted(read);
  return (
    lines.find(({ printed }) => nameOfPrinted(printed) === name) ??
    lines.find(({ says }) => patternOf(says).test(read)) ??
    lines.find(({ printed }) => new RegExp(`(?:^|\\W)${nameOfPrinted(printed)}(?:\\W|$)`).test(read)) ??
    null
  );
}
