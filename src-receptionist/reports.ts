/** What the console is told of this machine: what it loaded, how often it used it, and what a provider refused. */
import { v7 as uuidv7 } from 'uuid';
import type { Report } from './report-rows';
import type { VaultDatabase } from './vault-database';

/** Uses are counted and reported together, in milliseconds. */
const everyMs = 30_000;
/** Reports that wait for the database; more than these are of no use to anybody. */
const most = 1_000;

/** Each hour is counted on its own. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Use = {
  clinicId: string;
  provider: string;
  hour: number;
  id: string;
  uses: number;
  /** Of them, since the report before. */
  fresh: number;
  at: string;
};

export function createReports(database: Pick<VaultDatabase, 'report' | 'dropOld'>) {
  let waiting: Report[] = [];
  const uses = new Map<string, Use>();
  let sending: Promise<void> | null = null;
  let droppedAt: number | null = null;

  async function send(): Promise<void> {
    const hour = Math.floor(Date.now() / hourMs);
    for (const [name, use] of uses) {
      const { clinicId, provider, id, fresh, at } = use;
      if (fresh > 0)
        waiting.push({
          kind: 'usage',
          clinicId,
          provider,
          id,
          uses: use.uses,
          more: { id: uuidv7(), uses: fresh },
          at,
        });
      use.fresh = 0;
      if (use.hour !== hour) uses.delete(name);
    }
    if (waiting.length === 0) return;
    const taken = waiting;
    waiting = [];
    try {
      await database.report(taken);
      if (droppedAt === null || performance.now() - droppedAt > dayMs) {
        droppedAt = performance.now();
        // Another day does as well.
        await database.dropOld().catch(() => undefined);
      }
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
  let timer: ReturnType<typeof setInterval> | undefined;

  return {
    /** From now on, what was used is reported by itself. */
    begin(): void {
      timer = setInterval(() => void flush(), everyMs).unref();
    },
    loaded(clinicId: string, provider: string, revision: number): void {
      waiting.push({ kind: 'receipt', clinicId, provider, revision, at: new Date().toISOString() });
    },
    used(clinicId: string, provider: string): void {
      const now = new Date();
      const hour = Math.floor(now.getTime() / hourMs);
      const name = `${clinicId} ${provider} ${hour}`;
      const use = uses.get(name) ?? { clinicId, provider, hour, id: uuidv7(), uses: 0, fresh: 0, at: '' };
      uses.set(name, { ...use, uses: use.uses + 1, fresh: use.fresh + 1, at: now.toISOString() });
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
