/** Which hosts are Google's, and where a request to one of them really goes. */
import { AppError } from '../../../src-shared/errors';

export const signInOrigin = 'https://accounts.google.com';
export const signInPath = '/o/oauth2/v2/auth';
export const tokenUrl = 'https://oauth2.googleapis.com/token';
export const revokeUrl = 'https://oauth2.googleapis.com/revoke';
export const userInfoUrl = 'https://www.googleapis.com/oauth2/v2/userinfo';

/** Exactly the hosts that this console sends requests to; the sign-in page is the browser's business. */
const googleHosts: ReadonlySet<string> = new Set(['oauth2.googleapis.com', 'www.googleapis.com']);

const foreign = () =>
  new AppError({
    code: 'google.unknown-host',
    message: 'A request to a host that is not Google’s was stopped.',
    cause: 'Something tried to send the clinic’s sign-in elsewhere, so nothing was sent.',
    fix: 'If it happens again, send the log file to support.',
    retryable: false,
  });

/**
 * The real target of a request.
 * @param redirect origin that answers for all of Google's hosts; null for Google itself
 * @throws AppError `google.unknown-host` for any host that is not on the list, and for anything but https on its usual port
 */
export function targetOf(uri: string | URL, redirect: string | null): URL {
  const url = new URL(uri);
  if (
    url.protocol !== 'https:' ||
    url.port !== '' ||
    url.username !== '' ||
    url.password !== '' ||
    !googleHosts.has(url.hostname)
  )
    throw foreign();
  return redirect === null ? url : new URL(url.pathname + url.search, redirect);
}
