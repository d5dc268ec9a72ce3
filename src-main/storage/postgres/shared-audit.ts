/**
 * The audit trail of a shared vault: a chain for each clinic and one for the vault, each entry signed by the member who
 * acted.
 */
import { sql } from 'kysely';
import type { AuditVerification } from '../../../src-shared/audit/audit-entry';
import type { AuditFilter, AuditPage } from '../../../src-shared/audit/audit-filter';
import { inconclusiveActions } from '../../../src-shared/audit/entry-result';
import { isSignedBy, type PublicIdentity, signWith } from '../../../src-shared/shared-vault/identity';
import { type Member, reaches } from '../../../src-shared/shared-vault/membership';
import { statement, statementHash } from '../../../src-shared/shared-vault/statement';
import { actionsNamed, wordsOf } from '../audit-search/filter-sql';
import type { AuditNote, AuditRepository } from '../repositories';
import { flag } from '../rows';
import type { AuditPins } from './audit-pins';
import type { Self } from './clinic-keys';
import type { SharedDatabase, Tx } from './driver';
import type { MembershipReader } from './membership-reader';
import type { SharedAuditTable } from './shared-schema';

/** Adds one entry inside the transaction of the change that it tells of. */
export type SharedAuditWriter = (tx: Tx, organizationId: string | null, note: AuditNote) => Promise<void>;

const start = '0'.repeat(64);
/** Room for a thousand entries in each millisecond. */
export const positionsOfMillisecond = 1024;
/** How far two consoles’ clocks may be apart, in milliseconds, for an entry to count as signed before new keys. */
const clocksDifferMs = 86_400_000;

const hashOf = (previous: string, row: Omit<SharedAuditTable, 'hash' | 'signature'>) =>
  statementHash('audit-entry', [
    previous,
    row.chain,
    row.sequence,
    row.position,
    row.at,
    row.actor_id,
    row.actor,
    row.organization_id,
    row.organization_name,
    row.action,
    row.outcome,
    row.detail,
    row.simulated,
  ]);
const signedText = (hash: string) => statement('audit-entry', ['signed', hash]);

/** A text as the database returns it: it takes no zero byte, and lone surrogates become U+FFFD. */
export const asStored = (text: string) => Buffer.from(text.replaceAll('\0', '\uFFFD')).toString();

export function createSharedAuditWriter(
  self: () => Promise<Self>,
  pins: AuditPins,
  actor: () => string,
  now: () => Date,
): SharedAuditWriter {
  return async (tx, organizationId, note) => {
    const chain = organizationId ?? 'vault';
    const [before, clinic, me] = [
      await tx
        .selectFrom('audit_log')
        .select(['sequence', 'position', 'hash'])
        .where('chain', '=', chain)
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst(),
      organizationId === null
        ? undefined
        : await tx.selectFrom('organizations').select('name').where('id', '=', organizationId).executeTakeFirst(),
      await self(),
    ];
    const at = now();
    const row = {
      chain,
      sequence: (before?.sequence ?? 0) + 1,
      position: Math.max(at.getTime() * positionsOfMillisecond, (before?.position ?? 0) + 1),
      at: at.toISOString(),
      actor_id: me.id,
      actor: asStored(actor()),
      organization_id: organizationId,
      organization_name: clinic?.name ?? null,
      action: note.action,
      outcome: note.outcome,
      detail: asStored(note.detail),
      simulated: flag(note.simulated),
    };
    const hash = await hashOf(before?.hash ?? start, row);
    await tx
      .insertInto('audit_log')
      .values({ ...row, hash, signature: await signWith(me.keys, signedText(hash)) })
      .execute();
    await pins.see(tx, chain, { sequence: row.sequence, hash });
  };
}

const escaped = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

function found(tx: Tx, { organizationId, search, outcome, actions, from, to, before, limit }: AuditFilter & AuditPage) {
  const inconclusive = [...inconclusiveActions];
  let query = tx
    .selectFrom('audit_log')
    .select([
      'position',
      'at',
      'actor',
      'organization_id',
      'organization_name',
      'action',
      'outcome',
      'detail',
      'simulated',
    ])
    .orderBy('position', 'desc')
    .orderBy('chain')
    .limit(limit + 1);
  if (organizationId !== null) query = query.where('organization_id', '=', organizationId);
  if (outcome === 'inconclusive') query = query.where('action', 'in', inconclusive);
  else if (outcome !== null) query = query.where('outcome', '=', outcome).where('action', 'not in', inconclusive);
  if (actions !== undefined) query = query.where('action', 'in', actions);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  if (before !== null) query = query.where('position', '<', before);
  for (const word of wordsOf(search)) {
    const named = actionsNamed(word);
    const looked = sql<boolean>`concat_ws(chr(10), to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), actor,
      organization_name, action, detail) ILIKE ${escaped(word)}`;
    query = query.where((of) => of.or([looked, ...(named.length === 0 ? [] : [of('action', 'in', named)])]));
  }
  return query.execute();
}

