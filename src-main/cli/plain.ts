/** What is written at a terminal steers nothing there. */

/** Characters that steer a terminal or turn text around, whatever name or message they came in. */
const steering = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069](?<![\n\t])/gu;

/** Without them. New lines and tabs stay. */
export const plain = (text: string): string => text.replace(steering, '');

/** The same characters as JSON escapes: JSON.stringify escapes only some of them. */
export const escaped = (json: string): string =>
  json.replace(steering, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** In a colour, by its ANSI code. The words lose their own. */
export const inColour = (words: string, code: string): string => `\u001B[${code}m${plain(words)}\u001B[0m`;

/** A line of cells between tabs, for `cut`: a name with a tab or a line end in it makes no cell or line of its own. */
export const tabbed = (...cells: readonly string[]): string =>
  cells
    .map((cell) => cell.replace(/\s+/g, ' '))
    .join('\t')
    .trimEnd();
