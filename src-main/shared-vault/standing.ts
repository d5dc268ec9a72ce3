/** What a person may know of the shared vault: who belongs to it, its words, and what machines loaded and used. */
import type { ProviderId } from '../../src-shared/primitives';
import { headWords } from '../../src-shared/shared-vault/words';
import type { ClinicsPlace } from '../../src-shared/vault/clinics-place';
import type { SharedParts } from '../storage/postgres/create-shared-storage';

export type MachineUse = {
  organizationId: string;
  provider: ProviderId;
  /** Delivered, loaded and used are three things. */
  delivered: { revision: number; at: string; revoked: boolean };
  loaded: { revision: number; at: string } | null;
  lastUsedAt: string | null;
  lastFailure: { code: string; revision: number; at: string } | null;
};

/** @param server as people write it */
export const createStanding = ({ database, membership, self }: SharedParts, server: string) => ({
  status: () =>
    database.transaction(null, async (tx) => {
      const { vaultId, head, members, machines } = await membership(tx);
      const { id } = await self();
      return {
        vaultId,
        server,
        words: await headWords(head.hash),
        entries: head.sequence,
        member: { id, name: members.get(id)?.name ?? '' },
        members: [...members.values()].map(({ keys: _, ...member }) => member),
        machines: machines.size,
      };
    }),

  /** The same as the window shows it. */
  place: () =>
    database.transaction(null, async (tx): Promise<Omit<Extract<ClinicsPlace, { place: 'shared' }>, 'place'>> => {
      const { head, members, machines } = await membership(tx);
      const { id } = await self();
      return {
        server,
        member: members.get(id)?.name ?? '',
        members: members.size,
        machines: machines.size,
        words: await headWords(head.hash),
      };
    }),

  machines: () =>
    database.transaction(null, async (tx) => {
      const { machines } = await membership(tx);
      const [delivered, receipts, usage, failures] = [
        await tx.selectFrom('deliveries').selectAll().orderBy('organization_id').orderBy('provider').execute(),
        await tx.selectFrom('receipts').selectAll().orderBy('revision').execute(),
        await tx
          .selectFrom('usage')
          .select((of) => ['machine_id', 'organization_id', 'provider', of.fn.max('last_used_at').as('last')])
          .groupBy(['machine_id', 'organization_id', 'provider'])
          .execute(),
        await tx.selectFrom('failures').selectAll().orderBy('failed_at').execute(),
      ];
      return [...machines.values()].map(({ id, name, clinics, admittedAt }) => ({
        id,
        name,
        clinics,
        admittedAt,
        uses: delivered
          .filter((row) => row.machine_id === id)
          .map((row): MachineUse => {
            const isSame = (one: { machine_id: string; organization_id: string; provider: ProviderId }) =>
              one.machine_id === id && one.organization_id === row.organization_id && one.provider === row.provider;
            const [loaded, failed] = [receipts.findLast(isSame), failures.findLast(isSame)];
            return {
              organizationId: row.organization_id,
              provider: row.provider,
              delivered: { revision: row.revision, at: row.delivered_at, revoked: row.sealed === null },
              loaded: loaded ? { revision: loaded.revision, at: loaded.loaded_at } : null,
              lastUsedAt: usage.find(isSame)?.last ?? null,
              lastFailure: failed ? { code: failed.code, revision: failed.revision, at: failed.failed_at } : null,
            };
          }),
      }));
    }),
});
