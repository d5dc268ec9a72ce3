/**
 * The list's view of the clinics of a shared vault. Each value of each row costs more here than at the server, so none
 * is asked for that the list does not show. To have the server put the rungs of a clinic into one value takes it longer
 * than it saves here.
 */
import { sql } from 'kysely';
import { newestRuns } from '../../../src-shared/readiness/unconfirmed';
import { joinOverviews } from '../overviews';
import type { TestRunTable } from '../schema';
import type { Tx } from './driver';

const clinicColumns = [
  'id',
  'name',
  'time_zone',
  'country',
  'created_at',
  'setup_step',
  'not_needed',
  'contact',
] as const;

const credentialColumns = [
  'organization_id',
  'provider',
  'status',
  'choice',
  'metadata',
  'account_key',
  'verified_at',
  'attempted_at',
  'expires_at',
  'last_error',
  'added_at',
] as const;

export const hasUnconfirmed = sql<boolean>`steps::jsonb @> '[{"state":"unconfirmed"}]'`;

/** The newest runs of tests that left something unconfirmed: they say whether it still is. */
async function newestRunsOf(tx: Tx, ids: readonly string[] | null): Promise<TestRunTable[]> {
  let left = tx.selectFrom('test_runs').select(['organization_id', 'provider']).distinct().where(hasUnconfirmed);
  if (ids !== null) left = left.where('organization_id', 'in', ids);
  const runs: TestRunTable[] = [];
  for (const { organization_id, provider } of await left.execute())
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
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What belongs to some clinics; to all that the member reaches, without `ids`. */
export async function overviewsOf(tx: Tx, ids: readonly string[] | null) {
  if (ids?.length === 0) return [];
  let clinics = tx.selectFrom('organizations').select(clinicColumns).orderBy('name_key').orderBy('id');
  // What belongs to a clinic is put in order here: the server would sort all of it before it sends the first row.
  let credentials = tx.selectFrom('organization_api_credentials').select(credentialColumns);
  let checks = tx.selectFrom('readiness_checks').selectAll();
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
  const belonging = {
    credentials: await credentials.execute(),
    checks: await checks.execute(),
    revocations: await revocations.execute(),
    runs: await newestRunsOf(tx, ids),
  };
  const machines = new Map((await given.execute()).map((row) => [row.organization_id, row.machines]));
  return joinOverviews(await clinics.execute(), belonging, () => null).map((overview) => {
    overview.credentials.sort((a, b) => order(a.provider, b.provider));
    overview.checks.sort((a, b) => order(a.provider, b.provider) || order(a.rung, b.rung));
    const using = machines.get(overview.organization.id);
    return using === undefined ? overview : { ...overview, machines: using };
  });
}
