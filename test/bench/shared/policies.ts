/**
 * The same statement on a member's login, whose rows the policies choose, and on one that no policy holds. Both are
 * asked as a console asks: by its own driver, in its own transaction, with the plans that the server keeps for it.
 */
import { sql } from 'kysely';
import type { SharedDatabase } from '../../../src-main/storage/postgres/driver';
import type { Pair } from '../measure';

/** `again`: the statement alone, so many times in one transaction; otherwise so many transactions of one. */
type Read = { text: string; clinic: string | null; times: number; again: boolean };

/** Of short ones, so many are asked on one side before the other has its turn: a busy machine then slows both. */
const inTurn = 10;

/** @returns milliseconds of one */
async function timed(database: SharedDatabase, { text, clinic, times, again }: Read): Promise<number> {
  const statement = clinic === null ? sql.raw(text) : sql`${sql.raw(text)} ${clinic} AND provider = ${'twilio'}`;
  let took = 0;
  if (again)
    await database.transaction(clinic, async (tx) => {
      // Planned for any value from the sixth time on.
      for (let time = 0; time < 10; time += 1) await statement.execute(tx);
      const before = performance.now();
      for (let time = 0; time < times; time += 1) await statement.execute(tx);
      took = performance.now() - before;
    });
  else {
    const before = performance.now();
    for (let time = 0; time < times; time += 1)
      await database.transaction(clinic, async (tx) => void (await statement.execute(tx)));
    took = performance.now() - before;
  }
  return took / times;
}

/**
 * @param login of a member who reaches the clinics
 * @param clinics in words
 * @param mine what chooses the member's clinics where nothing else does; empty for one of all
 */
export async function comparePolicies(
  administrator: SharedDatabase,
  member: SharedDatabase,
  { clinics, one, mine }: { clinics: string; one: string; mine: (column: string) => string },
  runs: number,
): Promise<Pair[]> {
  const every = (table: string, clinic: string, order: string) => ({
    ours: `SELECT * FROM voxanne.${table} ORDER BY ${order}`,
    theirs: `SELECT * FROM voxanne.${table} ${mine(clinic)} ORDER BY ${order}`,
    clinic: null,
    times: 1,
    again: false,
  });
  const text = 'SELECT * FROM voxanne.organization_api_credentials WHERE organization_id =';
  const single = { ours: text, theirs: text, clinic: one, times: 200 };
  const reads = [
    { name: 'all clinics', budget: 1.2, ...every('organizations', 'id', 'name_key, id') },
    { name: 'all rungs', budget: 1.2, ...every('readiness_checks', 'organization_id', 'provider, rung') },
    { name: 'one connection', budget: 1.2, ...single, again: false },
    { name: 'the statement alone of one connection', budget: null, ...single, again: true },
  ];
  const pairs: Pair[] = [];
  for (const { name, budget, ours, theirs, ...read } of reads) {
    const pair: Pair = {
      name: `${name} read by a member of ${clinics}`,
      beside: 'the same without policies',
      budget,
      ours: [],
      theirs: [],
      unit: 'ms',
    };
    const turns = read.again ? 1 : Math.ceil(read.times / inTurn);
    const turn = { ...read, times: read.times / turns };
    for (let run = -1; run < runs; run += 1) {
      const sums = { ours: 0, theirs: 0 };
      for (let one = 0; one < turns; one += 1) {
        sums.ours += await timed(member, { text: ours, ...turn });
        sums.theirs += await timed(administrator, { text: theirs, ...turn });
      }
      if (run < 0) continue;
      pair.ours.push(sums.ours / turns);
      pair.theirs.push(sums.theirs / turns);
    }
    pairs.push(pair);
  }
  return pairs;
}
