/**
 * What background checks know across clinics: when each connection was tried, which are known to be broken, and what
 * was told. It reads nothing of an account but its times and its key.
 */
import { v7 as uuidv7 } from 'uuid';
import type { AuditAction } from '../../src-shared/audit/actions';
import { inSlices, type Slice } from '../slices';
import type { Connection } from './connection';
import { noParams, params, preparedRead, preparedWrite, read, write } from './queries';
import type { WatchRepository } from './repositories';
import { attemptedAtOf } from './rows';
import type { NoticeTable, WatchMarkTable } from './schema';

/** Clinics from one id to another. */
type Range = { first: string; last: string };

/** How many clinics are looked at in one go. */
const clinicsAtOnce = 500;
/** Notices that were seen are kept for so many; the audit trail keeps the checks themselves. */
const keptNotices = 200;
const kitSaved: AuditAction = 'recovery.exported';

export function createWatchRepository(connection: Connection, now: () => Date): WatchRepository {
  const { database } = connection;
  const clinics = preparedRead(database, params<{ after: string; limit: number }>(), ({ after, limit }) =>
    read.selectFrom('organizations').select('id').where('id', '>', after).orderBy('id').limit(limit),
  );
  const attempts = preparedRead(database, params<Range>(), ({ first, last }) =>
    read
      .selectFrom('overview_credentials')
      .select(['organization_id', 'provider', 'account_key', 'verified_at', 'attempted_at', 'last_error', 'status'])
      .where('organization_id', '>=', first)
      .where('organization_id', '<=', last)
      .where('status', '!=', 'revoked'),
  );
  const doubtful = preparedRead(database, params<Range>(), ({ first, last }) =>
    read
      .selectFrom('overview_credentials')
      .select('organization_id')
      .where('organization_id', '>=', first)
      .where('organization_id', '<=', last)
      .where('status', 'in', ['needs-attention', 'reconnect-needed'])
      .union(
        read
          .selectFrom('overview_readiness_checks')
          .select('organization_id')
          .where('organization_id', '>=', first)
          .where('organization_id', '<=', last)
          .where('state', '=', 'disproved'),
      ),
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
  const oldest = preparedRead(database, params<Range>(), ({ first, last }) =>
    read
      .selectFrom('overview_credentials')
      .select(({ fn }) => fn.min('added_at').as('since'))
      .where('organization_id', '>=', first)
      .where('organization_id', '<=', last)
      .where('status', '!=', 'revoked'),
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

  /** What there is of the clinics after `after`. */
  const ofClinics = async <Item>(
    after: string,
    limit: number,
    readRange: (range: Range) => Item[],
  ): Promise<Slice<Item>> =>
    connection.read(null, () => {
      const ids = clinics.all({ after, limit }).map(({ id }) => id);
      const [first, last] = [ids[0], ids.at(-1)];
      if (first === undefined || last === undefined) return { items: [], next: null };
      return { items: readRange({ first, last }), next: ids.length < limit ? null : last };
    });

  const oldestOf = (range: Range) => [oldest.get(range)?.since ?? null];

  return {
    attemptsAfter: (after, limit) =>
      ofClinics(after, limit, (range) =>
        attempts.all(range).map((row) => ({
          organizationId: row.organization_id,
          provider: row.provider,
          accountKey: row.account_key,
          attemptedAt: attemptedAtOf(row),
          isOpen: row.status === 'active' && row.last_error !== null,
        })),
      ),
    doubtfulAfter: (after, limit) =>
      ofClinics(after, limit, (range) => doubtful.all(range).map((row) => row.organization_id)),
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
    async kit() {
      const savedAt = connection.read(null, () => kit.get({ action: kitSaved })?.at ?? null);
      let since: string | null = null;
      for await (const [of = null] of inSlices((after) => ofClinics(after, clinicsAtOnce, oldestOf)))
        if (of !== null && (since === null || of < since)) since = of;
      return { savedAt, since };
    },
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
