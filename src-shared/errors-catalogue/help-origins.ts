/**
 * The allow-list of external links. Checked before a link is opened, and for each link from a provider's answer, which
 * may be forged.
 */
import { providerDescriptors } from '../providers';
import type { HelpPlace } from '../providers/descriptor';

/**
 * Help about connections that fail before any provider is reached: guest networks, clocks, proxies, inspection of
 * connections.
 */
export const connectionHelp = 'https://support.mozilla.org/en-US/kb/server-not-found-connection-problem';

export const helpPlaces: readonly HelpPlace[] = [
  { origin: 'https://support.mozilla.org', paths: ['/en-US/kb/'] },
  ...Object.values(providerDescriptors).flatMap((descriptor) => [...descriptor.helpPlaces]),
];

/** A path that a browser would normalize, or with an encoded slash. */
const isTwisted = (path: string) => /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)|%2f|%5c/i.test(path);

/** Another address within it, also one that is encoded again and again: many sites forward to what a link names. */
const namesAnother = (rest: string) => /(?:\/|%(?:25)*2f){2}|https?(?::|%(?:25)*3a)/i.test(rest);

/**
 * True when the link may be opened: https, at one of the exact origins, on a path that is allowed there, with at most
 * 500 characters. It has no user name, no port and no other address in it, and nothing that a browser would read
 * differently (backslashes, spaces, control characters).
 */
export function isHelpUrl(url: string): boolean {
  // Shared code has no URL parser, so a stricter pattern is used.
  const match = /^(https:\/\/[a-z0-9.-]+)(\/[\w\-./=&%~+:,;@!$'()*]*)?(?:[?#][\w\-./?#=&%~+:,;@!$'()*]*)?$/.exec(url);
  if (url.length > 500 || match === null) return false;
  const [, origin, path = '/'] = match;
  const place = helpPlaces.find((candidate) => candidate.origin === origin);
  if (place === undefined || isTwisted(path) || namesAnother(url.slice((origin ?? '').length))) return false;
  return place.paths === undefined || place.paths.some((allowed) => path.startsWith(allowed));
}
