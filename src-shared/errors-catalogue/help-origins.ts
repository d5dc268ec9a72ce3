/**
 * The places an external link may lead to. The one wrapper that opens links in the system browser asks here, and so does every text that
 * takes a link from a provider's answer: an answer can be forged, and a link in an error message is exactly what a person clicks.
 */
const helpOrigins = [
  'https://www.twilio.com',
  'https://twilio.com',
  'https://console.twilio.com',
  'https://help.twilio.com',
  'https://support.twilio.com',
  'https://status.twilio.com',
  'https://console.cloud.google.com',
  'https://developers.google.com',
  'https://support.google.com',
  'https://myaccount.google.com',
  'https://calendar.google.com',
  'https://admin.google.com',
  'https://www.google.com',
] as const;

/** Exact origins, without a trailing slash. */
export const helpLinkOrigins: readonly string[] = helpOrigins;

/**
 * True when the link may be opened: https, one of the exact origins, no user name, no port, nothing a browser would read differently
 * (backslashes, spaces, control characters), at most 500 characters.
 */
export function isHelpUrl(url: string): boolean {
  // A URL parser is not part of the language, and this side may use neither the window's nor Node's. A stricter pattern does instead.
  const match = /^(https:\/\/[a-z0-9.-]+)(?:[/?#][\w\-./?#=&%~+:,;@!$'()*]*)?$/.exec(url);
  return url.length <= 500 && match?.[1] !== undefined && helpLinkOrigins.includes(match[1]);
}
