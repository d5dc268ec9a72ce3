/** An export holds what was asked for, whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportAudit } from '../../../../src-main/audit/export-audit';
import type { AuditEntry } from '../../../../src-shared/audit/audit-entry';
import { codeOf, newProfileDir } from '../vault/profile';

const entry = (sequence: number, change: Partial<AuditEntry> = {}): AuditEntry => ({
  sequence,
  at: '2026-05-04T09:30:00.000Z',
  actor: 'maria',
  organizationId: null,
  organizationName: 'Sunrise "Dental"',
  action: 'credential.checked',
  outcome: 'succeeded',
  detail: 'All rungs are proven.',
  simulated: false,
  ...change,
});

const trail = [
  entry(1203, { detail: '=cmd|"/C calc"!A0', action: 'test.unconfirmed', outcome: 'failed' }),
  ...Array.from({ length: 1202 }, (_, index) => entry(1202 - index)),
];
const asked: unknown[] = [];
const audit = {
  list: async ({ before, limit, ...filter }: { before: number | null; limit: number; search: string }) => {
    asked.push(filter);
    const found = trail.filter(({ sequence }) => before === null || sequence < before);
    return { entries: found.slice(0, limit), more: found.length > limit };
  },
};
const filter = { organizationId: null, search: 'proven', outcome: null };
const now = new Date('2026-05-05T08:00:00.000Z');

describe('an export', () => {
  test('as CSV has a line for each entry, with words, and nothing that a spreadsheet executes', async () => {
    const file = join(newProfileDir(), 'activity.csv');
    expect(await exportAudit(audit, filter, 'csv', file, now)).toBe(1203);
    const lines = readFileSync(file, 'utf8').split('\r\n');
    expect(lines).toHaveLength(1203 + 2);
    expect(lines[0]).toBe(
      '\ufeff"Entry","Time (UTC)","Person","Clinic","Action","Result","Detail","Simulated","Action name"',
    );
    expect(lines[1]).toBe(
      '"1203","2026-05-04T09:30:00.000Z","maria","Sunrise ""Dental""","Test ended, not all confirmed","unconfirmed",' +
        `"'=cmd|""/C calc""!A0","no","test.unconfirmed"`,
    );
    expect(lines.at(-2)).toContain('"1","2026-05-04T09:30:00.000Z"');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(asked.every((one) => JSON.stringify(one) === JSON.stringify(filter))).toBe(true);
  });

  test('as JSON says what was asked for, and holds the entries with their results', async () => {
    const file = join(newProfileDir(), 'activity.json');
    await exportAudit(audit, filter, 'json', file, now);
    const read = JSON.parse(readFileSync(file, 'utf8'));
    expect(read).toMatchObject({ version: 1, exportedAt: now.toISOString(), filter });
    expect(read.entries).toHaveLength(1203);
    expect(read.entries[0]).toEqual({ ...trail[0], result: 'unconfirmed' });
  });

  test('of nothing is an empty table and an empty list', async () => {
    const none = { list: async () => ({ entries: [], more: false }) };
    const dir = newProfileDir();
    expect(await exportAudit(none, filter, 'csv', join(dir, 'a.csv'), now)).toBe(0);
    await exportAudit(none, filter, 'json', join(dir, 'a.json'), now);
    expect(JSON.parse(readFileSync(join(dir, 'a.json'), 'utf8')).entries).toEqual([]);
  });

  test('that breaks off in the middle leaves no file, and an older one as it was', async () => {
    const dir = newProfileDir();
    const file = join(dir, 'activity.csv');
    writeFileSync(file, 'older');
    let pages = 0;
    const breaking = {
      list: async (question: Parameters<typeof audit.list>[0]) => {
        pages += 1;
        if (pages === 2) throw new Error('the database closed');
        return audit.list(question);
      },
    };
    await expect(exportAudit(breaking, filter, 'csv', file, now)).rejects.toThrow('the database closed');
    expect(readdirSync(dir)).toEqual(['activity.csv']);
    expect(readFileSync(file, 'utf8')).toBe('older');
  });

  test('to a place that takes no file says so', async () => {
    const dir = newProfileDir();
    mkdirSync(join(dir, 'activity.csv'));
    expect(await codeOf(exportAudit(audit, filter, 'csv', join(dir, 'activity.csv'), now))).toBe('audit.not-exported');
    expect(await codeOf(exportAudit(audit, filter, 'csv', join(dir, 'gone', 'a.csv'), now))).toBe('audit.not-exported');
    expect(readdirSync(dir)).toEqual(['activity.csv']);
    expect(existsSync(join(dir, 'gone'))).toBe(false);
  });
});
