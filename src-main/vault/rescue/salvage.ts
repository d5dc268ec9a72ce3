/**
 * What can still be read of a damaged database: everything that is not secret. Sealed columns and keys are not asked
 * for.
 */

import type { Database } from 'better-sqlite3';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import { t, text } from '../../../src-shared/texts/translate';
import type { Platform } from '../../platform';
import { inCopy, repairs } from './damaged-copy';
import { type ReadRow, readTable, type TableRead } from './read-table';

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
  rows: Record<Section, ReadRow[]>;
  /** One sentence for each part that cannot be read. */
  unreadable: string[];
};

/** For an empty database. */
export const nothingRead: Salvage = {
  rows: { clinics: [], connections: [], tests: [], messages: [], audit: [] },
  unreadable: [],
};

/**
 * Reads the damaged database of a profile from a copy. Where it does not open as it is, header and first page are put
 * right in the copy. Yields between two tables.
 * @throws AppError `rescue.not-copied`
 */
export async function salvage(platform: Pick<Platform, 'profileDir' | 'sqliteBinding'>): Promise<Salvage> {
  let best: Salvage | null = null;
  for (const repair of repairs) {
    const read = await inCopy(platform, repair, readAll);
    if (read && (!best || size(read) > size(best))) best = read;
    // The unrepaired copy may lack whole tables; another repair is tried only then.
    if (best && size(best) > 0 && !best.unreadable.some((line) => line.includes(noneAtAll()))) break;
  }
  return best ?? { ...nothingRead, unreadable: [t('Everything: the file does not read as a database.')] };
}

const noneAtAll = () => t('none can be read');
const size = ({ rows }: Salvage) => sections.reduce((sum, section) => sum + rows[section].length, 0);

async function readAll(database: Database): Promise<Salvage> {
  const result: Salvage = {
    rows: { clinics: [], connections: [], tests: [], messages: [], audit: [] },
    unreadable: [],
  };
  for (const section of sections) {
    const { table, columns, needs, called } = tables[section];
    const read =
      section === 'tests' && !hasTable(database, table)
        ? readOlderTests(database)
        : readTable(database, table, columns);
    const whole = read.rows.filter((row) => needs.every((column) => row[column] !== null));
    result.rows[section] = whole;
    result.unreadable.push(...gapsInWords(t(called), read, read.rows.length - whole.length));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return result;
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
function readOlderTests(database: Database): TableRead {
  const sms = readTable(database, 'sms_test_runs', [
    'id',
    'organization_id',
    ...runColumns,
    'from_number',
    'to_number',
    'steps',
  ]);
  const renamed = sms.rows.map(
    ({ from_number: subject = null, to_number: recipient = null, ...row }): ReadRow => ({
      ...row,
      provider: messageProvider.id,
      subject,
      recipient,
    }),
  );
  const columns = ['id', 'organization_id', 'provider', ...runColumns, 'subject', 'steps'];
  if (!hasTable(database, 'connection_test_runs')) return { rows: renamed, gaps: sms.gaps };
  const others = readTable(database, 'connection_test_runs', columns);
  return { rows: [...renamed, ...others.rows], gaps: [...sms.gaps, ...others.gaps] };
}

function gapsInWords(called: string, { rows, gaps }: TableRead, torn: number): string[] {
  const lines: string[] = [];
  if (rows.length === 0 && gaps.length > 0) return [`${called}: ${noneAtAll()}.`];
  for (const { from, to } of gaps) {
    if (to === null) lines.push(t('{called}: whatever came after number {number}.', { called, number: from - 1 }));
    else if (from === to) lines.push(t('{called}: number {number}.', { called, number: from }));
    else lines.push(t('{called}: numbers {from} to {to}.', { called, from, to }));
  }
  if (torn > 0) lines.push(t('{called}: {count} that are there but torn.', { called, count: torn }));
  return lines;
}
