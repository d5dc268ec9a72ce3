/** The error of a vault that is not ready. */
import { AppError } from '../../src-shared/errors';
import { vaultErrorData } from '../../src-shared/vault/vault-errors';
import type { VaultState } from '../../src-shared/vault/vault-state';

/** `vault.<state>` with what to do about it; `vault.closed` for a vault that was ready and has been closed since. */
export function vaultError(state: VaultState): AppError {
  if (state.state !== 'ready') return new AppError(vaultErrorData(state));
  return new AppError({
    code: 'vault.closed',
    message: 'The console has closed its saved data.',
    cause: 'It is shutting down, or changing to another profile.',
    fix: 'Wait a moment, then try again.',
    retryable: true,
  });
}
