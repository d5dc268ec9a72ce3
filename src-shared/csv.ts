/** Tables as CSV that every spreadsheet reads as text and none executes. Pure. */

/**
 * What makes a spreadsheet take a cell for a formula, also behind white space and control characters, and in the wide
 * forms that some turn into the plain ones.
 */
const executed = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

const cell = (text: string) => `"${(executed.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Tells spreadsheets that the file is UTF-8. The first line begins with it. */
export const csvMark = '\ufeff';

/** One line, as RFC 4180 wants it: every cell quoted, CRLF at the end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
