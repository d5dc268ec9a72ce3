/** Writes what a filter of the audit trail finds to a file, a page at a time. */

import { actionWords } from '../../src-shared/audit/actions';
import type { AuditEntry } from '../../src-shared/audit/audit-entry';
import type { AuditFilter } from '../../src-shared/audit/audit-filter';
import { resultOf, resultWords } from '../../src-shared/audit/entry-result';
import { csvLine, csvMark } from '../../src-shared/csv';
import { t, text } from '../../src-shared/texts/translate';
import { writeExport } from '../export-file';
import type { AuditRepository } from '../storage/repositories';

export type ExportFormat = 'csv' | 'json';

const pageSize = 500;

type Written = { before: string; line: (entry: AuditEntry, isFirst: boolean) => string; after: string };

const csv = (): Written => ({
  before:
    csvMark +
    csvLine([
      t('Entry'),
      t('Time (UTC)'),
      t('Person'),
      t('Clinic'),
      t('Action'),
      t('Result'),
      t('Detail'),
      t('Simulated'),
      t('Action name'),
    ]),
  line: (entry) =>
    csvLine([
      String(entry.sequence),
      entry.at,
      entry.actor,
      entry.organizationName ?? '',
      actionWords(entry.action),
      t(resultWords[resultOf(entry)]),
      entry.detail,
      entry.simulated ? t('yes') : t('no'),
      entry.action,
    ]),
  after: '',
});

const json = (filter: AuditFilter, exportedAt: Date): Written => ({
  before: `${JSON.stringify({ version: 1, exportedAt, filter }).slice(0, -1)},"entries":[`,
  line: (entry, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify({ ...entry, result: resultOf(entry) })}`,
  after: '\n]}\n',
});

const refused = { code: 'audit.not-exported', message: text('The activity could not be saved.') };

/**
 * Newest first, whole or not at all, readable by its owner only. Entries that are recorded meanwhile are not in it.
 * @returns how many entries it holds
 * @throws AppError `audit.not-exported`, and what reading the trail throws; no file is left then
 */
export async function exportAudit(
  audit: Pick<AuditRepository, 'list'>,
  filter: AuditFilter,
  format: ExportFormat,
  file: string,
  now: Date,
): Promise<number> {
  const { before: head, line, after: tail } = format === 'csv' ? csv() : json(filter, now);
  let count = 0;
  async function* parts() {
    yield head;
    for (let before: number | null = null, more = true; more; ) {
      const page = await audit.list({ ...filter, before, limit: pageSize });
      yield page.entries.map((entry, at) => line(entry, count + at === 0)).join('');
      count += page.entries.length;
      before = page.entries.at(-1)?.sequence ?? null;
      more = page.more && before !== null;
    }
    yield tail;
  }
  await writeExport(file, parts(), refused);
  return count;
}
