/** The only place that opens anything outside: pages of the providers' help, in the system browser. */
import { shell } from 'electron';
import { AppError } from '../../src-shared/errors';
import { isHelpUrl } from '../../src-shared/errors-catalogue/help-origins';

/** @throws AppError `link.refused` for an address that is not on the list, `link.no-browser` when the system could not open it */
export async function openHelpPage(url: string): Promise<void> {
  if (!isHelpUrl(url)) {
    throw new AppError({
      code: 'link.refused',
      message: 'This link was not opened.',
      cause: 'It does not lead to a provider’s page that the console knows.',
      fix: 'Open the provider’s site yourself and look for the topic there.',
      retryable: false,
    });
  }
  try {
    await shell.openExternal(url);
  } catch {
    throw new AppError({
      code: 'link.no-browser',
      message: 'No browser opened.',
      cause: 'The operating system has no program set for web pages, or it did not start.',
      fix: `Open this address on any device: ${url}`,
      retryable: true,
    });
  }
}
