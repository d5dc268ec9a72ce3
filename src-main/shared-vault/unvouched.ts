/** What keeps this computer from vouching for what receptionists hold, as the window and the command line say it. */
import { AppError, type AppErrorData } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { Vouching } from './vouching';

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

/**
 * Vouches, as an open console does by itself.
 * @param everyMs as of `vouch`
 * @returns what keeps this computer from it; null where nothing does, or the vault was not migrated to it
 */
export async function vouchNow(vouching: Vouching, everyMs?: number): Promise<AppErrorData | null> {
  try {
    const { behind } = await vouching.vouch(everyMs);
    return behind.length === 0 ? null : heldBack(behind).data;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return thrown.data.code === 'shared-vault.schema-too-old' ? null : thrown.data;
  }
}
