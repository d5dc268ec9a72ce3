/** Release notes as plain text: lines without markup, and without what moves a cursor or turns text around. */
import { cleanText } from '../providers/http/clean-text';

const longestLine = 500;
const mostLines = 120;

/** Whatever a feed says, signed or not, is shown as text and nothing else. */
export function notesText(notes: string): string {
  const lines = notes
    .replace(/<[^>]{0,2000}>/g, ' ')
    .split(/\r?\n/)
    .slice(0, mostLines)
    .map((line) => cleanText(line.replace(/\t/g, '  '), longestLine));
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, 8_000);
}