type Actor = Pick<Member, 'keys'> & { earlierKeys: readonly { keys: PublicIdentity; until: string }[] };

/** With the keys that the actor has, or had at the time. */
async function isSignedByActor(actor: Actor, at: string, signature: string, hash: string): Promise<boolean> {
  const then = actor.earlierKeys.filter(({ until }) => Date.parse(at) <= Date.parse(until) + clocksDifferMs);
  for (const keys of [actor.keys, ...then.map((one) => one.keys)])
    if (await isSignedBy(keys, signature, signedText(hash))) return true;
  return false;
}

export function createSharedAudit(
  database: SharedDatabase,
  membership: MembershipReader,
  self: () => Promise<Self>,
  pins: AuditPins,
  append: SharedAuditWriter,
  sign: AuditRepository['sign'],
): AuditRepository {
  return {
    list: (question) =>
      database.transaction(null, async (tx) => {
        const rows = await found(tx, question);
        const page = rows.slice(0, question.limit);
        return {
          entries: page.map(({ position, organization_id, organization_name, simulated, ...entry }) => ({
            ...entry,
            sequence: position,
            organizationId: organization_id,
            organizationName: organization_name,
            simulated: simulated === 1,
          })),
          more: rows.length > question.limit,
        };
      }),
    // The server searches by itself.
    prepareSearch: () => undefined,
    verify: () =>
      database.transaction(null, async (tx): Promise<AuditVerification> => {
        // In this order: entries that this computer writes meanwhile are pinned later, and their actors known before.
        const pinned = await pins.all(tx);
        const rows = await tx.selectFrom('audit_log').selectAll().orderBy('chain').orderBy('sequence').execute();
        const { members, formerMembers, keylessMembers } = await membership(tx);
        const verified = { checked: 0, firstBroken: null, problem: null, adopted: 0, restored: [] };
        const heads = new Map<string, { sequence: number; hash: string }>();
        let last = { chain: '', sequence: 0, hash: start };
        for (const { hash, signature, ...row } of rows) {
          if (row.chain !== last.chain) last = { chain: row.chain, sequence: 0, hash: start };
          const actor = [members, formerMembers, keylessMembers].flatMap((all) => all.get(row.actor_id) ?? [])[0];
          const broken = (kind: 'missing' | 'edited' | 'rewritten' | 'rolled-back') => ({
            ...verified,
            intact: false,
            firstBroken: row.position,
            problem: { kind, at: null },
          });
          if (row.sequence !== last.sequence + 1) return broken('missing');
          if (hash !== (await hashOf(last.hash, row))) return broken('edited');
          const mayAct =
            actor !== undefined &&
            (row.organization_id === null ||
              [actor.scope, ...actor.earlierScopes].some((scope) => reaches(scope, row.organization_id ?? '')));
          if (!mayAct || !(await isSignedByActor(actor, row.at, signature, hash))) return broken('rewritten');
          const pin = pinned.get(row.chain);
          if (pin?.sequence === row.sequence && pin.hash !== hash) return broken('rolled-back');
          last = { chain: row.chain, sequence: row.sequence, hash };
          heads.set(row.chain, last);
          verified.checked += 1;
        }
        const scope = members.get((await self()).id)?.scope ?? [];
        for (const [chain, { sequence }] of pinned) {
          // What this member does not reach any more, it does not see.
          const isSeen = chain === 'vault' ? scope === 'all' : reaches(scope, chain);
          if (isSeen && (heads.get(chain)?.sequence ?? 0) < sequence)
            return { ...verified, intact: false, problem: { kind: 'rolled-back', at: null } };
        }
        for (const [chain, head] of heads) await pins.see(tx, chain, head);
        return { ...verified, intact: true };
      }),
    sign,
    append: ({ organizationId, ...note }) =>
      database.transaction(organizationId, (tx) => append(tx, organizationId, note)),
  };
}

/** When each of these members did something last, as far as the activity tells. */
export async function lastActs(tx: Tx, members: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('audit_log')
    .select((row) => ['actor_id', row.fn.max('at').as('last')])
    .where('actor_id', 'in', members)
    .groupBy('actor_id')
    .execute();
  return new Map(rows.map(({ actor_id, last }) => [actor_id, last]));
}
