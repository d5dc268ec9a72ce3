/** What machines reported long ago: of machines that come back no more, consoles take it out. */
import { sql } from 'kysely';
import type { Tx } from './driver';

/** Of each of these, the newest of a machine for a connection stays: the last use, and the last failure. */
const reports = [
  ['usage', 'last_used_at'],
  ['failures', 'failed_at'],
] as const;

/** In all clinics that this member reaches. On a vault that was not migrated to version 4 nobody may. */
export async function dropOldReports(tx: Tx): Promise<void> {
  for (const [table, at] of reports) {
    const [rows, time] = [sql.table(`voxanne.${table}`), sql.ref(at)];
    await sql`DELETE FROM ${rows} one WHERE one.${time} < now() - interval '7 days' AND EXISTS (
      SELECT 1 FROM ${rows} newer WHERE newer.organization_id = one.organization_id
        AND newer.machine_id = one.machine_id AND newer.provider = one.provider
        AND newer.${time} > one.${time})`.execute(tx);
  }
}
