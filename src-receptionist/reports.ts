/** What the console is told of this machine: what it loaded, how often it used it, and what a provider refused. */
import { v7 as uuidv7 } from 'uuid';
import type { Report, VaultDatabase } from './vault-database';

/** Uses are counted and reported together, in milliseconds. */
const everyMs = 30_000;
/** Reports that wait for the database; more than these are of no use to anybody. */
const most = 1_000;

type Use = { clinicId: string; provider: string; uses: number; at: string };

export function createReports(database: Pick<VaultDatabase, 'report'>) {
  let waiting: Report[] = [];
  const uses = new Map<string, Use>();
  let sending: Promise<void> | null = null;

  async function send(): Promise<void> {
    for (const { uses: count, ...use } of uses.values())
      waiting.push({ kind: 'usage', ...use, id: uuidv7(), uses: count });
    uses.clear();
    if (waiting.length === 0) return;
    const taken = waiting;
    waiting = [];
    try {
      await database.report(taken);
    } catch {
      // Each has an id of its own: reported again, it counts once.
      waiting = [...taken, ...waiting].slice(-most);
    }
  }
  const flush = async (): Promise<void> => {
    await sending;
    sending = send().finally(() => {
      sending = null;
    });
    await sending;
  };
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  return {
    loaded(clinicId: string, provider: string, revision: number): void {
      waiting.push({ kind: 'receipt', clinicId, provider, revision, at: new Date().toISOString() });
    },
    used(clinicId: string, provider: string): void {
      const name = `${clinicId} ${provider}`;
      const before = uses.get(name)?.uses ?? 0;
      uses.set(name, { clinicId, provider, uses: before + 1, at: new Date().toISOString() });
    },
    failed(clinicId: string, provider: string, revision: number, code: string): void {
      const at = new Date().toISOString();
      waiting.push({ kind: 'failure', clinicId, provider, id: uuidv7(), revision, code: code.slice(0, 80), at });
    },
    /** Reported as soon as it can be. */
    add(reports: readonly Report[]): void {
      waiting.push(...reports);
    },
    flush,
    async close(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}
