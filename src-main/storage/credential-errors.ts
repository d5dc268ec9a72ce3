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
