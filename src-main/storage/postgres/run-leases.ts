/**
 * Tells all consoles on a shared vault whether a test runs: a row with a time until which it holds, by the server's
 * clock. A console that dies leaves a row that ends by itself; one that lives makes it last.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type ProviderId, providerIdSchema } from '../../../src-shared/primitives';
import type { RunLock, RunLocks } from '../run-locks';
import type { SharedDatabase, Tx } from './driver';

/** How long a lease holds without its console, in milliseconds, and how often that one renews it. */
const leaseMs = 60_000;
const renewMs = 15_000;
const pollMs = 100;

/** By the server’s clock, from now on. */
export const heldUntil = (forMs: number) => sql<string>`now() + ${`${forMs} milliseconds`}::interval`;
export async function serverNow(tx: Tx): Promise<string> {
  const { rows } = await sql<{ at: string }>`SELECT now() AS at`.execute(tx);
  return rows[0]?.at ?? '';
}
const until = heldUntil(leaseMs);

/** Leases hold for a minute, and two consoles may begin some time apart. */
const longestMs = 10 * leaseMs;
/**
 * Whether a lease is over: by the server's clock, or because it holds for longer than anybody is given. Then that clock
 * was put back since, and what a console left that died would hold until it is that late again.
 * @param column of `held_until`
 */
export const isOver = (column: string) =>
  sql<boolean>`(${sql.ref(column)} < now() OR ${sql.ref(column)} > ${heldUntil(longestMs)})`;

/**
 * Inside the transaction that records what is about to be sent: nobody else ends the run before that has left. A lease
 * that is over is somebody else's to take.
 */
export const holdOn = async (tx: Tx, provider: ProviderId): Promise<void> => {
  await tx
    .updateTable('run_leases')
    .set({ held_until: until })
    .where('provider', '=', provider)
    .where('held_until', '>', sql<string>`now()`)
    .execute();
};

/** @param name as the test service names a lock: the clinic's id and the provider's, with a point between */
function placeOf(name: string): { organization_id: string; provider: ProviderId } {
  const [organizationId = '', provider] = name.split('.');
  return { organization_id: organizationId, provider: providerIdSchema.parse(provider) };
}

export function createRunLeases(database: SharedDatabase): RunLocks {
  async function tryTake(name: string, token: string): Promise<boolean> {
    const place = placeOf(name);
    return database.transaction(place.organization_id, async (tx) => {
      const rows = await tx
        .insertInto('run_leases')
        .values({ ...place, token, held_until: until })
        .onConflict((conflict) =>
          conflict
            .columns(['organization_id', 'provider'])
            .doUpdateSet({ token, held_until: until })
            .where((of) => of.or([isOver('run_leases.held_until'), of('run_leases.token', '=', token)])),
        )
        .returning('token')
        .execute();
      return rows.length > 0;
    });
  }
  const given = (name: string, token: string) => {
    const place = placeOf(name);
    return database.transaction(place.organization_id, async (tx) => {
      await tx.deleteFrom('run_leases').where('provider', '=', place.provider).where('token', '=', token).execute();
    });
  };

  return {
    async take(name, patienceMs): Promise<RunLock | null> {
      const token = randomUUID();
      const deadline = performance.now() + patienceMs;
      while (!(await tryTake(name, token))) {
        if (performance.now() >= deadline) return null;
        await wait(pollMs);
      }
      // Where the server is away, the lease ends by itself, and no message can be recorded, so none is sent.
      const timer = setInterval(() => void tryTake(name, token).catch(() => undefined), renewMs);
      timer.unref();
      return {
        release() {
          clearInterval(timer);
          void given(name, token).catch(() => undefined);
        },
      };
    },
    // Only the server knows. A run that is open is shown as running until a console has followed it up.
    isTaken: () => true,
  };
}
