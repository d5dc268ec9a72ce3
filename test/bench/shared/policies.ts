/** The same statement on a member's login, whose rows the policies choose, and on one that no policy holds. */
import type pg from 'pg';
import type { Pair } from '../measure';

type Read = { name: string; sql: string; values: string[]; times: number };

/** Whole transactions, as a console reads. @returns milliseconds of one, of so many one after another */
async function timed(client: pg.Client, { sql, values, times }: Read): Promise<number> {
  const [clinic = ''] = values;
  const before = performance.now();
  for (let time = 0; time < times; time += 1) {
    await client.query('BEGIN');
    await client.query("SELECT set_config('voxanne.clinic', $1, true), set_config('voxanne.across', $2, true)", [
      clinic,
      clinic === '' ? 'yes' : '',
    ]);
    await client.query(sql, values);
    await client.query('COMMIT');
  }
  return (performance.now() - before) / times;
}

/**
 * @param login of a member who reaches the clinics
 * @param clinics in words
 * @param mine what chooses the member's clinics where nothing else does; empty for one of all
 */
export async function comparePolicies(
  administrator: pg.Client,
  member: pg.Client,
  { clinics, one, mine }: { clinics: string; one: string; mine: (column: string) => string },
  runs: number,
): Promise<Pair[]> {
  const every = (table: string, clinic: string, order: string) => ({
    ours: `SELECT * FROM voxanne.${table} ORDER BY ${order}`,
    theirs: `SELECT * FROM voxanne.${table} ${mine(clinic)} ORDER BY ${order}`,
    values: [],
    times: 1,
  });
  const single = `SELECT * FROM voxanne.organization_api_credentials
    WHERE organization_id = $1 AND provider = 'twilio'`;
  const reads = [
    { name: 'all clinics', ...every('organizations', 'id', 'name_key, id') },
    { name: 'all rungs', ...every('readiness_checks', 'organization_id', 'provider, rung') },
    { name: 'one connection', ours: single, theirs: single, values: [one], times: 200 },
  ];
  const pairs: Pair[] = [];
  for (const { name, ours, theirs, ...read } of reads) {
    const pair: Pair = {
      name: `${name} read by a member of ${clinics}`,
      beside: 'the same without policies',
      budget: 1.2,
      ours: [],
      theirs: [],
      unit: 'ms',
    };
    for (let run = -1; run < runs; run += 1) {
      const times = [
        await timed(member, { name, sql: ours, ...read }),
        await timed(administrator, { name, sql: theirs, ...read }),
      ] as const;
      if (run < 0) continue;
      pair.ours.push(times[0]);
      pair.theirs.push(times[1]);
    }
    pairs.push(pair);
  }
  return pairs;
}
