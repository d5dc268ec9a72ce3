/**
 * The audit trail can be narrowed to an action and to days. The days are a table, since the time of an entry has no
 * index of its own: the trail is read in the order in which it was written, and a clock may have been set back.
 */
import type { Database } from 'better-sqlite3';

const schema = `
CREATE INDEX audit_log_by_action ON audit_log (action, sequence);
CREATE TABLE audit_days (
  day TEXT PRIMARY KEY,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO audit_days SELECT substr(at, 1, 10), min(sequence), max(sequence) FROM audit_log GROUP BY 1;
CREATE TRIGGER audit_log_day AFTER INSERT ON audit_log BEGIN
  INSERT INTO audit_days VALUES (substr(NEW.at, 1, 10), NEW.sequence, NEW.sequence)
  ON CONFLICT (day) DO UPDATE SET last = excluded.last;
END;
`;

export function up(database: Database): void {
  database.exec(schema);
}
