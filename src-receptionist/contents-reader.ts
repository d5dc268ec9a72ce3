/**
 * Reads what the vault has for this machine, and of that only what it does not know yet: the newest entry of the log
 * and a sum over the deliveries say whether there is anything. A server that lied there would do no more than hold
 * something back, which it can anyway.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import type { DeliveryHead } from '../src-shared/shared-vault/delivery-heads';
import { deliveryNotTrusted, logInvalid } from '../src-shared/shared-vault/errors';
import { type LogEntry, logEntrySchema } from '../src-shared/shared-vault/membership';
import { type DeliveredRow, deliveredRowSchema, headRowSchema, wordOf } from './delivered-rows';

export type VaultContents = { log: LogEntry[]; rows: DeliveredRow[] };
/** `words`: of members, for what is delivered; empty on a vault that was not migrated to version 4. */
export type VaultReading = VaultContents & { words: DeliveryHead[] };

const readWords = `SELECT machine_id, member_id, head_sequence, head_hash, digest, signed_at, signature
  FROM voxanne.delivery_heads`;
/** From this version of the schema on members vouch, and uses are counted by the hour. */
export const vouchedVersion = 4;
export async function versionOf(client: Asking): Promise<number> {
  const { rows } = await client.query<{ version: number }>('SELECT version FROM voxanne.schema_meta');
  return rows[0]?.version ?? 0;
}

const logFrom = 'SELECT sequence, body, signer, hash, signature FROM voxanne.membership_log';
const deliveries = `SELECT organization_id, machine_id, provider, credential_id, revision, head_sequence, head_hash,
  signer, encode(sealed, 'hex') AS sealed, signature FROM voxanne.deliveries`;
const inOrder = 'ORDER BY organization_id, provider';

/** A delivery's signature is over all of it. */
const standing = `SELECT (SELECT version FROM voxanne.schema_meta) AS version, newest.sequence, newest.hash,
    given.count, given.sum
  FROM (SELECT sequence, hash FROM voxanne.membership_log ORDER BY sequence DESC LIMIT 1) AS newest,
    (SELECT count(*)::integer AS count, encode(sha256(convert_to(
      coalesce(string_agg(signature, '' ORDER BY organization_id, provider), ''), 'UTF8')), 'hex') AS sum
      FROM voxanne.deliveries) AS given`;
const standingSchema = z.object({
  version: z.number().int(),
  sequence: z.number().int(),
  hash: z.string(),
  count: z.number().int(),
  sum: z.string(),
});

type Asking = Pick<pg.ClientBase, 'query'>;
async function entriesOf(client: Asking, sql: string, values: unknown[] = []): Promise<LogEntry[]> {
  const { rows } = await client.query(sql, values);
  return rows.map((row, at) => {
    const entry = logEntrySchema.safeParse(row);
    if (!entry.success) throw logInvalid(at + 1);
    return entry.data;
  });
}
async function rowsOf(client: Asking, sql: string, values: unknown[] = []): Promise<DeliveredRow[]> {
  const { rows } = await client.query(sql, values);
  return rows.map((row) => {
    const delivered = deliveredRowSchema.safeParse(row);
    if (!delivered.success) throw deliveryNotTrusted();
    return delivered.data;
  });
}
async function wordsNow(client: Asking, version: number): Promise<DeliveryHead[]> {
  const rows = version >= vouchedVersion ? (await client.query(readWords)).rows : [];
  // One that is no word counts for nothing, and keeps nothing else from being read.
  return rows.flatMap((row) => {
    const word = headRowSchema.safeParse(row);
    return word.success ? [wordOf(word.data)] : [];
  });
}

const placeOf = ({ organization_id, provider }: DeliveredRow) => `${organization_id} ${provider}`;

/** As the server makes it. */
function sumOf(rows: readonly DeliveredRow[]): string {
  const ordered = rows.map((row) => [placeOf(row), row.signature] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(ordered.map(([, signature]) => signature).join(''))
    .digest('hex');
}

export function createContentsReader() {
  let known: VaultContents | null = null;
  let sum = '';

  const wholeLog = (client: Asking) => entriesOf(client, `${logFrom} ORDER BY sequence`);
  const allRows = (client: Asking) => rowsOf(client, `${deliveries} ${inOrder}`);

  /** An entry's hash follows from all before it: where one is known, all up to it are. */
  async function logNow(client: Asking, before: LogEntry[], newest: { sequence: number; hash: string }) {
    const last = before.at(-1);
    if (last?.sequence === newest.sequence && last.hash === newest.hash) return before;
    if (last === undefined || newest.sequence <= last.sequence) return wholeLog(client);
    const [first, ...added] = await entriesOf(client, `${logFrom} WHERE sequence >= $1 ORDER BY sequence`, [
      last.sequence,
    ]);
    return first?.hash === last.hash ? [...before, ...added] : wholeLog(client);
  }

  async function rowsNow(client: Asking, before: DeliveredRow[], count: number): Promise<DeliveredRow[]> {
    const signatures = before.map(({ signature }) => signature);
    const others = await rowsOf(client, `${deliveries} WHERE signature <> ALL ($1::text[])`, [signatures]);
    const merged = new Map(before.map((row) => [placeOf(row), row]));
    for (const row of others) merged.set(placeOf(row), row);
    // Of another number, some are gone.
    return merged.size === count ? [...merged.values()] : allRows(client);
  }

  function know({ log, rows }: VaultContents): VaultContents {
    if (rows !== known?.rows) sum = sumOf(rows);
    known = { log, rows };
    return known;
  }

  return {
    /** What an earlier run read. */
    know,
    /** @param client in a transaction that sees one state of the vault */
    async read(client: Asking): Promise<VaultReading> {
      if (known === null) {
        const asked = versionOf(client).then((version) => wordsNow(client, version));
        const [words, log, rows] = await Promise.all([asked, wholeLog(client), allRows(client)]);
        return { ...know({ log, rows }), words };
      }
      const now = standingSchema.optional().parse((await client.query(standing)).rows[0]);
      if (now === undefined) return { log: [], rows: [], words: [] };
      const [words, log, rows] = await Promise.all([
        wordsNow(client, now.version),
        logNow(client, known.log, now),
        sum === now.sum ? known.rows : rowsNow(client, known.rows, now.count),
      ]);
      return { ...know({ log, rows }), words };
    },
  };
}
