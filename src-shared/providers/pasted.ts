/** Cleans what was pasted into a field of a credential. The same for every field of every provider. */

// Format characters (zero-width, bidirectional marks, soft hyphen, byte-order mark) come along from web pages and chats.
const invisible = /[\s\p{Cf}\p{Cc}\u115F\u1160\u3164\uFFA0]|[\u034F\uFE00-\uFE0F]/gu;
const quotes = '"\'`´“”„‟‘’‚‛«»‹›′″＂＇';
const leadingQuotes = new RegExp(`^[${quotes}]+`);
const trailingQuotes = new RegExp(`[${quotes},;]+$`);
/** `AUTH_TOKEN=`, `export KEY=`, `"client_secret":`: copied along with a whole line of a file. */
const name = new RegExp(`^(?:(?:export)?[A-Z][A-Z0-9_]{3,60}=|[a-z]+(?:_[a-z]+)+[${quotes}]*:)`);

export function cleanPasted(pasted: string): string {
  const value = pasted.replace(invisible, '').replace(leadingQuotes, '');
  return value.replace(name, '').replace(leadingQuotes, '').replace(trailingQuotes, '');
}
