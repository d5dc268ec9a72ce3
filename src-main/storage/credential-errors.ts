/** Refusals of the credential repository. */

import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';

export const credentialUnknown = () =>
  new AppError({
    code: 'credentials.unknown',
    message: t('Nothing is connected here yet.'),
    cause: t('This clinic has no saved credentials for this provider.'),
    fix: t('Connect it first.'),
    retryable: false,
  });

export const credentialRevoked = () =>
  new AppError({
    code: 'credentials.revoked',
    message: t('These credentials were revoked.'),
    cause: t('Revoking destroyed the saved secret; only the record of it is left.'),
    fix: t('Enter new credentials.'),
    retryable: false,
  });

export const credentialChanged = () =>
  new AppError({
    code: 'credentials.changed',
    message: t('These credentials were changed in the meantime.'),
    cause: t('Somebody else, or another window, saved a change after this one had started. Nothing was overwritten.'),
    fix: t('Look at the current state, then do it again if it is still needed.'),
    retryable: false,
  });

/** @param live when the one was added that is there now, and was not revoked; null for none */
export function requireSeen(seen: string | null | undefined, live: string | null): void {
  if (seen !== undefined && seen !== live) throw credentialChanged();
}

/** A real credential is never opened for a simulated endpoint, nor a simulated one for a real endpoint. */
export const credentialOfAnotherEndpoint = ({ simulated }: { simulated: boolean }) =>
  simulated
    ? new AppError({
        code: 'credentials.simulated-for-real',
        message: t('These credentials are simulated, and were not opened for the real provider.'),
        cause: t('They were made with a simulator. The provider itself does not know them.'),
        fix: t('Enter real credentials in their place.'),
        retryable: false,
      })
    : new AppError({
        code: 'credentials.real-for-simulated',
        message: t('These credentials are real, and were not opened for a simulated provider.'),
        cause: t('Requests are redirected to this computer by a VOXANNE_…_URL variable, where any program may listen.'),
        fix: t('Unset the VOXANNE_…_URL variables and start the console again.'),
        retryable: false,
      });
