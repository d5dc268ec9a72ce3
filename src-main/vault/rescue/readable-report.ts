/**
 * The report of what was read from a damaged database, as text and as JSON. No ciphertext or key was read, so none is
 * in it.
 */
import { closeSync, existsSync, fsync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppError } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { SavedReport } from '../../../src-shared/vault/rescue';
import { createPrivateFile, temporaryName } from '../../private-files';
import type { Cell, ReadRow } from './read-table';
import { rescueError } from './rescue-errors';
import type { Salvage, salvage } from './salvage';

const toDisk = promisify(fsync);
/** How long lines are made between two pauses, in milliseconds. */
const turnMs = 8;

/** Raised when a field changes its meaning or goes away. */
const reportVersion = 2;

export type ReportHead = { madeAt: string; by: string; consoleVersion: string; damagedFile: string };

const shown = (value: Cell | undefined) =>
  value === null || value === undefined || value === '' ? '?' : String(value);
/** Keeps a value on one line. */
const line = (text: string) => text.replace(/\s+/g, ' ').trim();

type Rows = Salvage['rows'];
const ofClinics = ['connections', 'tests', 'messages'] as const;
type OfClinic = Pick<Rows, (typeof ofClinics)[number]>;

/** What belongs to each clinic, and under null what belongs to none that can be read. */
function byClinic(rows: Rows): Map<Cell, OfClinic> {
  const known = new Set<Cell>(rows.clinics.map(({ id }) => id ?? null));
  const found = new Map<Cell, OfClinic>();
  for (const section of ofClinics)
    for (const row of rows[section]) {
      const id = row.organization_id ?? null;
      const clinic = known.has(id) ? id : null;
      const own = found.get(clinic) ?? { connections: [], tests: [], messages: [] };
      found.set(clinic, own);
      own[section].push(row);
    }
  return found;
}

/** Plain text, clinic by clinic; what belongs to no clinic that can be read comes last. */
function* reportText(head: ReportHead, { rows, entries, unreadable }: Salvage): Generator<string> {
  yield* [
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
  ];
  const owned = byClinic(rows);
  for (const clinic of rows.clinics) {
    yield '';
    yield `  ${line(shown(clinic.name))}`;
    yield `    ${line(
      t('{country}, {timeZone}; added {time}', {
        country: shown(clinic.country),
        timeZone: shown(clinic.time_zone),
        time: shown(clinic.created_at),
      }),
    )}`;
    yield* clinicRows(owned.get(clinic.id ?? null));
  }
  const orphans = owned.get(null);
  if (orphans) {
    yield* ['', `  ${t('Of clinics whose own row cannot be read')}`];
    yield* clinicRows(orphans);
  }
  yield* ['', `${t('Activity')} (${entries.count})`];
}

const entryText = (entry: ReadRow) =>
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
  )}`;

function* clinicRows(rows: OfClinic | undefined): Generator<string> {
  for (const row of rows?.connections ?? [])
    yield `    ${line(
      t('{provider}: account {account}, {keyHint}, sends from {choice}, {status}; saved {time} by {person}', {
        provider: shown(row.provider),
        account: shown(row.account_key),
        keyHint: shown(row.key_hint),
        choice: shown(row.choice),
        status: shown(row.status),
        time: shown(row.added_at),
        person: shown(row.added_by),
      }),
    )}`;
  for (const row of rows?.tests ?? [])
    yield `    ${line(
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
    )}`;
  for (const row of rows?.messages ?? [])
    yield `    ${line(
      t('Message {time}: {step} to {number}, {state}, {sid}', {
        time: shown(row.intended_at),
        step: shown(row.step),
        number: shown(row.to_number),
        state: shown(row.status ?? row.state),
        sid: shown(row.sid),
      }),
    )}`;
}

const indented = (value: unknown, by: string) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`);

/** The JSON up to the entries of the activity, which come last. */
function* reportJson(head: ReportHead, { rows, unreadable }: Salvage): Generator<string> {
  yield '{';
  const first: Record<string, unknown> = { version: reportVersion, ...head, unreadable };
  for (const [name, value] of Object.entries(first)) yield `  ${JSON.stringify(name)}: ${indented(value, '  ')},`;
  for (const [name, section] of Object.entries(rows)) {
    yield `  ${JSON.stringify(name)}: [`;
    for (const [index, row] of section.entries())
      yield `    ${indented(row, '    ')}${index < section.length - 1 ? ',' : ''}`;
    yield '  ],';
  }
  yield '  "audit": [';
}

/** How much text is gathered between two writes. */
const writtenAtOnce = 256 * 1024;

function createLines(descriptor: number) {
  let text = '';
  const flush = () => {
    writeFileSync(descriptor, text);
    text = '';
  };
  return {
    add(one: string): void {
      text += `${one}\n`;
      if (text.length >= writtenAtOnce) flush();
    },
    flush,
  };
}

/** Millions of lines are made and written in slices: nothing else waits for all of them. */
async function addAll(lines: ReturnType<typeof createLines>, all: Iterable<string>): Promise<void> {
  let until = performance.now() + turnMs;
  for (const one of all) {
    lines.add(one);
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + turnMs;
  }
}

type Found = Awaited<ReturnType<typeof salvage>>;

async function writeText(descriptor: number, json: number, head: ReportHead, found: Found): Promise<void> {
  const [textLines, jsonLines] = [createLines(descriptor), createLines(json)];
  await addAll(textLines, reportText(head, found));
  await addAll(jsonLines, reportJson(head, found));
  let before: string | null = null;
  await found.eachEntry((entry) => {
    textLines.add(entryText(entry));
    if (before !== null) jsonLines.add(`${before},`);
    before = `    ${indented(entry, '    ')}`;
  });
  if (before !== null) jsonLines.add(before);
  jsonLines.add('  ]\n}');
  textLines.flush();
  jsonLines.flush();
}

/**
 * Writes both reports, `<name>.txt` and `<name>.json`, readable by their owner only, whole or not at all. The file that
 * the person chose may replace another, as its dialog asked; the one beside it never does. @throws AppError
 * `rescue.not-written`
 */
export async function writeReports(chosen: string, head: ReportHead, found: Found): Promise<SavedReport> {
  const stem = chosen.replace(/\.(txt|json)$/i, '');
  const files = { text: `${stem}.txt`, json: `${stem}.json` };
  const parts: string[] = [];
  const partOf = (file: string) => {
    const part = temporaryName(file);
    parts.push(part);
    return part;
  };
  const open: number[] = [];
  const opened = (file: string) => {
    const descriptor = createPrivateFile(file);
    open.push(descriptor);
    return descriptor;
  };
  try {
    if ([files.text, files.json].some((file) => file !== chosen && existsSync(file)))
      throw rescueError('rescue.not-written');
    const [textPart, jsonPart] = [partOf(files.text), partOf(files.json)];
    await writeText(opened(textPart), opened(jsonPart), head, found);
    for (const descriptor of open) await toDisk(descriptor);
    for (const descriptor of open.splice(0)) closeSync(descriptor);
    renameSync(textPart, files.text);
    renameSync(jsonPart, files.json);
    return files;
  } catch (thrown) {
    for (const descriptor of open) closeSync(descriptor);
    for (const part of parts) rmSync(part, { force: true });
    throw isNotCopied(thrown) ? thrown : rescueError('rescue.not-written');
  }
}

/** The database itself could not be copied to be read. */
const isNotCopied = (thrown: unknown) => thrown instanceof AppError && thrown.data.code === 'rescue.not-copied';
