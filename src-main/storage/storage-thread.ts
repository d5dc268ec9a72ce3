/** One thread for one piece of long work on database files: what it is told, what it answers, and running it. */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { copyBrokenOff } from './storage-errors';

/** `from` is null when the copy has been written already, and only the check is left. */
export type CopyOrder = {
  task: 'copy';
  from: string | null;
  to: string;
  version: number;
  checkSource: boolean;
  sqliteBinding: string | undefined;
};
/** Takes what was destroyed in the database `live` out of its copies, of some clinics or of all (null). */
export type CatchUpOrder = {
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

export type FailureReport = z.infer<typeof failure>;
export type CopyReport = z.infer<typeof copyReportSchema>;
export type CatchUpReport = z.infer<typeof catchUpReportSchema>;

const reports = { copy: copyReportSchema, 'catch-up': catchUpReportSchema };

type ReportOf<Order> = Order extends CopyOrder ? CopyReport : CatchUpReport;

/**
 * Runs one thread to its end, so that its files are closed when this returns. `signal` ends it early.
 * @throws AppError `storage.copy-broken-off` when it did not finish
 */
export function runInThread<Order extends CopyOrder | CatchUpOrder>(
  program: string,
  order: Order,
  signal: AbortSignal | undefined,
): Promise<ReportOf<Order>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(program, { workerData: order });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    let said: unknown = null;
    let thrown: unknown = null;
    worker.once('message', (message) => {
      said = message;
    });
    worker.once('error', (error) => {
      thrown = error;
    });
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      const report = reports[order.task].safeParse(said);
      if (signal?.aborted) reject(signal.reason);
      else if (report.success) resolve(report.data as ReportOf<Order>);
      else reject(copyBrokenOff(thrown));
    });
  });
}
