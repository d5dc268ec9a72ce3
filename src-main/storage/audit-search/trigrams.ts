/**
 * What the search index is asked for a word. It knows of each entry which three letters follow each other somewhere in
 * it, so what it finds is looked at once more. Shared with the search thread, whose imports name files.
 */
import { actionsNamed } from './filter-sql.ts';

/** Each third group of three letters, and the last one: enough to know a word by, and the fewest lists to read. */
function trigramsOf(word: string): string[] {
  const letters = [...word];
  const groups = letters.slice(0, -2).map((_, start) => letters.slice(start, start + 3).join(''));
  return groups.filter((_, start) => start % 3 === 0 || start === groups.length - 1);
}

const all = (word: string) =>
  `(${trigramsOf(word)
    .map((group) => `"${group.replaceAll('"', '""')}"`)
    .join(' AND ')})`;

/**
 * The question for those `words` that have three letters; null when none has. An action whose name in the window holds
 * a word is asked for by its own name.
 */
export function matchOf(words: readonly string[]): string | null {
  const long = words.filter((word) => [...word].length >= 3);
  if (long.length === 0) return null;
  return long.map((word) => `(${[word, ...actionsNamed(word)].map(all).join(' OR ')})`).join(' AND ');
}
