/** Recognises a provider's page error from copied text: its name, a line of the page, or the whole page. */
import type { PageErrorDescriptor } from './descriptor';

/** Normalizes quotes, spaces and case. */
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
  // The error's name first: several errors share a heading.
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
