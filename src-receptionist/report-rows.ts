/** What a machine reports, as rows of the vault. */
import type pg from 'pg';
import { vouchedVersion } from './contents-reader';

export type Report =
  | { kind: 'receipt'; clinicId: string; provider: string; revision: number; at: string }
  | {
      kind: 'usage';
      clinicId: string;
      provider: string;
      /** Of the hour. */
      id: string;
      /** All of the hour so far. */
      uses: number;
      /** Of them, what was not reported yet, for a vault that counts by the report. */
      more: { id: string; uses: number };
      at: string;
    }
  | {
      kind: 'replaced';
      clinicId: string;
      provider: string;
      id: string;
      revision: number;
      memberId: string;
      sealed: Uint8Array;
      signature: string;
      at: string;
    }
  | { kind: 'failure'; clinicId: string; provider: string; id: string; revision: number; code: string; at: string };

type Asking = Pick<pg.ClientBase, 'query'>;

/** Settings of the transaction alone: a pooler gives the connection to others afterwards. */
export const narrow = 'SELECT set_config($1, $2, true)';

/** A report that was sent twice counts once: it holds the sum. */
const countUses = `INSERT INTO voxanne.usage AS known VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (organization_id, machine_id, provider, id) DO UPDATE
    SET uses = greatest(known.uses, excluded.uses), last_used_at = greatest(known.last_used_at, excluded.last_used_at)`;
const addUses = 'INSERT INTO voxanne.usage VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING';
const olderThanNewer = (
  [
    ['usage', 'last_used_at'],
    ['failures', 'failed_at'],
  ] as const
).map(
  ([table, at]) => `DELETE FROM voxanne.${table} one WHERE ${at} < now() - interval '7 days' AND EXISTS (
    SELECT 1 FROM voxanne.${table} newer WHERE newer.organization_id = one.organization_id
      AND newer.machine_id = one.machine_id AND newer.provider = one.provider AND newer.${at} > one.${at})`,
);

/** Where a newer report says the same. */
export async function dropOldReports(client: Asking): Promise<void> {
  for (const statement of olderThanNewer) await client.query(statement);
}

/** @param id of the machine @param version of the vault’s schema */
export async function insertReport(client: Asking, id: string, report: Report, version: number): Promise<void> {
  const { clinicId, provider, at } = report;
  await client.query(narrow, ['voxanne.clinic', clinicId]);
  if (report.kind === 'receipt')
    await client.query('INSERT INTO voxanne.receipts VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [
      clinicId,
      id,
      provider,
      report.revision,
      at,
    ]);
  else if (report.kind === 'usage')
    await (version >= vouchedVersion
      ? client.query(countUses, [clinicId, id, provider, report.id, report.uses, at])
      : client.query(addUses, [clinicId, id, provider, report.more.id, report.more.uses, at]));
  else if (report.kind === 'replaced')
    await client.query(
      'INSERT INTO voxanne.replaced_tokens VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING',
      [
        clinicId,
        id,
        provider,
        report.id,
        report.memberId,
        report.revision,
        Buffer.from(report.sealed),
        report.signature,
        at,
      ],
    );
  else
    await client.query('INSERT INTO voxanne.failures VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING', [
      clinicId,
      id,
      provider,
      report.id,
      report.revision,
      report.code,
      at,
    ]);
}
