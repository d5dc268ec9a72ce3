/**
 * One refresh of a clinic's sign-in at a time, of all consoles and machines: a row with a time until which it holds, by
 * the server's clock. Two at once would each be given a token that ends the other's.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../../src-shared/errors';
import type { ProviderId } from '../../../src-shared/primitives';
import { t } from '../../../src-shared/texts/translate';
import type { Self } from './clinic-keys';
import type { SharedDatabase } from './driver';
import { heldUntil, isOver } from './run-leases';

/** Longer than a refresh may take, in milliseconds; and how long one waits for another's. */
const leaseMs = 60_000;
const patienceMs = 75_000;
const pollMs = 100;

const refreshIsBusy = () =>
  new AppError({
    code: 'shared-vault.refresh-busy',
    message: t('Somebody else is renewing this sign-in, and does not end.'),
    cause: t('Another console or a receptionist holds the turn for it. Two at once could end the sign-in.'),
    fix: t('Try again in a minute.'),
    retryable: true,
  });
const hasNoPlace = (thrown: unknown) =>
  thrown instanceof AppError && thrown.data.code === 'shared-vault.schema-too-old';

/**
 * Runs `work` while nobody else refreshes. On a vault that was not migrated to version 3 nobody can tell.
 * @param work is told whether it had to wait: the sign-in may be another one now
 */
export async function refreshAlone<T>(
  database: SharedDatabase,
  self: () => Promise<Self>,
  organizationId: string,
  provider: ProviderId,
  work: (hasWaited: boolean) => Promise<T>,
): Promise<T> {
  const { id: holder } = await self();
  const token = randomUUID();
  const tryTake = () =>
    database.transaction(organizationId, async (tx) => {
      const held_until = heldUntil(leaseMs);
      const rows = await tx
        .insertInto('refresh_leases')
        .values({ organization_id: organizationId, provider, holder, token, held_until })
        .onConflict((conflict) =>
          conflict
            .columns(['organization_id', 'provider'])
            .doUpdateSet({ holder, token, held_until })
            .where(isOver('refresh_leases.held_until')),
        )
        .returning('token')
        .execute();
      return rows.length > 0;
    });
  const deadline = performance.now() + patienceMs;
  let hasWaited = false;
  try {
    while (!(await tryTake())) {
      if (performance.now() >= deadline) throw refreshIsBusy();
      hasWaited = true;
      await wait(pollMs);
    }
  } catch (thrown) {
    if (hasNoPlace(thrown)) return work(false);
    throw thrown;
  }
  try {
    return await work(hasWaited);
  } finally {
    // Where the server is away, it ends by itself.
    await database
      .transaction(organizationId, async (tx) => {
        await tx.deleteFrom('refresh_leases').where('provider', '=', provider).where('token', '=', token).execute();
      })
      .catch(() => undefined);
  }
}
