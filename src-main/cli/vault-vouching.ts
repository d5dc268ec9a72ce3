/** `vault status` vouches for what receptionists hold, as an open console does: a timer of the system may run it. */
import { AppError, type AppErrorData } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { Vouching } from '../shared-vault/vouching';

const heldBack = (names: readonly string[]) =>
  new AppError({
    code: 'shared-vault.deliveries-behind',
    message: t('The server shows less than what was delivered to {names}.', { names: names.join(', ') }),
    cause: t('It was restored from an earlier time, or holds a delivery or a revocation back.'),
    fix: t(
      'Replace the credentials concerned at their providers, save them here again, and ask whoever runs the database.',
    ),
    retryable: false,
  });

/** @returns what keeps this computer from vouching; null where nothing does, or the vault was not migrated to it */
export async function vouchNow(vouching: Vouching): Promise<AppErrorData | null> {
  try {
    const { behind } = await vouching.vouch();
    return behind.length === 0 ? null : heldBack(behind).data;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return thrown.data.code === 'shared-vault.schema-too-old' ? null : thrown.data;
  }
}
