/** Where a feed may be: a folder that is reached over https. */
import { isLoopbackHost } from '../providers/http/endpoint';
import { updateError } from './update-error';

/**
 * @param allowsLoopback a rehearsal or a checkout: plain http to this computer is accepted as well
 * @returns the folder's address, with a slash at its end
 * @throws AppError `update.feed-address`
 */
export function feedAddress(text: string, allowsLoopback: boolean): URL {
  const typed = text.trim();
  if (!URL.canParse(typed)) throw updateError('feed-address');
  const url = new URL(typed);
  const isAllowed =
    url.protocol === 'https:' || (allowsLoopback && url.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (!isAllowed || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw updateError('feed-address');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
