/** The address that a request really goes to, and which next page of a list may be followed. */

import { AppError } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';

const foreign = () =>
  new AppError({
    code: 'provider.unknown-host',
    message: t('A request to a host that is not the provider’s was stopped.'),
    cause: t(
      'An answer pointed somewhere else. Following it would have carried the clinic’s credentials there, so nothing was sent.',
    ),
    fix: t(
      'Check the network: something may be answering in the provider’s place. If it happens again, send the support bundle from Settings to your support contact.',
    ),
    retryable: false,
  });

/**
 * @param hosts the provider's own
 * @param redirect origin that answers for all of them; null for the provider itself
 * @throws AppError `provider.unknown-host` for any other host, and for anything but https on its usual port
 */
export function targetOf(address: string | URL, hosts: ReadonlySet<string>, redirect: string | null): URL {
  const url = new URL(address);
  if (
    url.protocol !== 'https:' ||
    url.port !== '' ||
    url.username !== '' ||
    url.password !== '' ||
    !hosts.has(url.hostname)
  )
    throw foreign();
  return redirect === null ? url : new URL(url.pathname + url.search, redirect);
}

/**
 * The path of the next page as a server gave it, or null when it leads anywhere but to the same part of the same host.
 * @param under the path of the account, or of the list
 * @param redirect an origin that answers for the provider's hosts, and may name itself
 */
export function nextPagePath(
  nextPage: string,
  { under, origin, redirect }: { under: string; origin: string; redirect: string | null },
): string | null {
  if (!URL.canParse(nextPage, origin)) return null;
  const url = new URL(nextPage, origin);
  const isOwn = url.origin === origin || url.origin === redirect;
  const isUnder = url.pathname === under || url.pathname.startsWith(`${under}/`);
  return isOwn && isUnder && url.username === '' && url.password === '' ? url.pathname + url.search : null;
}
