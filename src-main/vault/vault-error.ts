/** The error of a call that needs keys or a database that are not at hand. */
import { AppError, toAppErrorData } from '../../src-shared/errors';
import { vaultErrorData } from '../../src-shared/vault/vault-errors';
import type { VaultState } from '../../src-shared/vault/vault-state';

/** A vault that is ready gives no reason to refuse: asked for one all the same, the fault is ours. */
export const vaultError = (state: VaultState): AppError => new AppError(state.state === 'ready' ? toAppErrorData(null) : vaultErrorData(state));
