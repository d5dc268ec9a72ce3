/**
 * What background checks know across clinics: when each connection was tried, which are known to be broken, and what
 * was told. It reads nothing of an account but its times and its key.
 */
import { v7 as uuidv7 } from 'uuid';
import type { AuditAction } from '../../src-shared/audit/actions';
import type { Connection } from './connection';
import { noParams, params, preparedRead, preparedWrite, read, write } from './queries';
import type { WatchRepository } from './repositories';
import { attemptedAtOf } from './rows';
import type { NoticeTable, WatchMarkTable } from './schema';

/** Notices that were seen are kept for so many; the audit trail keeps the checks themselves. */
const keptNotices = 200;
const kitSaved: AuditAction = 'recovery.exported';

export function createWatchRepository(connection: Connection, now: () => Date): WatchRepository {
  const { database } = connection;
  const attempts = preparedRead(database, noParams, () =>
    read
      .selectFrom('overview_credentials')
      .select(['organization_id', 'provider', 'account_key', 'verified_at', 'attempted_at', 'last_error', 'status'])
      .where('status', '!=', 'revoked'),
  );
  const doubtful = preparedRead(database, noParams, () =>
    read
      .selectFrom('overview_credentials')
      .select('organization_id')
      .where('status', 'in', ['needs-attention', 'reconnect-needed'])
      .union(read.selectFrom('overview_readiness_checks').select('organization_id').where('state', '=', 'disproved')),
  );
  const marks = preparedRead(database, noParams, () => read.selectFrom('watch_marks').selectAll());
  const putMark = preparedWrite(database, params<WatchMarkTable>(), ({ subject, value, at }) =>
    write
      .insertInto('watch_marks')
      .values({ subject, value, at })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet({ value, at })),
  );
  const removeMark = preparedWrite(database, params<Pick<WatchMarkTable, 'subject'>>(), ({ subject }) =>
    write.deleteFrom('watch_marks').where('subject', '=', subject),
  );
  const insertNotice = preparedWrite(
    database,
    params<Omit<NoticeTable, 'seen_at'>>(),
    ({ id, at, kind, organization_id, title, text }) =>
      write.insertInto('notices').values({ id, at, kind, organization_id, title, text, seen_at: null }),
  );
  const kit = preparedRead(database, params<{ action: string }>(), ({ action }) =>
    read.selectFrom('audit_log').select('at').where('action', '=', action).orderBy('sequence', 'desc').limit(1),
  );
  const oldest = preparedRead(database, noParams, () =>
    read
      .selectFrom('overview_credentials')
      .select('added_at')
      .where('status', '!=', 'revoked')
      .orderBy('added_at')
      .limit(1),
  );
  const toldAt = preparedRead(database, noParams, () => read.selectFrom('notices').select('at').orderBy('id'));
  const unseen = preparedRead(database, params<{ limit: number }>(), ({ limit }) =>
    read
      .selectFrom('notices')
      .select(['id', 'at', 'kind', 'organization_id', 'title', 'text'])
      .where('seen_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(limit),
  );
  const see = preparedWrite(database, params<{ id: string; at: string }>(), ({ id, at }) =>
    write.updateTable('notices').set({ seen_at: at }).where('id', '=', id).where('seen_at', 'is', null),
  );
  const seeAll = preparedWrite(database, params<{ at: string }>(), ({ at }) =>
    write.updateTable('notices').set({ seen_at: at }).where('seen_at', 'is', null),
  );
  const forgetOld = preparedWrite(database, params<{ kept: number }>(), ({ kept }) =>
    write
      .deleteFrom('notices')
      .where('id', 'not in', (of) => of.selectFrom('notices').select('id').orderBy('id', 'desc').limit(kept)),
  );

  return {
    attempts: async () =>
      connection.read(null, () =>
        attempts.all({}).map((row) => ({
          organizationId: row.organization_id,
          provider: row.provider,
          accountKey: row.account_key,
          attemptedAt: attemptedAtOf(row),
          isOpen: row.status === 'active' && row.last_error !== null,
        })),
      ),
    doubtful: async () => connection.read(null, () => doubtful.all({}).map((row) => row.organization_id)),
    marks: async () =>
      connection.read(null, () => new Map(marks.all({}).map(({ subject, value }) => [subject, value]))),
    async record({ set, remove, notices }) {
      const at = now();
      return connection.write(null, () => {
        for (const [subject, value] of set) putMark.run({ subject, value, at: at.toISOString() });
        for (const subject of remove) removeMark.run({ subject });
        const told = notices.map((notice) => ({
          id: uuidv7({ msecs: at.getTime() }),
          at: at.toISOString(),
          ...notice,
        }));
        for (const { organizationId, ...notice } of told)
          insertNotice.run({ ...notice, organization_id: organizationId });
        if (told.length > 0) forgetOld.run({ kept: keptNotices });
        return told;
      });
    },
    kit: async () =>
      connection.read(null, () => ({
        savedAt: kit.get({ action: kitSaved })?.at ?? null,
        since: oldest.get({})?.added_at ?? null,
      })),
    toldAt: async () => connection.read(null, () => toldAt.all({}).map(({ at }) => at)),
    unseen: async (limit) =>
      connection.read(null, () =>
        unseen.all({ limit }).map(({ organization_id, ...notice }) => ({ ...notice, organizationId: organization_id })),
      ),
    async see(id) {
      const at = now().toISOString();
      connection.write(null, () => (id === null ? seeAll.run({ at }) : see.run({ id, at })));
    },
  };
}
