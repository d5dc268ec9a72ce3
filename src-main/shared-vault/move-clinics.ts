/**
 * Moves clinics of this computer into the shared vault: each is copied in one transaction, opened again there, and only
 * then marked as moved. Killed anywhere, it goes on at the next call; until a person has it deleted, all of it is here.
 */
import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { providerIds } from '../../src-shared/providers/ids';
import {
  type MovedClinic,
  type MoveProgress,
  moveConflict,
  moveLost,
  moveNotProven,
  moveNotThere,
  moveOlder,
} from '../../src-shared/shared-vault/moving';
import { isSameClinic, readCopy, writeCopy } from '../storage/postgres/clinic-copies';
import { createClinicKeys } from '../storage/postgres/clinic-keys';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { deliverAnew } from '../storage/postgres/deliver-clinic';
import { announceChange } from '../storage/postgres/notify';
import { createSharedSealer } from '../storage/postgres/shared-sealer';
import type { AuditNote, ClinicMoves, MoveMark } from '../storage/repositories';

export type ClinicMove = ReturnType<typeof createClinicMove>;

const note = (action: AuditNote['action'], detail: string): AuditNote => ({
  action,
  outcome: 'succeeded',
  detail,
  simulated: false,
});

/** Of a data key, above those that the clinic had before the vault lost it: seconds of this decade. */
const laterVersion = (now: Date) => Math.max(2, Math.floor((now.getTime() - Date.UTC(2020, 0)) / 1000));

/** What concerns one clinic alone; the others can still be moved. */
const isOfOneClinic = ({ code }: AppErrorData) =>
  /^(?:shared-vault\.move-|credentials\.|organization\.|vault\.sealed-data|vault\.clinic-key)/.test(code);

/**
 * @param server as people write it
 * @param settle looks up what became of tests of this computer that were cut off
 */
