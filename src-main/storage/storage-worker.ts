/**
 * Long work on database files, in a thread of its own so that the window does not wait: checks a database, copies it
 * and checks the copy, takes destroyed data out of backups, searches the audit trail, or reads it link by link. It is
 * given no key; what it copies stays sealed. Built as a program beside the others. The bench starts this very file, so
 * its imports name files.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { LinksOrder } from './audit-links/link-orders.ts';
import type { SearchOrder } from './audit-search/search-orders.ts';
import { openToRead } from './open-to-read.ts';
import { deepCheck, quickCheck } from './quick-check.ts';
import type {
  CheckOrder,
  CheckReport,
  CopyOrder,
  CopyReport,
  FactsOrder,
  FactsReport,
  FailureReport,
  ReportOf,
  ThreadOrder,
} from './storage-thread.ts';

/** About four megabytes between two moments at which this thread can be ended. */
const pagesAtOnce = 1024;

const order = workerData as ThreadOrder | SearchOrder | LinksOrder;

async function copy({ from: source, ...rest }: CopyOrder): Promise<CopyReport> {
  const { to, checkSource, sqliteBinding } = rest;
  // Written already: only the check is left.
  if (source === null) return check(rest);
  const database = new Database(source, { readonly: true, fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    // One snapshot, held to the end: commits by others do not restart the copying.
    database.exec('BEGIN');
    database.pragma('user_version');
    if (checkSource && quickCheck(database).length > 0) return { state: 'unsound', what: 'database' };
    await database.backup(to, { progress: () => pagesAtOnce });
  } finally {
    database.close();
  }
  return check(rest);
}

function check({ to, version, sqliteBinding }: Omit<CopyOrder, 'from'>): CopyReport {
  const database = new Database(to, { fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    // The copy inherits write-ahead logging. Without it, the copy is a single file.
    database.pragma('journal_mode = DELETE');
    const sound = database.pragma('user_version', { simple: true }) === version && quickCheck(database).length === 0;
    return sound ? { state: 'sound' } : { state: 'unsound', what: 'copy' };
  } finally {
    database.close();
  }
}

function failure(thrown: unknown): FailureReport {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
  return { state: 'failed', code, message: thrown instanceof Error ? thrown.message : String(thrown) };
}

function checkFile({ file, deep, sqliteBinding }: CheckOrder): CheckReport {
  const database = openToRead(file, sqliteBinding);
  try {
    return { state: 'checked', problems: deep ? deepCheck(database) : quickCheck(database) };
  } finally {
    database.close();
  }
}

async function readFacts({ file, sqliteBinding }: FactsOrder): Promise<FactsReport> {
  const { readDatabaseFacts } = await import('./database-facts.ts');
  const database = openToRead(file, sqliteBinding);
  try {
    return { state: 'read', facts: readDatabaseFacts({ database }) };
  } finally {
    database.close();
  }
}

async function work(order: ThreadOrder): Promise<ReportOf<ThreadOrder>> {
  if (order.task === 'copy') return copy(order);
  if (order.task === 'check') return checkFile(order);
  if (order.task === 'facts') return readFacts(order);
  const { catchUpCopies } = await import('./forget-in-backups.ts');
  return {
    state: 'caught-up',
    behind: catchUpCopies(order.live, order.files, order.organizations, order.sqliteBinding),
  };
}

if (parentPort) {
  const port = parentPort;
  // Each task reads its own code only.
  if (order.task === 'search')
    void Promise.all([
      import('./audit-search/answer-questions.ts'),
      import('../../src-shared/texts/set-language.ts').then(({ setLanguage }) => setLanguage(order.language)),
    ]).then(([{ answerQuestions }]) => answerQuestions(port, order));
  else if (order.task === 'links')
    void import('./audit-links/read-links.ts').then(({ readLinks }) => readLinks(port, order));
  // Not at the top level: the build has no place for a module that waits.
  else
    void work(order)
      .catch(failure)
      .then((report) => port.postMessage(report));
}
