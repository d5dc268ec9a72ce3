/** The error of a vault that is not open. */

import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { type BlockedVaultState, vaultErrorData } from '../../src-shared/vault/vault-errors';

/** `vault.<state>`, with what to do about it. */
export const vaultError = (state: BlockedVaultState) => new AppError(vaultErrorData(state));

export const vaultClosed = () =>
  new AppError({
    code: 'vault.closed',
    message: t('The console has closed its saved data.'),
    cause: t('It is shutting down, or changing to another profile.'),
    fix: t('Wait a moment, then try again.'),
    retryable: true,
  });
