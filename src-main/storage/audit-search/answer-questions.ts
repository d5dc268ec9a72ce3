/** The search thread: answers questions one at a time, and extends the search index while there is none. */
import type { MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { auditEntryOf } from './audit-rows.ts';
import { addFoldedContains } from './filter-sql.ts';
import { openSearchIndex, type SearchIndex } from './search-index.ts';
import type { Question, SearchOrder, SearchReport } from './search-orders.ts';
import { walkAudit } from './walk-audit.ts';

/** Entries that are added to the index between two looks at the questions: some ten milliseconds. */
const atOnce = 500;
/** Entries that are new since are looked at one by one; with more of them the index is worth extending. */
const worthIndexing = 200;

export function answerQuestions(port: MessagePort, { live, index: file, sqliteBinding, newest }: SearchOrder): void {
  const trail = new Database(live, { readonly: true, fileMustExist: true, nativeBinding: sqliteBinding });
  addFoldedContains(trail);
  const newestOf = new Int32Array(newest);
  const length = trail.prepare<[], number>('SELECT coalesce(max(sequence), 0) FROM audit_log').pluck();
  let index: SearchIndex | null = null;
  let isExtending = false;
  let tookMs = 0;

  /** Without its index a search looks at every entry: slower, and as right. */
  function giveUpIndex(): void {
    try {
      index?.close();
    } catch {
      // It is not used again.
    }
    index = null;
  }
  try {
    index = openSearchIndex(trail, file, sqliteBinding);
  } catch {
    giveUpIndex();
  }

  function extendLater(): void {
    if (isExtending) return;
    isExtending = true;
    setTimeout(() => {
      isExtending = false;
      const begun = performance.now();
      try {
        const added = index?.extend(atOnce);
        tookMs = performance.now() - begun;
        if (added === atOnce) extendLater();
      } catch {
        giveUpIndex();
      }
      // Rests for as long as it worked, so that others have their turn.
    }, tookMs);
  }

  function answer({ id, isReplaceable, filter, page }: Question): SearchReport {
    const isReplaced = () => isReplaceable && Atomics.load(newestOf, 0) !== id;
    const upTo = index?.upTo() ?? 0;
    const walk = walkAudit(trail, filter, page, upTo);
    for (;;) {
      if (isReplaced()) return { state: 'replaced', id };
      const step = walk.next();
      if (!step.done) continue;
      const entries = step.value.slice(0, page.limit).map(auditEntryOf);
      const all = length.get() ?? 0;
      if (index && all - upTo > worthIndexing) extendLater();
      const indexed = index === null || all - upTo <= worthIndexing ? 1 : upTo / all;
      return { state: 'found', id, entries, more: step.value.length > page.limit, indexed };
    }
  }

  port.on('message', (question: Question) => {
    let report: SearchReport;
    try {
      report = answer(question);
    } catch (thrown) {
      report = { state: 'failed', id: question.id, message: thrown instanceof Error ? thrown.message : String(thrown) };
      // A damaged index would fail each time.
      giveUpIndex();
    }
    port.postMessage(report);
  });
  extendLater();
}
