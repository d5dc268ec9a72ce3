/** Client of the search thread, which starts with the first question and ends when it was idle for a while. */
import { Worker } from 'node:worker_threads';
import type { AuditFilter, AuditPage } from '../../../src-shared/audit/audit-filter';
import { currentLanguage } from '../../../src-shared/texts/translate';
import type { Platform } from '../../platform';
import { searchIndexFile } from '../profile-files';
import { type Found, type Question, type SearchOrder, type SearchReport, searchReportSchema } from './search-orders';

export type SearchThread = {
  /**
   * Asks the thread; null when it can't answer. A replaceable question makes those void that were asked before it: they
   * are `replaced`.
   */
  ask(filter: AuditFilter, page: AuditPage, isReplaceable: boolean): Promise<Found | 'replaced' | null>;
  /** Starts the thread, which makes the index where it is missing. */
  prepare(): void;
  /** Ends it; its files are closed once the promise is kept. Null when none ran. */
  stop(): Promise<unknown> | null;
};

/** How long an idle thread is kept, in milliseconds. A large index takes minutes to build. */
const idleMs = 5 * 60_000;

const answerOf = (report: SearchReport): Found | 'replaced' | null => {
  if (report.state !== 'found') return report.state === 'replaced' ? 'replaced' : null;
  const { entries, more, indexed } = report;
  return { entries, more, indexed };
};

export function createSearchThread(
  live: string,
  { storageWorker, profileDir, sqliteBinding }: Pick<Platform, 'storageWorker' | 'profileDir' | 'sqliteBinding'>,
): SearchThread {
  const newest = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const waiting = new Map<number, (answer: Found | 'replaced' | null) => void>();
  let worker: Worker | null = null;
  /** The language of the worker. */
  let spoken = currentLanguage();
  let ending: Promise<unknown> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  function end(): void {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    if (ended) ending = Promise.all([ending, ended.terminate()]);
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
  }

  function started(): Worker {
    const language = currentLanguage();
    if (worker && spoken !== language) end();
    clearTimeout(idle);
    idle = setTimeout(() => end(), idleMs);
    idle.unref();
    if (worker) return worker;
    spoken = language;
    const index = searchIndexFile(profileDir);
    const workerData: SearchOrder = { task: 'search', live, index, sqliteBinding, newest, language };
    const made = new Worker(storageWorker, { workerData });
    worker = made;
    made.unref();
    made.on('message', (message: unknown) => {
      const report = searchReportSchema.safeParse(message);
      if (!report.success) return end();
      const answer = waiting.get(report.data.id);
      waiting.delete(report.data.id);
      answer?.(answerOf(report.data));
    });
    made.once('error', () => worker === made && end());
    made.once('exit', () => worker === made && end());
    return made;
  }

  return {
    ask: (filter, page, isReplaceable) =>
      new Promise((resolve) => {
        const thread = started();
        last += 1;
        const question: Question = { id: last, isReplaceable, filter, page };
        if (isReplaceable) Atomics.store(new Int32Array(newest), 0, last);
        waiting.set(last, resolve);
        thread.postMessage(question);
      }),
    prepare: () => void started(),
    stop() {
      end();
      return ending;
    },
  };
}
