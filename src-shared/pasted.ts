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
