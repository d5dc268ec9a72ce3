/** Refusals of the credential repository. */
import { AppError } from '../../src-shared/errors';

export const credentialUnknown = () =>
  new AppError({
    code: 'credentials.unknown',
    message: 'Nothing is connected here yet.',
    cause: 'This clinic has no saved credentials for this provider.',
    fix: 'Connect it first.',
    retryable: false,
  });

export const credentialRevoked = () =>
  new AppError({
    code: 'credentials.revoked',
    message: 'These credentials were revoked.',
    cause: 'Revoking destroyed the saved secret; only the record of it is left.',
    fix: 'Enter new credentials.',
    retryable: false,
  });

export const credentialChanged = () =>
  new AppError({
    code: 'credentials.changed',
    message: 'These credentials were changed in the meantime.',
    cause: 'Somebody else, or another window, saved a change after this one had started. Nothing was overwritten.',
    fix: 'Look at the current state, then do it again if it is still needed.',
    retryable: false,
  });

/** A real credential is never opened for a simulated endpoint, nor a simulated one for a real endpoint. */
export const credentialOfAnotherEndpoint = ({ simulated }: { simulated: boolean }) =>
  simulated
    ? new AppError({
        code: 'credentials.simulated-for-real',
        message: 'These credentials are simulated, and were not opened for the real provider.',
        cause: 'They were made with a simulator. The provider itself does not know them.',
        fix: 'Enter real credentials in their place.',
        retryable: false,
      })
    : new AppError({
        code: 'credentials.real-for-simulated',
        message: 'These credentials are real, and were not opened for a simulated provider.',
        cause: 'Requests are redirected to this computer by a VOXANNE_…_URL variable, where any program may listen.',
        fix: 'Unset the VOXANNE_…_URL variables and start the console again.',
        retryable: false,
      });
