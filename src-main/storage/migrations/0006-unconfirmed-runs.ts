/** Runs with an unconfirmed step are found without reading the others: a start looks for them among all clinics. */
import type { Database } from 'better-sqlite3';

const unconfirmed = `instr(steps, '"unconfirmed"') > 0`;

export function up(database: Database): void {
  database.exec(`CREATE INDEX test_runs_unconfirmed ON test_runs (organization_id, provider) WHERE ${unconfirmed}`);
  database.exec(`CREATE VIEW overview_unconfirmed_runs AS
    SELECT DISTINCT organization_id, provider FROM test_runs WHERE ${unconfirmed}`);
}
