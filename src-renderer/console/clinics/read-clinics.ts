/**
 * Reads the list of clinics from the main process into the window's index: in slices, and then clinic by clinic as
 * they change. The list is read again only where another program wrote to the database.
 */
import type { AppErrorData } from '../../../src-shared/errors';
import type { Bridge } from '../../../src-shared/ipc/contract';
import { type ClinicRow, maxRows } from '../../../src-shared/organizations/clinic-row';
import type { Result } from '../../../src-shared/result';
import type { ClinicIndex } from './clinic-index';
import type { Turn } from './turns';

/** Between two readings of changed rows, in milliseconds: many changes become few readings and few drawings. */
const calmMs = 60;
/** How many rows of a slice are taken in in one go: about a quarter of a frame. */
const rowsAtOnce = 120;
/** Between two drawings while the list is read, in milliseconds. */
const drawEveryMs = 150;

export type Reading = { read: number; total: number };

export type ReaderTold = {
  /** The first rows were read, more of them, or all (`reading` is null). */
  read(reading: Reading | null): void;
  changed(): void;
  /** `rows` are missing or older than they should be. */
  failed(error: AppErrorData): void;
};

export function createClinicReader(
  bridge: Pick<Bridge, 'organizations'>,
  index: ClinicIndex,
  told: ReaderTold,
  turn: Turn,
) {
  let newest = 0;
  /** Grows with each other profile. */
  let profile = 0;
  /** Clinics that came since the reading began. */
  let seen = new Set<string>();
  /** The version of the list that is held whole. */
  let whole: string | undefined;
  let isReading = false;
  /** Clinics that changed and were not asked for yet. */
  const changed = new Set<string>();
  /** Clinics whose row came while a slice was on its way: what the slice says of them may be older. */
  const newer = new Set<string>();
  let asking = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function read(known: string | undefined): Promise<void> {
    newest += 1;
    const reading = newest;
    isReading = true;
    seen = new Set();
    whole = undefined;
    let drawnAt = Number.NEGATIVE_INFINITY;
    let after: string | null | undefined;
    let version: string | undefined;
    let total: number | undefined;
    while (after !== null) {
      newer.clear();
      const answer = await bridge.organizations.list(
        after === undefined ? (known === undefined ? {} : { known }) : { after },
      );
      if (reading !== newest) return;
      if (!answer.ok) {
        isReading = false;
        told.failed(answer.error);
        return;
      }
      const { organizations, next, proofSpans, unchanged } = answer.value;
      version ??= answer.value.version;
      total ??= answer.value.total;
      index.proofsCount(proofSpans);
      if (unchanged) break;
      for (let at = 0; at < organizations.length; at += rowsAtOnce) {
        if (at > 0) await turn();
        if (reading !== newest) return;
        const rows = organizations.slice(at, at + rowsAtOnce);
        for (const { id } of rows) seen.add(id);
        index.put(rows.filter(({ id }) => !newer.has(id)));
      }
      after = next;
      if (after !== null && performance.now() - drawnAt > drawEveryMs) {
        drawnAt = performance.now();
        told.read({ read: seen.size, total: Math.max(seen.size, total ?? 0) });
      }
      // Rows of before that did not come again were removed.
      if (after === null) index.remove([...index.ids()].filter((id) => !seen.has(id)));
    }
    isReading = false;
    whole = version;
    told.read(null);
  }

  function askSoon(): void {
    if (timer !== null || asking || changed.size === 0) return;
    const wait = askedAt + calmMs - performance.now();
    if (wait <= 0) return void ask();
    timer = setTimeout(() => {
      timer = null;
      void ask();
    }, wait);
  }

  async function ask(): Promise<void> {
    asking = true;
    askedAt = performance.now();
    const ids = [...changed].slice(0, maxRows);
    for (const id of ids) changed.delete(id);
    const asked = profile;
    const answer = await bridge.organizations.rows({ ids });
    asking = false;
    if (asked === profile) take(ids, answer);
    askSoon();
  }

  function take(ids: readonly string[], answer: Result<{ organizations: ClinicRow[] }>): void {
    if (!answer.ok) {
      // The whole list is read again when it is shown next.
      whole = undefined;
      told.failed(answer.error);
      return;
    }
    const { organizations } = answer.value;
    const found = new Set(organizations.map(({ id }) => id));
    for (const id of ids) newer.add(id);
    for (const id of found) seen.add(id);
    index.put(organizations);
    index.remove(ids.filter((id) => !found.has(id)));
    told.changed();
  }

  return {
    /** Reads the list whole. */
    load: () => read(undefined),
    /** Reads it again if another program wrote to the database since. */
    refresh: async (): Promise<void> => {
      if (!isReading) await read(whole);
    },
    changed(organizationId: string): void {
      changed.add(organizationId);
      askSoon();
    },
    /** Another profile was opened. */
    forget(): void {
      newest += 1;
      profile += 1;
      isReading = false;
      whole = undefined;
      changed.clear();
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
