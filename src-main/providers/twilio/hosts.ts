/** Which hosts are Twilio's, and where a request to one of them really goes. */
import { AppError } from '../../../src-shared/errors';

/** Exactly the hosts that this console has business with. */
const twilioHosts: ReadonlySet<string> = new Set([
  'api.twilio.com',
  'accounts.twilio.com',
  'messaging.twilio.com',
  'trusthub.twilio.com',
  'verify.twilio.com',
]);

export const twilioApiOrigin = 'https://api.twilio.com';
export const twilioMessagingOrigin = 'https://messaging.twilio.com';

const foreign = () =>
  new AppError({
    code: 'twilio.unknown-host',
    message: 'A request to a host that is not Twilio’s was stopped.',
    cause:
      'An answer pointed somewhere else. Following it would have carried the clinic’s credentials there, so nothing was sent.',
    fix: 'Check the network: something may be answering in Twilio’s place. If it happens again, send the log file to support.',
    retryable: false,
  });

/**
 * The real target of a request.
 * @param redirect origin that answers for all of Twilio's hosts; null for Twilio itself
 * @throws AppError `twilio.unknown-host` for any host that is not on the list, and for anything but https on its usual port
 */
export function targetOf(uri: string, redirect: string | null): URL {
  const url = new URL(uri);
  if (
    url.protocol !== 'https:' ||
    url.port !== '' ||
    url.username !== '' ||
    url.password !== '' ||
    !twilioHosts.has(url.hostname)
  )
    throw foreign();
  return redirect === null ? url : new URL(url.pathname + url.search, redirect);
}

/**
 * The path of the next page as a server gave it, or null when it leads anywhere but to the same part of the same host.
 * @param under the path of the account, or of the list
 * @param redirect an origin that answers for Twilio's hosts may name itself
 */
export function nextPagePath(
  nextPageUri: string,
  under: string,
  redirect: string | null,
  origin: string = twilioApiOrigin,
): string | null {
  let url: URL;
  try {
    url = new URL(nextPageUri, origin);
  } catch {
    return null;
  }
  const isOwn = url.origin === origin || url.origin === redirect;
  const isUnder = url.pathname === under || url.pathname.startsWith(`${under}/`);
  return isOwn && isUnder && url.username === '' && url.password === '' ? url.pathname + url.search : null;
}
