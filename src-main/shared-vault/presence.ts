/**
 * Who is at a clinic right now, and whose credentials they replace there. Each console leaves a word that ends by
 * itself: a console that dies is gone from it within a minute.
 */
import { AppError } from '../../src-shared/errors';
import { type Doing, doingSchema, type Present } from '../../src-shared/vault/members';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { announceChange } from '../storage/postgres/notify';
import { heldUntil, serverNow } from '../storage/postgres/run-leases';

/** How long a word holds, in milliseconds; the window says it again before. */
const presentMs = 45_000;

/** On a vault that was not migrated to version 3 nobody is seen. */
const hasNoPlace = (thrown: unknown) =>
  thrown instanceof AppError && thrown.data.code === 'shared-vault.schema-too-old';

export type Presence = ReturnType<typeof createPresence>;

export const createPresence = ({ database, membership, self }: SharedParts) => ({
  /**
   * This member is there and does this; null: is gone.
   * @returns the others who are there
   */
  say: (organizationId: string, doing: Doing | null): Promise<Present[]> =>
    database
      .transaction(organizationId, async (tx) => {
        const { members } = await membership(tx);
        const me = await self();
        const there = await tx.selectFrom('presence').select(['member_id', 'doing', 'held_until']).execute();
        const now = Date.parse(await serverNow(tx));
        const isPast = ({ held_until }: { held_until: string }) => {
          const leftMs = Date.parse(held_until) - now;
          // Of longer than anybody says: the server's clock was put back since.
          return leftMs < 0 || leftMs > 10 * presentMs;
        };
        const own = there.find(({ member_id }) => member_id === me.id);
        const gone = there.filter((row) => isPast(row) || (doing === null && row === own));
        for (const { member_id } of gone) await tx.deleteFrom('presence').where('member_id', '=', member_id).execute();
        if (doing !== null) {
          const held_until = heldUntil(presentMs);
          await tx
            .insertInto('presence')
            .values({ organization_id: organizationId, member_id: me.id, doing, held_until })
            .onConflict((conflict) =>
              conflict.columns(['organization_id', 'member_id']).doUpdateSet({ doing, held_until }),
            )
            .execute();
        }
        // What is only said again is no news to anybody.
        if ((own?.doing ?? null) !== doing) await announceChange(tx);
        return there.flatMap((row) => {
          const name = members.get(row.member_id)?.name;
          const known = doingSchema.safeParse(row.doing);
          return isPast(row) || row === own || name === undefined || !known.success
            ? []
            : [{ name, doing: known.data }];
        });
      })
      .catch((thrown: unknown) => {
        if (hasNoPlace(thrown)) return [];
        throw thrown;
      }),
});
