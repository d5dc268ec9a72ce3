/** The audit trail: appended to, listed and verified. The database refuses to change or remove an entry. */
import { chainHash, chainStart } from './audit-chain';
import { auditEntryOf } from './audit-search/audit-rows';
import { addFoldedContains, wordsOf } from './audit-search/filter-sql';
import type { SearchThread } from './audit-search/search-thread';
import { walkAudit } from './audit-search/walk-audit';
import type { Connection } from './connection';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { AuditNote, AuditRepository } from './repositories';
import { flag } from './rows';
import type { AuditTable } from './schema';
import { searchReplaced } from './storage-errors';

/** Adds one entry inside the transaction of the change that it tells of. */
export type AuditWriter = (organizationId: string | null, note: AuditNote) => void;

/** Entries verified between two pauses: about 10 ms, so that a long chain does not block the console. */
const verifyChunk = 4_000;

const columns = [
  'sequence',
  'at',
  'actor',
  'organization_id',
  'organization_name',
  'action',
  'outcome',
  'detail',
  'simulated',
  'hash',
] as const satisfies (keyof AuditTable)[];

/** Longer trails are searched in the thread, by its index. In a shorter one each entry is looked at. */
const longTrail = 20_000;

/**
 * A text as the database returns it: lone surrogates become U+FFFD, and a hash over the original would look like
 * tampering.
 */
const asStored = (text: string) => Buffer.from(text).toString();

export function createAuditWriter({ database }: Connection, actor: string, now: () => Date): AuditWriter {
  const last = preparedRead(database, noParams, () =>
    read.selectFrom('audit_log').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1),
  );
  const nameOf = preparedRead(database, params<{ id: string }>(), ({ id }) =>
    read.selectFrom('organizations').select('name').where('id', '=', id),
  );
  const insert = preparedWrite(database, params<AuditTable>(), (given) =>
    write.insertInto('audit_log').values(pick(given, columns)),
  );

  return (organizationId, note) => {
    const before = last.get({});
    const row = {
      sequence: (before?.sequence ?? 0) + 1,
      at: now().toISOString(),
      actor: asStored(actor),
      organization_id: organizationId,
      organization_name: organizationId === null ? null : (nameOf.get({ id: organizationId })?.name ?? null),
      action: note.action,
      outcome: note.outcome,
      detail: asStored(note.detail),
      simulated: flag(note.simulated),
    } as const;
    insert.run({ ...row, hash: chainHash(before?.hash ?? chainStart, row) });
  };
}

/** @param search the search thread; null for a trail that is searched without one */
export function createAuditRepository(
  connection: Connection,
  append: AuditWriter,
  search: SearchThread | null = null,
): AuditRepository {
  const { database } = connection;
  addFoldedContains(database);
  const newest = preparedRead(database, noParams, () =>
    read.selectFrom('audit_log').select('sequence').orderBy('sequence', 'desc').limit(1),
  );
  const isLong = () => (connection.read(null, () => newest.get({}))?.sequence ?? 0) > longTrail;
  const chunk = preparedRead(database, params<{ after: number }>(), ({ after }) =>
    read.selectFrom('audit_log').select(columns).where('sequence', '>', after).orderBy('sequence').limit(verifyChunk),
  );
  // SQLite keeps the highest sequence ever used, which reveals entries removed at the end.
  const highest = () =>
    database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'").pluck().get() ?? 0;

  return {
    async list({ before, limit, ...filter }, isReplaceable = false) {
      if (search !== null && wordsOf(filter.search).length > 0 && isLong()) {
        const found = await search.ask(filter, { before, limit }, isReplaceable);
        if (found === 'replaced') throw searchReplaced();
        if (found !== null) return found.indexed < 1 ? found : { entries: found.entries, more: found.more };
      }
      const walk = walkAudit(database, filter, { before, limit });
      for (;;) {
        const step = connection.read(null, () => walk.next());
        if (step.done)
          return { entries: step.value.slice(0, limit).map(auditEntryOf), more: step.value.length > limit };
        await new Promise((resolve) => setImmediate(resolve));
      }
    },

    prepareSearch() {
      if (isLong()) search?.prepare();
    },

    async verify() {
      let previous = chainStart;
      let checked = 0;
      for (;;) {
        const rows = connection.read(null, () => chunk.all({ after: checked }));
        for (const row of rows) {
          if (row.sequence !== checked + 1 || chainHash(previous, row) !== row.hash)
            return { intact: false, checked, firstBroken: checked + 1 };
          previous = row.hash;
          checked += 1;
        }
        if (rows.length < verifyChunk) break;
        await new Promise((resolve) => setImmediate(resolve));
      }
      const intact = connection.read(null, highest) === checked;
      return { intact, checked, firstBroken: intact ? null : checked + 1 };
    },

    async append({ organizationId, ...note }) {
      connection.write(organizationId, () => append(organizationId, note));
    },
  };
}
