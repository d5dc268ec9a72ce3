/**
 * Who is at a clinic right now, and whose credentials they replace there. Each console leaves a word that ends by
 * itself: a console that dies is gone from it within a minute.
 */
import { type Doing, doingSchema, type Present } from '../../src-shared/vault/members';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { announceChange } from '../storage/postgres/notify';
import { heldUntil, serverNow } from '../storage/postgres/run-leases';

/** How long a word holds, in milliseconds; the window says it again before. */
const presentMs = 45_000;

/** A lease beside those of tests, which bear the provider’s name alone. */
const nameOf = (doing: Doing, memberId: string) => `at ${doing} ${memberId}`;

function readName(name: string): { doing: Doing; memberId: string } | null {
  const [at, doing, memberId = ''] = name.split(' ');
  const known = doingSchema.safeParse(doing);
  return at === 'at' && known.success ? { doing: known.data, memberId } : null;
}

export type Presence = ReturnType<typeof createPresence>;

export const createPresence = ({ database, membership, self }: SharedParts) => ({
  /**
   * This member is there and does this; null: is gone.
   * @returns the others who are there
   */
  say: (organizationId: string, doing: Doing | null): Promise<Present[]> =>
    database.transaction(organizationId, async (tx) => {
      const { members } = await membership(tx);
      const me = await self();
      const there = await tx.selectFrom('run_leases').select(['provider', 'held_until']).execute();
      const now = Date.parse(await serverNow(tx));
      const rows = there.flatMap(({ provider, held_until }) => {
        const read = readName(provider);
        return read === null ? [] : [{ ...read, provider, isPast: Date.parse(held_until) < now }];
      });
      const wanted = doing === null ? null : nameOf(doing, me.id);
      const own = rows.filter(({ memberId }) => memberId === me.id);
      const gone = rows.filter((row) => row.isPast || (row.memberId === me.id && row.provider !== wanted));
      for (const { provider } of gone) await tx.deleteFrom('run_leases').where('provider', '=', provider).execute();
      if (wanted !== null) {
        const held_until = heldUntil(presentMs);
        await tx
          .insertInto('run_leases')
          .values({ organization_id: organizationId, provider: wanted, token: me.id, held_until })
          .onConflict((conflict) => conflict.columns(['organization_id', 'provider']).doUpdateSet({ held_until }))
          .execute();
      }
      // What is only said again is no news to anybody.
      const isSame = wanted === null ? own.length === 0 : own.some(({ provider }) => provider === wanted);
      if (!isSame) await announceChange(tx);
      return rows.flatMap(({ doing: what, memberId, isPast }) => {
        const name = members.get(memberId)?.name;
        return isPast || memberId === me.id || name === undefined ? [] : [{ name, doing: what }];
      });
    }),
});
