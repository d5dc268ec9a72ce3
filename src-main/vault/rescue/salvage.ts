/**
 * What can still be read of a damaged database: everything that is not secret. Sealed columns and keys are not asked
 * for.
 */

import type { Database } from 'better-sqlite3';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import { t, text } from '../../../src-shared/texts/translate';
import type { Platform } from '../../platform';
import { inCopy, type Repair, repairs } from './damaged-copy';
import { type Gaps, type ReadRow, readTable } from './read-table';

const runColumns = ['state', 'simulated', 'started_at', 'finished_at', 'started_by'] as const;

const tables = {
  clinics: {
    table: 'organizations',
    columns: ['id', 'name', 'time_zone', 'country', 'created_at', 'setup_step'],
    needs: ['id', 'name'],
    called: text('Clinics'),
  },
  connections: {
    table: 'organization_api_credentials',
    columns: [
      'organization_id',
      'provider',
      'method_id',
      'status',
      'choice',
      'account_key',
      'key_hint',
      'simulated',
      'added_by',
      'added_at',
      'verified_at',
      'expires_at',
      'revoked_at',
    ],
    needs: ['organization_id', 'provider'],
    called: text('Connections'),
  },
  tests: {
    table: 'test_runs',
    columns: ['id', 'organization_id', 'provider', ...runColumns, 'subject', 'recipient', 'steps'],
    needs: ['id', 'organization_id', 'started_at'],
    called: text('Tests'),
  },
  // Without text and code, which may be personal.
  messages: {
    table: 'sms_messages',
    columns: [
      'run_id',
      'organization_id',
      'step',
      'from_number',
      'to_number',
      'state',
      'sid',
      'status',
      'provider_code',
      'intended_at',
      'confirmed_by_code_at',
    ],
    needs: ['run_id', 'step', 'state'],
    called: text('Messages'),
  },
  audit: {
    table: 'audit_log',
    columns: [
      'sequence',
      'at',
      'actor',
      'organization_id',
      'organization_name',
      'action',
      'outcome',
      'detail',
      'simulated',
    ],
    needs: ['sequence', 'at', 'action'],
    called: text('Entries of the activity'),
  },
} as const;

type Section = keyof typeof tables;
const sections = Object.keys(tables) as Section[];

export type Salvage = {
  /** What belongs to clinics. The activity may have millions of entries, and is read again where it is written. */
  rows: Record<Exclude<Section, 'audit'>, ReadRow[]>;
  /** Entries of the activity; `after` those past the entry that was asked about. */
  entries: { count: number; after: number };
  /** One sentence for each part that cannot be read. */
  unreadable: string[];
};

const nothing = (): Salvage => ({
  rows: { clinics: [], connections: [], tests: [], messages: [] },
  entries: { count: 0, after: 0 },
  unreadable: [],
});

/** For an empty database. */
export const nothingRead: Salvage = nothing();

/**
 * Reads the damaged database of a profile from a copy. Where it does not open as it is, header and first page are put
 * right in the copy. Lets other work have its turn all the time.
 * @param lastEntry the entry of the activity after which entries are counted apart
 * @returns with `eachEntry`, which reads the activity once more
 * @throws AppError `rescue.not-copied`
 */
export async function salvage(
  platform: Pick<Platform, 'profileDir' | 'sqliteBinding'>,
  lastEntry = 0,
): Promise<Salvage & { eachEntry(take: (entry: ReadRow) => void): Promise<void> }> {
  let best: Salvage | null = null;
  let bestRepair: Repair | null = null;
  for (const repair of repairs) {
    const read = await inCopy(platform, repair, (database) => readAll(database, lastEntry));
    if (read && (!best || size(read) > size(best))) {
      best = read;
      bestRepair = repair;
    }
    // The unrepaired copy may lack whole tables; another repair is tried only then.
    if (best && size(best) > 0 && !best.unreadable.some((line) => line.includes(noneAtAll()))) break;
  }
  const found = best ?? { ...nothing(), unreadable: [t('Everything: the file does not read as a database.')] };
  return {
    ...found,
    async eachEntry(take) {
      if (bestRepair !== null)
        await inCopy(platform, bestRepair, (database) => readSection(database, 'audit', take).then(() => undefined));
    },
  };
}

const noneAtAll = () => t('none can be read');
const size = ({ rows, entries }: Salvage) =>
  Object.values(rows).reduce((sum, { length }) => sum + length, entries.count);

async function readAll(database: Database, lastEntry: number): Promise<Salvage> {
  const result = nothing();
  for (const section of sections) {
    const { unreadable } = await readSection(database, section, (row) => {
      if (section !== 'audit') result.rows[section].push(row);
      else {
        result.entries.count += 1;
        if (Number(row.sequence) > lastEntry) result.entries.after += 1;
      }
    });
    result.unreadable.push(...unreadable);
  }
  return result;
}

/** Hands out the rows that are whole; torn ones are counted. */
async function readSection(
  database: Database,
  section: Section,
  take: (row: ReadRow) => void,
): Promise<{ unreadable: string[] }> {
  const { table, columns, needs, called } = tables[section];
  let [read, torn] = [0, 0];
  const takeWhole = (row: ReadRow) => {
    read += 1;
    if (needs.every((column) => row[column] !== null)) take(row);
    else torn += 1;
  };
  const isOlder = section === 'tests' && !hasTable(database, table);
  const gaps = await (isOlder ? readOlderTests(database, takeWhole) : readTable(database, table, columns, takeWhole));
  return { unreadable: gapsInWords(t(called), read, gaps, torn) };
}

function hasTable(database: Database, name: string): boolean {
  try {
    return database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
  } catch {
    // The schema itself does not read; reading the table says so.
    return true;
  }
}

/** Before schema 3, SMS tests and the tests of other providers had a table each. */
async function readOlderTests(database: Database, take: (row: ReadRow) => void): Promise<Gaps> {
  const smsColumns = ['id', 'organization_id', ...runColumns, 'from_number', 'to_number', 'steps'];
  const gaps = await readTable(
    database,
    'sms_test_runs',
    smsColumns,
    ({ from_number: subject = null, to_number: recipient = null, ...row }) =>
      take({ ...row, provider: messageProvider.id, subject, recipient }),
  );
  if (!hasTable(database, 'connection_test_runs')) return gaps;
  const columns = ['id', 'organization_id', 'provider', ...runColumns, 'subject', 'steps'];
  return [...gaps, ...(await readTable(database, 'connection_test_runs', columns, take))];
}

function gapsInWords(called: string, read: number, gaps: Gaps, torn: number): string[] {
  const lines: string[] = [];
  if (read === 0 && gaps.length > 0) return [`${called}: ${noneAtAll()}.`];
  for (const { from, to } of gaps) {
    if (to === null) lines.push(t('{called}: whatever came after number {number}.', { called, number: from - 1 }));
    else if (from === to) lines.push(t('{called}: number {number}.', { called, number: from }));
    else lines.push(t('{called}: numbers {from} to {to}.', { called, from, to }));
  }
  if (torn > 0) lines.push(t('{called}: {count} that are there but torn.', { called, count: torn }));
  return lines;
}
