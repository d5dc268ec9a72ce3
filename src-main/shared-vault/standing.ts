/** What a person may know of the shared vault: who belongs to it, its words, and what machines loaded and used. */
import { type Membership, reaches } from '../../src-shared/shared-vault/membership';
import { scopeSchema } from '../../src-shared/shared-vault/scope';
import { headWords } from '../../src-shared/shared-vault/words';
import type { SharedPlace } from '../../src-shared/vault/clinics-place';
import type { ClinicUse, MachineUse, MachineView, MembersView } from '../../src-shared/vault/members';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import type { Tx } from '../storage/postgres/driver';
import { lastActs } from '../storage/postgres/shared-audit';
import { deliveryName, heldBackOf } from './held-back';
import { attemptsIn, sinceFailure } from './reported-failures';

export type Standing = ReturnType<typeof createStanding>;

type PlaceTold = Pick<SharedPlace, 'member' | 'mayAdmit' | 'members' | 'machines' | 'words'>;

type Use = MachineUse & { machineId: string };

/** What was delivered to machines, and what they said of it. @param clinic null for all */
async function usesOf(
  { membership, rowPins }: Pick<SharedParts, 'membership' | 'rowPins'>,
  tx: Tx,
  clinic: string | null,
): Promise<Use[]> {
  const of = <Q extends { where(column: 'organization_id', is: '=', value: string): Q }>(query: Q): Q =>
    clinic === null ? query : query.where('organization_id', '=', clinic);
  const delivered = await of(
    tx
      .selectFrom('deliveries')
      .select(['organization_id', 'machine_id', 'provider', 'revision', 'delivered_at'])
      .select((row) => row('sealed', 'is', null).as('revoked'))
      .orderBy('organization_id')
      .orderBy('provider'),
  ).execute();
  const { machines } = await membership(tx);
  const clinicsNow = new Map([...machines].map(([id, machine]) => [id, new Set(machine.clinics)]));
  const heldBack = await heldBackOf(
    tx,
    rowPins,
    delivered.filter((row) => clinicsNow.get(row.machine_id)?.has(row.organization_id)),
  );
  const receipts = await of(tx.selectFrom('receipts').selectAll().orderBy('revision')).execute();
  const usage = await of(
    tx
      .selectFrom('usage')
      .select((row) => ['machine_id', 'organization_id', 'provider', row.fn.max('last_used_at').as('last')])
      .groupBy(['machine_id', 'organization_id', 'provider']),
  ).execute();
  const failures = await of(tx.selectFrom('failures').selectAll().orderBy('failed_at')).execute();
  const attempts = new Map(
    (failures.length === 0
      ? []
      : await attemptsIn(
          tx,
          failures.map((row) => row.organization_id),
        )
    ).map((row) => [`${row.organization_id} ${row.provider}`, row]),
  );
  const sinceOf = ({ organization_id, provider, failed_at }: (typeof failures)[number]) =>
    sinceFailure(attempts.get(`${organization_id} ${provider}`), failed_at);
  // The last of each: they come in their order.
  const [loads, last, failed] = [
    new Map(receipts.map((row) => [deliveryName(row), row])),
    new Map(usage.map((row) => [deliveryName(row), row.last])),
    new Map(failures.map((row) => [deliveryName(row), row])),
  ];
  return delivered.map((row) => {
    const name = deliveryName(row);
    const [load, failure] = [loads.get(name), failed.get(name)];
    return {
      machineId: row.machine_id,
      organizationId: row.organization_id,
      provider: row.provider,
      delivered: { revision: row.revision, at: row.delivered_at, revoked: Boolean(row.revoked) },
      isHeldBack: heldBack.has(name),
      loaded: load ? { revision: load.revision, at: load.loaded_at } : null,
      lastUsedAt: last.get(name) ?? null,
      lastFailure: failure
        ? { code: failure.code, revision: failure.revision, at: failure.failed_at, since: sinceOf(failure) }
        : null,
    };
  });
}

/** Who is invited and who of them waits: the same text as long as nothing of it changes. */
export async function invitationsIn(tx: Tx): Promise<string> {
  const rows = await tx
    .selectFrom('invitations')
    .select((row) => ['id', row('request', 'is not', null).as('is_waiting')])
    .orderBy('id')
    .execute();
  return rows.map(({ id, is_waiting }) => `${id} ${is_waiting}`).join();
}

const nameOf = ({ members }: Membership, id: string): string | null => members.get(id)?.name ?? null;

/** @param server as people write it */
export const createStanding = ({ database, membership, self, rowPins }: SharedParts, server: string) => ({
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

  /** The same as the window shows it, and how many entries of the log it follows from: which of two is the newer. */
  place: () =>
    database.transaction(null, async (tx): Promise<{ entries: number; told: PlaceTold }> => {
      const { head, members, machines } = await membership(tx);
      const me = members.get((await self()).id);
      const told = {
        member: me?.name ?? '',
        mayAdmit: me?.scope === 'all',
        members: members.size,
        machines: machines.size,
        words: await headWords(head.hash),
      };
      return { entries: head.sequence, told };
    }),

  /** Members, and who was invited and is no member yet. */
  members: () =>
    database.transaction(null, async (tx): Promise<MembersView> => {
      const known = await membership(tx);
      const { id: own } = await self();
      const acts = await lastActs(tx, [...known.members.keys()]);
      const invited = await tx.selectFrom('invitations').selectAll().orderBy('invited_at').execute();
      return {
        members: [...known.members.values()].map(({ id, name, scope, admittedAt, admittedBy }) => ({
          id,
          name,
          isSelf: id === own,
          clinics: scope,
          admittedAt,
          admittedBy: nameOf(known, admittedBy),
          lastSeenAt: acts.get(id) ?? null,
        })),
        invitations: invited.map(({ id, name, clinics, invited_at, invited_by, request }) => ({
          name,
          clinics: scopeSchema.parse(JSON.parse(clinics)),
          invitedAt: invited_at,
          invitedBy: nameOf(known, invited_by),
          isWaiting: request !== null,
          isReturning: known.keylessMembers.has(id),
        })),
      };
    }),

  machines: () =>
    database.transaction(null, async (tx): Promise<MachineView[]> => {
      const known = await membership(tx);
      const mine = known.members.get((await self()).id)?.scope ?? [];
      const uses = await usesOf({ membership, rowPins }, tx, null);
      return [...known.machines.values()].map(({ id, name, clinics, admittedAt, admittedBy }) => ({
        id,
        name,
        clinics: clinics.filter((clinic) => reaches(mine, clinic)),
        admittedAt,
        admittedBy: nameOf(known, admittedBy),
        uses: uses.filter(({ machineId }) => machineId === id).map(({ machineId: _, ...use }) => use),
      }));
    }),

  /** What uses a clinic’s connections: of machines that are still there. */
  usesOf: (organizationId: string) =>
    database.transaction(null, async (tx): Promise<ClinicUse[]> => {
      const { machines } = await membership(tx);
      return (await usesOf({ membership, rowPins }, tx, organizationId)).flatMap(({ machineId, ...use }) => {
        const machine = machines.get(machineId)?.name;
        return machine === undefined ? [] : [{ ...use, machine }];
      });
    }),
});
