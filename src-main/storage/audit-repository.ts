/** The audit trail: appended to, listed and verified. The database refuses to change or remove an entry. */
import { sql } from 'kysely';
import type { AuditEntry } from '../../src-shared/audit/audit-entry';
import { chainHash, chainStart } from './audit-chain';
import type { Connection } from './connection';
import { noParams, params, pick, preparedRead, preparedWrite, read, run, write } from './queries';
import type { AuditNote, AuditRepository } from './repositories';
import { flag } from './rows';
import type { AuditTable } from './schema';

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

/** Columns that a search looks into. */
const searched = ['detail', 'action', 'actor', 'organization_name', 'at'] as const;

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

export function createAuditRepository(connection: Connection, append: AuditWriter): AuditRepository {
  const { database } = connection;
  const chunk = preparedRead(database, params<{ after: number }>(), ({ after }) =>
    read.selectFrom('audit_log').select(columns).where('sequence', '>', after).orderBy('sequence').limit(verifyChunk),
  );
  // SQLite keeps the highest sequence ever used, which reveals entries removed at the end.
  const highest = () =>
    database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'").pluck().get() ?? 0;

  return {
    async list({ organizationId, before, limit, search, outcome }) {
      let query = read
        .selectFrom('audit_log')
        .selectAll()
        .orderBy('sequence', 'desc')
        .limit(limit + 1);
      if (organizationId !== null) query = query.where('organization_id', '=', organizationId);
      if (outcome !== null) query = query.where('outcome', '=', outcome);
      if (before !== null) query = query.where('sequence', '<', before);
      for (const word of search.split(/\s+/).filter(Boolean)) {
        const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
        query = query.where(({ or, ref }) =>
          or(searched.map((column) => sql<boolean>`${ref(column)} like ${pattern} escape '\\'`)),
        );
      }
      const rows = connection.read(null, () => run(database, query));
      return { entries: rows.slice(0, limit).map(entryOf), more: rows.length > limit };
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

function entryOf(row: AuditTable): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    actor: row.actor,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    action: row.action,
    outcome: row.outcome,
    detail: row.detail,
    simulated: row.simulated === 1,
  };
}
