/** The audit trail as the services see it. The database refuses to change or remove an entry. */

import { longTrail } from './audit-reader';
import { auditEntryOf } from './audit-search/audit-rows';
import { addFoldedContains, wordsOf } from './audit-search/filter-sql';
import type { SearchThread } from './audit-search/search-thread';
import { walkAudit } from './audit-search/walk-audit';
import type { AuditTrail } from './audit-trail';
import type { Connection } from './connection';
import { noParams, preparedRead, read } from './queries';
import type { AuditRepository } from './repositories';
import { searchReplaced } from './storage-errors';

/**
 * A long trail is searched in the thread, by its index. In a shorter one each entry is looked at.
 * @param search the search thread; null for a trail that is searched without one
 */
export function createAuditRepository(
  connection: Connection,
  { append, verify, sign }: Pick<AuditTrail, 'append' | 'verify' | 'sign'>,
  search: SearchThread | null = null,
): AuditRepository {
  const { database } = connection;
  addFoldedContains(database);
  const newest = preparedRead(database, noParams, () =>
    read.selectFrom('audit_log').select('sequence').orderBy('sequence', 'desc').limit(1),
  );
  const isLong = () => (connection.read(null, () => newest.get({}))?.sequence ?? 0) > longTrail;

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

    verify,
    sign,

    async append({ organizationId, ...note }) {
      connection.write(organizationId, () => append(organizationId, note));
    },
  };
}
