/** Writes what a filter of the audit trail finds to a file, a page at a time. */
import { closeSync, fsyncSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { actionWords } from '../../src-shared/audit/actions';
import type { AuditEntry } from '../../src-shared/audit/audit-entry';
import type { AuditFilter } from '../../src-shared/audit/audit-filter';
import { resultOf } from '../../src-shared/audit/entry-result';
import { csvLine, csvMark } from '../../src-shared/csv';
import { AppError } from '../../src-shared/errors';
import { createPrivateFile, temporaryName } from '../private-files';
import type { AuditRepository } from '../storage/repositories';

export type ExportFormat = 'csv' | 'json';

const pageSize = 500;

type Written = { before: string; line: (entry: AuditEntry, isFirst: boolean) => string; after: string };

const csv = (): Written => ({
  before:
    csvMark +
    csvLine(['Entry', 'Time (UTC)', 'Person', 'Clinic', 'Action', 'Result', 'Detail', 'Simulated', 'Action name']),
  line: (entry) =>
    csvLine([
      String(entry.sequence),
      entry.at,
      entry.actor,
      entry.organizationName ?? '',
      actionWords(entry.action),
      resultOf(entry),
      entry.detail,
      entry.simulated ? 'yes' : 'no',
      entry.action,
    ]),
  after: '',
});

const json = (filter: AuditFilter, exportedAt: Date): Written => ({
  before: `${JSON.stringify({ version: 1, exportedAt, filter }).slice(0, -1)},"entries":[`,
  line: (entry, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify({ ...entry, result: resultOf(entry) })}`,
  after: '\n]}\n',
});

const notWritten = (thrown: unknown) => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  return new AppError({
    code: 'audit.not-exported',
    message: 'The activity could not be saved.',
    cause: code === 'ENOSPC' ? 'The disk is full.' : `The operating system refused it (${code}).`,
    fix: 'Choose a file in a folder that you may write to.',
    retryable: true,
  });
};

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
  const target = path.resolve(file);
  const saving = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw notWritten(thrown);
    }
  };
  const part = saving(() => temporaryName(target));
  const descriptor = saving(() => createPrivateFile(part));
  let count = 0;
  try {
    try {
      saving(() => writeFileSync(descriptor, head));
      for (let before: number | null = null, more = true; more; ) {
        const page = await audit.list({ ...filter, before, limit: pageSize });
        saving(() =>
          writeFileSync(descriptor, page.entries.map((entry, at) => line(entry, count + at === 0)).join('')),
        );
        count += page.entries.length;
        before = page.entries.at(-1)?.sequence ?? null;
        more = page.more && before !== null;
      }
      saving(() => {
        writeFileSync(descriptor, tail);
        fsyncSync(descriptor);
      });
    } finally {
      closeSync(descriptor);
    }
    saving(() => renameSync(part, target));
    return count;
  } catch (thrown) {
    rmSync(part, { force: true });
    throw thrown;
  }
}
