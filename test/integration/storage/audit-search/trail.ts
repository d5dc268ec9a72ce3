/** A long audit trail for tests, written past the services: what a search looks at, without hashes that fit. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';

export type Written = {
  at: string;
  actor: string;
  organizationId: string | null;
  organizationName: string | null;
  action: string;
  outcome: 'succeeded' | 'failed';
  detail: string;
};

export const entry = (change: Partial<Written> = {}): Written => ({
  at: '2026-05-04T09:30:00.000Z',
  actor: 'maria',
  organizationId: null,
  organizationName: null,
  action: 'credential.checked',
  outcome: 'succeeded',
  detail: 'Twilio was checked: all rungs are proven.',
  ...change,
});

/** Appends entries; the clinic of each is taken for the current one. */
export function append(database: Database, entries: readonly Written[]): void {
  const first = Number(database.prepare('SELECT coalesce(max(sequence), 0) FROM audit_log').pluck().get()) + 1;
  const triggers = database
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'audit_log_insert_guard'",
    )
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  const add = database.prepare(
    `INSERT INTO audit_log
      (sequence, at, actor, organization_id, organization_name, action, outcome, detail, simulated, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
  );
  database.transaction(() => {
    entries.forEach((one, index) => {
      const { at, actor, organizationId, organizationName, action, outcome, detail } = one;
      const hash = createHash('sha256')
        .update(`${first + index} ${JSON.stringify(one)}`)
        .digest('hex');
      add.run(first + index, at, actor, organizationId, organizationName, action, outcome, detail, hash);
    });
  })();
  for (const { sql } of triggers) database.exec(sql);
}
