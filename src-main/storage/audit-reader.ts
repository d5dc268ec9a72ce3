/** Reads the audit trail in its order, whole or from where it was read last. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { auditColumns, linkOf, type MakeCode } from './audit-chain';
import type { LinkThread } from './audit-links/link-thread';
import { type IsOwn, newWalk, step, type Walk } from './audit-walk';
import type { Connection } from './connection';
import { params, preparedRead, read } from './queries';

/** A trail of more entries is worth a thread: to be searched, and to be gone through. */
export const longTrail = 20_000;

/** Entries read between two looks at the clock, and how long is read without a pause, in milliseconds. */
const chunk = 250;
const stretchMs = 8;

/** What comes between two stretches of a walk that took so many milliseconds. */
export type Rest = (workedMs: number) => Promise<unknown>;

type Pause = { begin(): void; ifDue(): Promise<void> };

/** Rests after each stretch of work. What is waited for is no work. */
function pausesFor(rest: Rest, signal: AbortSignal | undefined): Pause {
  let worked = 0;
  let since = performance.now();
  return {
    begin() {
      since = performance.now();
    },
    async ifDue() {
      worked += performance.now() - since;
      if (worked >= stretchMs) {
        await rest(worked);
        signal?.throwIfAborted();
        worked = 0;
      }
      since = performance.now();
    },
  };
}

export type AuditReader = ReturnType<typeof createAuditReader>;

/** @param links the thread that reads long trails, and looks whether each entry fits the one before it */
export function createAuditReader(
  connection: Connection,
  code: MakeCode,
  isOwn: IsOwn,
  links: LinkThread | null = null,
) {
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

  /** SQLite keeps the highest number ever used, which shows that entries were removed at the end. */
  const highest = (): number =>
    connection.read(
      null,
      () => database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'").pluck().get() ?? 0,
    );

  /** Takes in what the thread reads, as far as it comes. */
  async function throughThread(thread: LinkThread, walk: Walk, pause: Pause, signal: AbortSignal | undefined) {
    try {
      for await (const some of thread.read(signal)) {
        pause.begin();
        for (const [index, link] of some.entries()) {
          // Who could not wait may be further.
          if (link.sequence > walk.last) step(walk, link, code, isOwn);
          if (index % chunk === chunk - 1) await pause.ifDue();
        }
      }
    } catch {
      // Without the thread it takes longer, and is no less careful.
    }
    signal?.throwIfAborted();
  }

  return {
    entryAt,
    highest,

    /** From the first entry on, with pauses. @param signal ends it early */
    async whole(rest: Rest = () => nextTurn(), signal?: AbortSignal): Promise<Walk> {
      const walk = newWalk();
      // Who can't wait goes on from here.
      walked = walk;
      const pause = pausesFor(rest, signal);
      if (links !== null && highest() > longTrail) {
        // Most commands have ended by then, and need no thread.
        await rest(0);
        signal?.throwIfAborted();
        await throughThread(links, walk, pause, signal);
      }
      pause.begin();
      for (;;) {
        const rows = rowsAfter(walk.last);
        for (const row of rows) step(walk, linkOf(walk.hash, row), code, isOwn);
        if (rows.length < chunk) break;
        await pause.ifDue();
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
        for (const row of rows) step(walked, linkOf(walked.hash, row), code, isOwn);
        if (rows.length < chunk) return walked;
      }
    },

    /** Forgets what was read: the key has come or gone. */
    forget() {
      walked = null;
    },
  };
}
