/**
 * The only place in the desktop program that opens the system browser: for help pages and sign-in pages of the
 * providers.
 */

import { shell } from 'electron';
import { AppError } from '../../src-shared/errors';
import { isHelpUrl } from '../../src-shared/errors-catalogue/help-origins';
import { allProviders } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import { isLoopbackHost } from '../providers/http/endpoint';

const refused = () =>
  new AppError({
    code: 'link.refused',
    message: t('This link was not opened.'),
    cause: t('It does not lead to a provider’s page that the console knows.'),
    fix: t('Open the provider’s site yourself and look for the topic there.'),
    retryable: false,
  });

const open = (url: string): Promise<boolean> =>
  shell.openExternal(url).then(
    () => true,
    () => false,
  );

/**
 * @throws AppError `link.refused` for an address that is not on the list, `link.no-browser` when the system could not
 * open it
 */
export async function openHelpPage(url: string): Promise<void> {
  if (!isHelpUrl(url)) throw refused();
  if (await open(url)) return;
  throw new AppError({
    code: 'link.no-browser',
    message: t('No browser opened.'),
    cause: t('The operating system has no program set for web pages, or it did not start.'),
    fix: t('Open this address on any device: {url}', { url }),
    retryable: true,
  });
}

/** The origins of sign-in pages; beside them only a loopback one, where the provider itself is redirected to it. */
const signInOrigins = allProviders.flatMap(({ signIn }) => (signIn === undefined ? [] : [signIn.origin]));

/**
 * Opens a provider's sign-in page. @param origin where it must be
 * @returns false when the system opened no browser
 * @throws AppError `link.refused` for a page that is anywhere else
 */
export async function openSignInPage(url: URL, origin: string): Promise<boolean> {
  const isKnown = signInOrigins.includes(url.origin) || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (url.origin !== origin || !isKnown || url.username !== '' || url.password !== '') throw refused();
  return open(url.href);
}
