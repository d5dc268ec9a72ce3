/** Makes text from a provider's answer safe to show. It may be anything: HTML, or our own request echoed. */
import { hideSecrets } from '../providers/secrets';

// Control characters, and the invisible ones that reorder or hide text.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu;

/**
 * One line of at most `limit` characters, without markup, control characters or anything that looks like a credential.
 */
export function plainText(value: string, limit: number): string {
  const readable = value
    .slice(0, limit * 20)
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(unprintable, ' ');
  const text = hideSecrets(readable, '(hidden)').replace(/\s+/g, ' ').trim();
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).trimEnd()}…`;
}
