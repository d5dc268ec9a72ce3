/**
 * The list of clinics as it was known last, for the time in which the server is out of reach. It is kept in memory, and
 * in the profile under this computer's key, so that a console that starts without the server shows it as well. It holds
 * what the list shows, and no secret of a clinic.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type ClinicRow, type ClinicSlice, clinicRowSchema } from '../../src-shared/organizations/clinic-row';
import { type ProofSpans, proofSpansSchema } from '../../src-shared/organizations/proof-spans';
import { timeSchema } from '../../src-shared/primitives';
import { writePrivateFile } from '../private-files';
import type { ComputerSecrets } from '../storage/repositories';
import { isOutOfReach } from './contact';

/** The list as the window reads it. */
export type ClinicList = {
  slice(after: string | undefined, known: string | undefined): Promise<ClinicSlice>;
  rows(ids: readonly string[]): Promise<ClinicRow[]>;
};

const contentsSchema = z.strictObject({ at: timeSchema, proofSpans: proofSpansSchema, rows: z.array(clinicRowSchema) });
type Contents = { at: string; proofSpans: ProofSpans; rows: Map<string, ClinicRow> };

const context = ['shared-vault', 'last-known-list'] as const;
/** How many rows are in a slice. */
const step = 1_000;
/** After the last change, in milliseconds. */
const calmMs = 10_000;

const fileOf = (profileDir: string) => path.join(profileDir, 'shared-vault-list.sealed');

/** A removed member’s computer shows nothing of the vault any more. */
const isRemoved = (thrown: unknown) => isOutOfReach(thrown) && thrown.data.code === 'shared-vault.login-refused';

export type LastKnown = ReturnType<typeof createLastKnown>;

export function createLastKnown({
  profileDir,
  secrets,
  now,
  recalled,
}: {
  profileDir: string;
  secrets: ComputerSecrets;
  now: () => Date;
  /** The list of an earlier run is shown: what the server said then. */
  recalled: (at: string) => void;
}) {
  const file = fileOf(profileDir);
  let known: Contents | null = null;
  /** A reading of the whole list that has begun and not ended. */
  let coming: Contents | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function keep(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (known === null) return;
    const plain = Buffer.from(JSON.stringify({ ...known, rows: [...known.rows.values()] }));
    try {
      writePrivateFile(file, secrets.seal(context, plain));
    } catch {
      // Locked meanwhile, or no room: the one in memory still serves.
    } finally {
      plain.fill(0);
    }
  }
  function keepSoon(): void {
    if (timer !== null) return;
    timer = setTimeout(keep, calmMs);
    timer.unref();
  }
  function forget(): void {
    if (timer !== null) clearTimeout(timer);
    [timer, known, coming] = [null, null, null];
    rmSync(file, { force: true });
  }
  function recall(): Contents | null {
    if (known !== null || !existsSync(file)) return known;
    try {
      const plain = secrets.open(context, readFileSync(file));
      const contents = contentsSchema.safeParse(plain === null ? null : JSON.parse(plain.toString()));
      plain?.fill(0);
      if (!contents.success) return null;
      const { at, proofSpans, rows } = contents.data;
      known = { at, proofSpans, rows: new Map(rows.map((row) => [row.id, row])) };
      recalled(at);
      return known;
    } catch {
      // Sealed under another key, or cut short: then there is no list.
      return null;
    }
  }

  function learn(after: string | undefined, slice: ClinicSlice): void {
    const at = now().toISOString();
    if (slice.unchanged) {
      if (known !== null) known.at = at;
      return;
    }
    if (after === undefined) coming = { at, proofSpans: slice.proofSpans, rows: new Map() };
    for (const row of slice.organizations) coming?.rows.set(row.id, row);
    if (slice.next !== null || coming === null) return;
    [known, coming] = [coming, null];
    keepSoon();
  }
  function sliceOf(from: Contents, after: string | undefined, asked: string | undefined): ClinicSlice {
    const version = `known ${from.at}`;
    const about = { version, proofSpans: from.proofSpans, total: from.rows.size };
    if (after === undefined && asked === version) return { ...about, organizations: [], next: null, unchanged: true };
    const ids = [...from.rows.keys()].sort();
    const begin = after === undefined || after === '' ? 0 : ids.findIndex((id) => id > after);
    const part = begin < 0 ? [] : ids.slice(begin, begin + step);
    const isLast = begin < 0 || begin + step >= ids.length;
    const organizations = part.flatMap((id) => from.rows.get(id) ?? []);
    return { ...about, organizations, next: isLast ? null : (part.at(-1) ?? null) };
  }
  /** What is known, where the server is out of reach. @throws the error where nothing is */
  function instead(thrown: unknown): Contents {
    if (isRemoved(thrown)) forget();
    const from = isOutOfReach(thrown) ? recall() : null;
    if (from === null) throw thrown;
    return from;
  }

  return {
    /** The list of a store, and what is known of it while its server is out of reach. */
    over: (rows: ClinicList): ClinicList => ({
      async slice(after, asked) {
        try {
          const slice = await rows.slice(after, asked);
          learn(after, slice);
          return slice;
        } catch (thrown) {
          return sliceOf(instead(thrown), after, asked);
        }
      },
      async rows(ids) {
        try {
          const read = await rows.rows(ids);
          for (const part of [known, coming]) {
            for (const id of ids) part?.rows.delete(id);
            for (const row of read) part?.rows.set(row.id, row);
          }
          if (known !== null) {
            known.at = now().toISOString();
            keepSoon();
          }
          return read;
        } catch (thrown) {
          const from = instead(thrown);
          return ids.flatMap((id) => from.rows.get(id) ?? []);
        }
      },
    }),
    /** Writes what was not written yet. */
    close(): void {
      if (timer !== null) keep();
    },
  };
}

/** This profile belongs to no shared vault any more. */
export const forgetLastKnown = (profileDir: string): void => rmSync(fileOf(profileDir), { force: true });
