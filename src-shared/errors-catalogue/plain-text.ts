/** Text out of a provider's answer, made safe to show: the answer may be anything, from a page of HTML to our own request echoed back. */

// Control characters, and the invisible ones that reorder or hide text.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu;
// A Twilio auth token or key secret has this form; a SID has letters before it and stays readable.
const secretLike = /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/g;
// Google's secrets have forms of their own: client secrets, access tokens, refresh tokens, sign-in codes.
const googleSecret = /GOCSPX-[\w-]+|ya29\.[\w.-]+|\b[14]\/\/?[\w-]{10,}/g;
const authorization = /\b(basic|bearer)\s+[A-Za-z0-9+/=._-]{8,}/gi;

/** One line of at most `limit` characters, without markup, control characters or anything that looks like a credential. */
export function plainText(value: string, limit: number): string {
  const text = value
    .slice(0, limit * 20)
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(unprintable, ' ')
    .replace(authorization, '$1 (hidden)')
    .replace(secretLike, '(hidden)')
    .replace(googleSecret, '(hidden)')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).trimEnd()}…`;
}
