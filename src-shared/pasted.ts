/** Cleans what was pasted. The same for every field of every provider, and for phone numbers. */

// Format characters (zero-width, bidirectional marks, soft hyphen, byte-order mark), which are copied from web pages
// and chats.
const invisible = /[\p{Cf}\u115F\u1160\u3164\uFFA0]|[\u034F\uFE00-\uFE0F]|(?!\s)\p{Cc}/gu;
const quotes = '"\'`´“”„‟‘’‚‛«»‹›′″＂＇';
const leadingQuotes = new RegExp(`^[${quotes}]+`);
const trailingQuotes = new RegExp(`[${quotes},;]+$`);
/** `AUTH_TOKEN=`, `export KEY=`, `"client_secret":`: copied along with a whole line of a file. */
const name = new RegExp(`^(?:(?:export)?[A-Z][A-Z0-9_]{3,60}=|[a-z]+(?:_[a-z]+)+[${quotes}]*:)`);

/** Removes invisible characters. Spaces and line ends stay. */
const withoutInvisible = (text: string): string => text.replace(invisible, '');

/** Without the quotes around it, and the comma or semicolon behind them. */
const withoutQuotes = (text: string): string => text.replace(leadingQuotes, '').replace(trailingQuotes, '');

// What never has a meaning within a name: line ends, zero-width spaces, soft hyphens, marks that turn text around.
// Joiners stay, which emoji and Persian are written with.
const hidden = /[\u00AD\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]|(?!\s)\p{Cc}/gu;
/** Nothing to be seen, where text begins or ends. The signs of which flags are made are seen. */
const nothing = '(?:\\s|(?![\\u{E0020}-\\u{E007F}])[\\p{Cf}\\u034F\\u115F\\u1160\\u3164\\uFFA0])+';
const unseenEnds = new RegExp(`^${nothing}|${nothing}$`, 'gu');

/** A name, or another line that people read: one space between words, and nothing that can't be seen around them. */
export const cleanLine = (typed: string): string =>
  typed.replace(hidden, '').replace(/\s+/g, ' ').replace(unseenEnds, '');

/** The value of a credential's field: no spaces, no quotes, not the name of its setting. */
export function cleanPasted(pasted: string): string {
  const value = withoutInvisible(pasted).replace(/\s/g, '').replace(leadingQuotes, '');
  return withoutQuotes(value.replace(name, ''));
}

/** A phone number, or what was written in its place: ordinary digits, hyphens and spaces, without quotes and `tel:`. */
export const cleanNumber = (pasted: string): string =>
  withoutQuotes(
    withoutInvisible(pasted.normalize('NFKC'))
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .trim()
      .replace(/^(?:tel|sms):\/*/i, '')
      .replace(/^<|>$/g, ''),
  ).trim();