export function createClinicMove(parts: SharedParts, moves: ClinicMoves, server: string, settle: () => Promise<void>) {
  const { database, membership, self, append } = parts;

  /** As another console would: by the keys that are on the server, not by those in memory. */
  function readThere(organizationId: string) {
    const clinicKeys = createClinicKeys(self, membership);
    const fresh = { clinicKeys, sealer: createSharedSealer(clinicKeys, parts.rowPins) };
    return database
      .transaction(organizationId, (tx) => readCopy(fresh, tx, organizationId))
      .finally(() => clinicKeys.forget());
  }

  /** Removed by a member, who leaves an entry in the clinic's own chain: a server that was put back has none. */
  const wasRemovedThere = (organizationId: string) =>
    database.transaction(organizationId, async (tx) => {
      const entry = await tx
        .selectFrom('audit_log')
        .select('sequence')
        .where('chain', '=', organizationId)
        .where('action', '=', 'organization.removed')
        .limit(1)
        .executeTakeFirst();
      return entry !== undefined;
    });

  /** This computer saw later credentials of the clinic in that vault than those that are left here. */
  async function isOlderHere(organizationId: string, vaultId: string): Promise<boolean> {
    const here = new Map((await moves.revisions(organizationId)).map((one) => [one.provider, one]));
    for (const provider of providerIds) {
      const seen = await parts.rowPins.inVault(vaultId, { organization_id: organizationId, provider });
      const { revision, sealedRevision } = here.get(provider) ?? { revision: 0, sealedRevision: 0 };
      if (seen.revision > revision || seen.sealed_revision > sealedRevision) return true;
    }
    return false;
  }

  /** It was moved, and is not in this vault, though no member removed it there. */
  const isLost = async (organizationId: string, mark: MoveMark, vaultId: string, isThere: boolean) =>
    mark.state === 'moved' && !(mark.vaultId === vaultId && (isThere || (await wasRemovedThere(organizationId))));

  const vaultNow = () =>
    database.transaction(null, async (tx) => {
      const { vaultId, members } = await membership(tx);
      const there = await tx.selectFrom('organizations').select('id').execute();
      const seesAll = members.get((await parts.self()).id)?.scope === 'all';
      return { vaultId, seesAll, present: new Set(there.map(({ id }) => id)) };
    });

  /** @param isThere the vault has a clinic of this id @param again also what was moved and is not there any more */
  async function moveOne(
    { organizationId, name }: { organizationId: string; name: string },
    vaultId: string,
    isThere: boolean,
    again: boolean,
  ): Promise<MovedClinic['state']> {
    const mark = await moves.mark(organizationId);
    if (mark?.state === 'moved') {
      if (!(await isLost(organizationId, mark, vaultId, isThere))) return 'moved-before';
      if (!again) throw moveLost(name);
      if (await isOlderHere(organizationId, mark.vaultId)) throw moveOlder(name);
    }
    const before = await readThere(organizationId);
    const copy = await moves.begin(organizationId, vaultId);
    // Where the copying had begun, it is there as a whole, and other members may have worked with it since.
    const isOurs = mark?.vaultId === vaultId;
    if (before !== null && !isOurs && !isSameClinic(before, copy)) {
      await moves.abandon(organizationId);
      throw moveConflict(name);
    }
    if (before === null) {
      try {
        await database.transaction(organizationId, async (tx) => {
          await writeCopy(parts, tx, copy, mark?.state === 'moved' ? laterVersion(parts.now()) : 1);
          // Where the log says so still: to receptionists that had the clinic before the server lost it.
          if (mark?.state === 'moved') await deliverAnew(parts, tx, organizationId);
          await append(tx, organizationId, note('organization.moved', `${name}: from a computer to the shared vault`));
          await announceChange(tx);
        });
      } catch (thrown) {
        // Known to be absent, and not only out of sight: then it is used here as before.
        if ((await readThere(organizationId).catch(() => undefined)) === null) await moves.abandon(organizationId);
        throw thrown;
      }
      const there = await readThere(organizationId);
      if (there === null || !isSameClinic(there, copy)) throw moveNotProven(name);
    }
    await moves.finish(organizationId, note('organization.moved', `${name}: to the shared vault on ${server}`));
    return 'moved';
  }

  return {
    /** The clinics of this computer. */
    list: moves.list,

    /**
     * Those that were moved, and that the vault does not have any more. None for a member who does not see all clinics.
     * @throws AppError `shared-vault.*`
     */
    async lost(): Promise<ReadonlySet<string>> {
      const moved = (await moves.list()).flatMap(({ organizationId, mark }) =>
        mark?.state === 'moved' ? [{ organizationId, mark }] : [],
      );
      if (moved.length === 0) return new Set();
      const { vaultId, present, seesAll } = await vaultNow();
      if (!seesAll) return new Set();
      const lost = new Set<string>();
      for (const { organizationId, mark } of moved)
        if (await isLost(organizationId, mark, vaultId, present.has(organizationId))) lost.add(organizationId);
      return lost;
    },

    /**
     * Moves clinics one after another. What can't be moved stays as it is, and the others are moved; it is an error
     * only where none of them could be.
     * @param organizationIds null for all
     * @param again copies once more what was moved and is not in the vault any more
     * @param signal once aborted, the clinic that is under way is finished and the others are left
     */
    async move({
      organizationIds,
      again = false,
      signal,
      told = () => undefined,
      arrived = () => undefined,
    }: {
      organizationIds: readonly string[] | null;
      again?: boolean;
      signal: AbortSignal;
      told?: (progress: MoveProgress) => void;
      /** It is in the shared vault now. */
      arrived?: (organizationId: string) => void;
    }): Promise<MovedClinic[]> {
      await database.transaction(null, membership);
      await settle();
      const asked = (await moves.list()).filter(
        ({ organizationId }) => organizationIds === null || organizationIds.includes(organizationId),
      );
      const { vaultId, present } = await vaultNow();
      const results: MovedClinic[] = [];
      let isEnded = false;
      for (const { organizationId, name } of asked) {
        isEnded ||= signal.aborted;
        if (isEnded) {
          results.push({ organizationId, name, state: 'left', error: null });
          continue;
        }
        told({ done: results.length, of: asked.length, name });
        try {
          const state = await moveOne({ organizationId, name }, vaultId, present.has(organizationId), again);
          results.push({ organizationId, name, state, error: null });
          if (state === 'moved') arrived(organizationId);
        } catch (thrown) {
          const error = toAppErrorData(thrown);
          if (error.code === 'internal') throw thrown;
          isEnded = !isOfOneClinic(error);
          results.push({ organizationId, name, state: 'refused', error });
        }
      }
      return results;
    },

    /**
     * Destroys what is left on this computer of clinics that were moved, once all of them were opened there.
     * @param organizationIds null for all of them
     * @returns how many there were
     * @throws AppError `shared-vault.move-not-there`, and what keeps one from being opened; nothing is destroyed then
     */
    async forget(organizationIds: readonly string[] | null): Promise<number> {
      const moved = (await moves.list()).filter(
        ({ organizationId, mark }) =>
          mark?.state === 'moved' && (organizationIds === null || organizationIds.includes(organizationId)),
      );
      for (const { organizationId, name } of moved)
        if ((await readThere(organizationId)) === null && !(await wasRemovedThere(organizationId)))
          throw moveNotThere(name);
      for (const { organizationId, name } of moved)
        await moves.forget(organizationId, note('organization.forgotten', `${name}: what was left on this computer`));
      return moved.length;
    },
  };
}
