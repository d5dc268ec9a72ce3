/** Reads the audit trail in its order, whole or from where it was read last. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MakeCode } from './audit-chain';
import { type IsOwn, newWalk, step, type Walk } from './audit-walk';
import { auditColumns } from './audit-writer';
import type { Connection } from './connection';
import { params, preparedRead, read } from './queries';

/** Entries read between two looks at the clock, and how long is read without a pause, in milliseconds. */
const chunk = 250;
const stretchMs = 8;

/** What comes between two stretches of a walk that took so many milliseconds. */
export type Rest = (workedMs: number) => Promise<unknown>;

export type AuditReader = ReturnType<typeof createAuditReader>;

export function createAuditReader(connection: Connection, code: MakeCode, isOwn: IsOwn) {
  const { database } = connection;
  const after = preparedRead(database, params<{ after: number }>(), (given) =>
    read
      .selectFrom('audit_log')
      .select(auditColumns)
      .where('sequence', '>', given.after)
      .orderBy('sequence')
      .limit(chunk),
  );
  const at = preparedRead(database, params<{ sequence: number }>(), ({ sequence }) =>
    read.selectFrom('audit_log').select(['hash', 'at']).where('sequence', '=', sequence),
  );
  const stillThere = preparedRead(database, params<{ sequence: number }>(), ({ sequence }) =>
    read
      .selectFrom('audit_log')
      .select(['hash', ({ selectFrom, fn }) => selectFrom('audit_log').select(fn.max('sequence').as('end')).as('end')])
      .where('sequence', '=', sequence),
  );
  const rowsAfter = (sequence: number) => connection.read(null, () => after.all({ after: sequence }));
  const entryAt = (sequence: number) => connection.read(null, () => at.get({ sequence }));
  let walked: Walk | null = null;

  return {
    entryAt,
    /** SQLite keeps the highest number ever used, which shows that entries were removed at the end. */
    highest: (): number =>
      connection.read(
        null,
        () =>
          database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'").pluck().get() ?? 0,
      ),

    /** From the first entry on, with pauses. @param signal ends it early */
    async whole(rest: Rest = () => nextTurn(), signal?: AbortSignal): Promise<Walk> {
      const walk = newWalk();
      // Who can't wait goes on from here.
      walked = walk;
      for (let began = performance.now(); ; ) {
        const rows = rowsAfter(walk.last);
        for (const row of rows) step(walk, row, code, isOwn);
        if (rows.length < chunk) break;
        const worked = performance.now() - began;
        if (worked < stretchMs) continue;
        await rest(worked);
        signal?.throwIfAborted();
        began = performance.now();
      }
      walked = walk;
      return walk;
    },

    /** On from the last time, at once. From the first entry where what was read then is not there any more. */
    onward(): Walk {
      walked ??= newWalk();
      if (walked.last > 0) {
        // Each use of a credential asks this, and nearly always nothing was written since.
        const { last, hash } = walked;
        const found = connection.read(null, () => stillThere.get({ sequence: last }));
        if (found?.hash !== hash) walked = newWalk();
        else if (found.end === last) return walked;
      }
      for (;;) {
        const rows = rowsAfter(walked.last);
        for (const row of rows) step(walked, row, code, isOwn);
        if (rows.length < chunk) return walked;
      }
    },

    /** Forgets what was read: the key has come or gone. */
    forget() {
      walked = null;
    },
  };
}
