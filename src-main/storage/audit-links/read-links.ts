/**
 * The thread that reads the audit trail in its order and looks whether each entry fits the one before. It is given no
 * key: the codes are compared by whoever asks.
 */
import type { MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { auditColumns, chainStart, linkOf } from '../audit-chain.ts';
import type { AuditTable } from '../schema';
import type { Links, LinksOrder, LinksReport } from './link-orders';

/** Entries of one answer: some milliseconds of work for either side. */
const atOnce = 1_000;

/** Answers each message with the next entries. */
export function readLinks(port: MessagePort, { live, sqliteBinding }: LinksOrder): void {
  const trail = new Database(live, { readonly: true, fileMustExist: true, nativeBinding: sqliteBinding });
  const after = trail.prepare<[number], AuditTable>(
    `SELECT ${auditColumns.join(', ')} FROM audit_log WHERE sequence > ? ORDER BY sequence LIMIT ${atOnce}`,
  );
  let last = 0;
  let previous = chainStart;

  port.on('message', () => {
    const links: Links = { sequence: [], at: [], hash: [], mac: [], subject: [], subject_state: [], fits: [] };
    for (const row of after.all(last)) {
      const link = linkOf(previous, row);
      links.sequence.push(link.sequence);
      links.at.push(link.at);
      links.hash.push(link.hash);
      links.mac.push(link.mac);
      links.subject.push(link.subject);
      links.subject_state.push(link.subject_state);
      links.fits.push(link.fits);
      last = link.sequence;
      previous = link.hash;
    }
    const report: LinksReport = { links, isEnd: links.sequence.length < atOnce };
    port.postMessage(report);
  });
}
