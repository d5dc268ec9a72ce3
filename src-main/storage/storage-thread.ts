/** One thread for one piece of long work on database files: what it is told, what it answers, and running it. */
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';
import type { DatabaseFacts } from './database-facts.ts';
import { copyBrokenOff, threadSilent } from './storage-errors.ts';

/** `from` is null when the copy has been written already, and only the check is left. */
export type CopyOrder = {
  task: 'copy';
  from: string | null;
  to: string;
  version: number;
  checkSource: boolean;
  sqliteBinding: string | undefined;
};
/** Looks for damage in a database file; `deep` looks at every index, and for rows that point to nothing, as well. */
export type CheckOrder = { task: 'check'; file: string; deep: boolean; sqliteBinding: string | undefined };
/** Reads what support may know of a database. */
export type FactsOrder = { task: 'facts'; file: string; sqliteBinding: string | undefined };
/** Takes what was destroyed in the database `live` out of its copies, of some clinics or of all (null). */
type CatchUpOrder = {
  task: 'catch-up';
  live: string;
  files: string[];
  organizations: string[] | null;
  sqliteBinding: string | undefined;
};

const failure = z.strictObject({ state: z.literal('failed'), code: z.string().nullable(), message: z.string() });
const copyReportSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('sound') }),
  z.strictObject({ state: z.literal('unsound'), what: z.enum(['database', 'copy']) }),
  failure,
]);
const catchUpReportSchema = z.discriminatedUnion('state', [
  /** `behind`: the files that could not be brought up to date. */
  z.strictObject({ state: z.literal('caught-up'), behind: z.array(z.string()) }),
  failure,
]);
const checkReportSchema = z.discriminatedUnion('state', [
  /** Empty `problems` for a sound database. */
  z.strictObject({ state: z.literal('checked'), problems: z.array(z.string()) }),
  failure,
]);
const factsReportSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('read'), facts: z.custom<DatabaseFacts>((value) => typeof value === 'object') }),
  failure,
]);

export type FailureReport = z.infer<typeof failure>;
export type CopyReport = z.infer<typeof copyReportSchema>;

export type CheckReport = z.infer<typeof checkReportSchema>;
export type FactsReport = z.infer<typeof factsReportSchema>;

const reports = {
  copy: copyReportSchema,
  'catch-up': catchUpReportSchema,
  check: checkReportSchema,
  facts: factsReportSchema,
};

export type ThreadOrder = CopyOrder | CatchUpOrder | CheckOrder | FactsOrder;
export type ReportOf<Order extends ThreadOrder> = z.infer<(typeof reports)[Order['task']]>;

const sizeOf = (file: string | null): number =>
  file === null ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);

function filesOf(order: ThreadOrder): (string | null)[] {
  if (order.task === 'copy') return [order.from, order.to];
  return order.task === 'catch-up' ? [order.live, ...order.files] : [order.file];
}

/**
 * Milliseconds after which a thread counts as hanging: more than a slow disk on a busy computer needs for these files,
 * at one megabyte a second.
 */
const longestOf = (order: ThreadOrder): number =>
  5 * 60_000 + filesOf(order).reduce((sum, file) => sum + sizeOf(file), 0) / 1000;

/** Looks at the clock so many times while it waits, so that a computer that slept counts as one look. */
const looks = 20;

/**
 * Runs one thread to its end, so that its files are closed when this returns. `signal` ends it early.
 * @throws AppError `storage.copy-broken-off` when it did not finish; `storage.thread-silent` when it hangs, as on a
 * disk that no longer answers: it may hold its files then
 */
export function runInThread<Order extends ThreadOrder>(
  program: string,
  order: Order,
  signal: AbortSignal | undefined,
): Promise<ReportOf<Order>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(program, { workerData: order });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    const longestMs = longestOf(order);
    let left = looks;
    const watch = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(watch);
      signal?.removeEventListener('abort', stop);
      // One that waits for its disk ends when the disk answers. Nothing waits for that.
      worker.unref();
      stop();
      reject(signal?.aborted ? signal.reason : threadSilent(longestMs));
    }, longestMs / looks);
    let said: unknown = null;
    let thrown: unknown = null;
    worker.once('message', (message) => {
      said = message;
    });
    worker.once('error', (error) => {
      thrown = error;
    });
    worker.once('exit', () => {
      clearInterval(watch);
      signal?.removeEventListener('abort', stop);
      const report = reports[order.task].safeParse(said);
      if (signal?.aborted) reject(signal.reason);
      else if (report.success) resolve(report.data as ReportOf<Order>);
      else reject(copyBrokenOff(thrown));
    });
  });
}

/**
 * Null where the work may be done without a thread. Where a thread hangs, so would the window.
 * @throws AppError `storage.thread-silent`
 */
export function nullUnlessSilent(thrown: unknown): null {
  if (thrown instanceof AppError && thrown.data.code === 'storage.thread-silent') throw thrown;
  return null;
}

/** Errors lose their class between threads; SQLite's is restored here. @param other what any other error becomes */
export function thrownThere({ code, message }: FailureReport, other = new Error(message)): Error {
  if (code?.startsWith('SQLITE')) return new Database.SqliteError(message, code);
  return Object.assign(other, code === null ? {} : { code });
}
