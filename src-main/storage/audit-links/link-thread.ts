/** Client of the thread that reads the links of a long audit trail: one thread a walk. */
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Platform } from '../../platform';
import type { Link } from '../audit-chain';
import { type LinksOrder, linksReportSchema } from './link-orders';

export type LinkThread = {
  /** All links, from the first on, some at a time. @throws where the thread can't go on */
  read(signal: AbortSignal | undefined): AsyncGenerator<Link[]>;
  /** Ends what runs; its files are closed once the promise is kept. Null when nothing runs. */
  stop(): Promise<unknown> | null;
};

/** Answers that are asked for before the one at hand was taken in: the thread works meanwhile. */
const askedAhead = 2;

export function createLinkThread(
  live: string,
  { storageWorker, sqliteBinding }: Pick<Platform, 'storageWorker' | 'sqliteBinding'>,
): LinkThread {
  const running = new Set<Worker>();

  return {
    async *read(signal) {
      const workerData: LinksOrder = { task: 'links', live, sqliteBinding };
      const worker = new Worker(storageWorker, { workerData });
      running.add(worker);
      try {
        for (let asked = 0; asked < askedAhead; asked += 1) worker.postMessage('next');
        for await (const [message] of on(worker, 'message', { close: ['exit'], ...(signal && { signal }) })) {
          const { links, isEnd } = linksReportSchema.parse(message);
          if (!isEnd) worker.postMessage('next');
          yield links.sequence.map((sequence, index) => ({
            sequence,
            at: links.at[index] ?? '',
            hash: links.hash[index] ?? '',
            mac: links.mac[index] ?? null,
            subject: links.subject[index] ?? null,
            subject_state: links.subject_state[index] ?? null,
            fits: links.fits[index] === true,
          }));
          if (isEnd) return;
        }
        throw new Error('The thread ended before the trail did.');
      } finally {
        running.delete(worker);
        await worker.terminate();
      }
    },

    stop: () => (running.size === 0 ? null : Promise.all([...running].map((worker) => worker.terminate()))),
  };
}
