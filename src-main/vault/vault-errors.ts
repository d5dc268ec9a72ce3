/** The error of a vault that is not open. */
import { AppError } from '../../src-shared/errors';
import { type BlockedVaultState, vaultErrorData } from '../../src-shared/vault/vault-errors';

/** `vault.<state>`, with what to do about it. */
export const vaultError = (state: BlockedVaultState) => new AppError(vaultErrorData(state));

export const vaultClosed = () =>
  new AppError({
    code: 'vault.closed',
    message: 'The console has closed its saved data.',
    cause: 'It is shutting down, or changing to another profile.',
    fix: 'Wait a moment, then try again.',
    retryable: true,
  });
