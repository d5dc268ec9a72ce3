/**
 * The report of what was read from a damaged database, as text and as JSON. No ciphertext or key was read, so none is
 * in it.
 */

import { closeSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { t } from '../../../src-shared/texts/translate';
import type { SavedReport } from '../../../src-shared/vault/rescue';
import { createPrivateFile, temporaryName } from '../../private-files';
import type { Cell, ReadRow } from './read-table';
import { rescueError } from './rescue-errors';
import type { Salvage } from './salvage';

/** Raised when a field changes its meaning or goes away. */
const reportVersion = 2;

export type ReportHead = { madeAt: string; by: string; consoleVersion: string; damagedFile: string };

const reportJson = (head: ReportHead, { rows, unreadable }: Salvage): string =>
  `${JSON.stringify({ version: reportVersion, ...head, unreadable, ...rows }, null, 2)}\n`;

const shown = (value: Cell | undefined) =>
  value === null || value === undefined || value === '' ? '?' : String(value);
/** Keeps a value on one line. */
const line = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Plain text, clinic by clinic; what belongs to no clinic that can be read comes last. */
function reportText(head: ReportHead, { rows, unreadable }: Salvage): string {
  const known = new Set(rows.clinics.map(({ id }) => id));
  const isOrphan = (row: ReadRow) => !known.has(row.organization_id ?? null);
  const lines = [
    t('Voxanne Console: what can be read of a damaged database'),
    '',
    t('Made {time} by {person}, version {version}', {
      time: head.madeAt,
      person: head.by,
      version: head.consoleVersion,
    }),
    t('Damaged file: {file} (kept as it is)', { file: head.damagedFile }),
    t('Credentials are sealed and are not in this report. The provider’s own console can make new ones.'),
    '',
    t('What could not be read'),
    ...(unreadable.length > 0 ? unreadable.map((entry) => `  - ${entry}`) : [`  ${t('Every row was found.')}`]),
    '',
    `${t('Clinics')} (${rows.clinics.length})`,
    ...rows.clinics.flatMap((clinic) => [
      '',
      `  ${line(shown(clinic.name))}`,
      `    ${line(
        t('{country}, {timeZone}; added {time}', {
          country: shown(clinic.country),
          timeZone: shown(clinic.time_zone),
          time: shown(clinic.created_at),
        }),
      )}`,
      ...clinicRows(rows, (row) => row.organization_id === clinic.id),
    ]),
    ...((['connections', 'tests', 'messages'] as const).some((section) => rows[section].some(isOrphan))
      ? ['', `  ${t('Of clinics whose own row cannot be read')}`, ...clinicRows(rows, isOrphan)]
      : []),
    '',
    `${t('Activity')} (${rows.audit.length})`,
    ...rows.audit.map(
      (entry) =>
        `  ${line(
          [
            shown(entry.sequence),
            shown(entry.at),
            shown(entry.actor),
            entry.organization_name ?? '-',
            shown(entry.action),
            shown(entry.outcome),
            entry.detail ?? '',
          ].join('  '),
        )}`,
    ),
    '',
  ];
  return lines.join('\n');
}

function clinicRows(rows: Salvage['rows'], mine: (row: ReadRow) => boolean): string[] {
  return [
    ...rows.connections.filter(mine).map(
      (row) =>
        `    ${line(
          t('{provider}: account {account}, {keyHint}, sends from {choice}, {status}; saved {time} by {person}', {
            provider: shown(row.provider),
            account: shown(row.account_key),
            keyHint: shown(row.key_hint),
            choice: shown(row.choice),
            status: shown(row.status),
            time: shown(row.added_at),
            person: shown(row.added_by),
          }),
        )}`,
    ),
    ...rows.tests.filter(mine).map(
      (row) =>
        `    ${line(
          t('Test {time}: {provider}, {subject}, {state}, by {person}', {
            time: shown(row.started_at),
            provider: shown(row.provider),
            subject:
              row.recipient == null
                ? shown(row.subject)
                : t('{from} to {to}', { from: shown(row.subject), to: String(row.recipient) }),
            state: shown(row.state),
            person: shown(row.started_by),
          }),
        )}`,
    ),
    ...rows.messages.filter(mine).map(
      (row) =>
        `    ${line(
          t('Message {time}: {step} to {number}, {state}, {sid}', {
            time: shown(row.intended_at),
            step: shown(row.step),
            number: shown(row.to_number),
            state: shown(row.status ?? row.state),
            sid: shown(row.sid),
          }),
        )}`,
    ),
  ];
}

/**
 * Writes both reports, `<name>.txt` and `<name>.json`, readable by their owner only, whole or not at all. The file that
 * the person chose may replace another, as its dialog asked; the one beside it never does. @throws AppError
 * `rescue.not-written`
 */
export function writeReports(chosen: string, head: ReportHead, found: Salvage): SavedReport {
  const stem = chosen.replace(/\.(txt|json)$/i, '');
  const files = { text: `${stem}.txt`, json: `${stem}.json` };
  const all = [
    { file: files.text, part: temporaryName(files.text), text: reportText(head, found) },
    { file: files.json, part: temporaryName(files.json), text: reportJson(head, found) },
  ];
  try {
    if (all.some(({ file }) => file !== chosen && existsSync(file))) throw rescueError('rescue.not-written');
    for (const { part, text } of all) {
      const descriptor = createPrivateFile(part);
      try {
        writeFileSync(descriptor, text, { flush: true });
      } finally {
        closeSync(descriptor);
      }
    }
    for (const { file, part } of all) renameSync(part, file);
    return files;
  } catch {
    for (const { part } of all) rmSync(part, { force: true });
    throw rescueError('rescue.not-written');
  }
}
