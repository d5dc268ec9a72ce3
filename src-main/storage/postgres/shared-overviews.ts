/**
 * The list's view of the clinics of a shared vault. No value is asked for that the list does not show. To have the
 * server put what belongs to a clinic together takes it longer than it saves here.
 */
import { sql } from 'kysely';
import { newestRuns } from '../../../src-shared/readiness/unconfirmed';
import { joinOverviews } from '../overviews';
import type { ReadinessCheck } from '../repositories';
import { readinessOf } from '../rows';
import type { ReadinessTable, TestRunTable } from '../schema';
import { askedAtOnce, columnsOf, question } from './asked-at-once';
import type { Tx } from './driver';

const clinicColumns = columnsOf({
  id: 'as it is',
  name: 'as it is',
  time_zone: 'as it is',
  country: 'as it is',
  created_at: 'time',
  setup_step: 'as it is',
  not_needed: 'json',
  contact: 'json',
});

const credentialColumns = columnsOf({
  organization_id: 'as it is',
  provider: 'as it is',
  status: 'as it is',
  choice: 'as it is',
  metadata: 'json',
  account_key: 'as it is',
  verified_at: 'time',
  attempted_at: 'time',
  expires_at: 'time',
  last_error: 'json',
  added_at: 'time',
});

const rungColumns = columnsOf({
  organization_id: 'as it is',
  provider: 'as it is',
  rung: 'as it is',
  state: 'as it is',
  proof: 'as it is',
  checked_at: 'time',
  simulated: 'flag',
});

const ofClinicColumns = columnsOf({ organization_id: 'as it is', provider: 'as it is' });
const givenColumns = columnsOf({ organization_id: 'as it is', machines: 'as it is' });

export const hasUnconfirmed = sql<boolean>`steps::jsonb @> '[{"state":"unconfirmed"}]'`;

type Left = Pick<TestRunTable, 'organization_id' | 'provider'>;

/** Where tests left something unconfirmed. */
function unconfirmedOf(tx: Tx, ids: readonly string[] | null) {
  const left = tx.selectFrom('test_runs').select(['organization_id', 'provider']).distinct().where(hasUnconfirmed);
  return ids === null ? left : left.where('organization_id', 'in', ids);
}

/** The newest runs of these tests: they say whether it still is. */
async function newestRunsOf(tx: Tx, left: readonly Left[]): Promise<TestRunTable[]> {
  const runs: TestRunTable[] = [];
  for (const { organization_id, provider } of left)
    runs.push(
      ...(await tx
        .selectFrom('test_runs')
        .selectAll()
        .where('organization_id', '=', organization_id)
        .where('provider', '=', provider)
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(newestRuns)
        .execute()),
    );
  return runs;
}

/** By bytes, as both stores sort. */
const order = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

const all = <Row>(rows: Iterable<Row>): Row[] => [...rows];

function checksByClinic(rows: Iterable<ReadinessTable>): ReadonlyMap<string, ReadinessCheck[]> {
  const byClinic = new Map<string, ReadinessCheck[]>();
  for (const row of rows) {
    const checks = byClinic.get(row.organization_id);
    if (checks === undefined) byClinic.set(row.organization_id, [readinessOf(row)]);
    else checks.push(readinessOf(row));
  }
  for (const checks of byClinic.values()) checks.sort((a, b) => order(a.provider, b.provider) || order(a.rung, b.rung));
  return byClinic;
}

/** What belongs to some clinics; to all that the member reaches, without `ids`. */
export async function overviewsOf(tx: Tx, ids: readonly string[] | null) {
  if (ids?.length === 0) return [];
  let clinics = tx.selectFrom('organizations').select(clinicColumns.names).orderBy('name_key').orderBy('id');
  // What belongs to a clinic is put in order here: the server would sort all of it before it sends the first row.
  let credentials = tx.selectFrom('organization_api_credentials').select(credentialColumns.names);
  let checks = tx.selectFrom('readiness_checks').select(rungColumns.names);
  let given = tx
    .selectFrom('deliveries')
    .select((row) => ['organization_id', row.fn.count<number>('machine_id').distinct().as('machines')])
    .where('sealed', 'is not', null)
    .groupBy('organization_id');
  let revocations = tx.selectFrom('pending_revocations').select(['organization_id', 'provider']).orderBy('provider');
  if (ids !== null) {
    clinics = clinics.where('id', 'in', ids);
    credentials = credentials.where('organization_id', 'in', ids);
    checks = checks.where('organization_id', 'in', ids);
    revocations = revocations.where('organization_id', 'in', ids);
    given = given.where('organization_id', 'in', ids);
  }
  const [checksOf, credentialRows, clinicRows, machines, revocationRows, left] = await askedAtOnce(tx, [
    question(checks, rungColumns, checksByClinic),
    question(credentials, credentialColumns, all),
    question(clinics, clinicColumns, all),
    question(given, givenColumns, (rows) => new Map(Array.from(rows, (row) => [row.organization_id, row.machines]))),
    question(revocations, ofClinicColumns, all),
    question(unconfirmedOf(tx, ids), ofClinicColumns, all),
  ]);
  const runs = await newestRunsOf(tx, left);
  const belonging = { credentials: credentialRows, checks: [], revocations: revocationRows, runs };
  return joinOverviews(clinicRows, belonging, () => null).map((overview) => {
    overview.credentials.sort((a, b) => order(a.provider, b.provider));
    const { id } = overview.organization;
    const [checks, using] = [checksOf.get(id) ?? [], machines.get(id)];
    return using === undefined ? { ...overview, checks } : { ...overview, checks, machines: using };
  });
}
