/**
 * Of which clinics copies of the database may still hold what was destroyed. Noted in the transaction that destroys, so
 * that a kill right after it loses nothing.
 */
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** `token` is another one each time: what was noted meanwhile is not taken back with it. */
export type OutdatedCopies = { organizationId: string; token: string };

/** Inside the transaction, for its clinic. */
export const noteOutdatedCopies = (database: Database, organizationId: string): void =>
  void database
    .prepare('INSERT INTO copies_behind VALUES (?, ?) ON CONFLICT DO UPDATE SET token = excluded.token')
    .run(organizationId, randomUUID());

export const outdatedCopies = (database: Database): OutdatedCopies[] =>
  database.prepare<[], OutdatedCopies>('SELECT organization_id AS organizationId, token FROM copies_behind').all();

/** Inside a transaction for that clinic. */
export const forgetOutdatedCopies = (database: Database, { organizationId, token }: OutdatedCopies): void =>
  void database.prepare('DELETE FROM copies_behind WHERE organization_id = ? AND token = ?').run(organizationId, token);
