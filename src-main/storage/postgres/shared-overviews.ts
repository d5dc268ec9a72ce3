/**
 * The list's view of the clinics of a shared vault. Each value of each row costs more here than at the server, so none
 * is asked for that the list does not show. To have the server put the rungs of a clinic into one value takes it longer
 * than it saves here.
 */
import { sql } from 'kysely';
import { newestRuns } from '../../../src-shared/readiness/unconfirmed';
import { joinOverviews } from '../overviews';
import type { OrganizationOverview } from '../repositories';
import type { ReadinessTable, TestRunTable } from '../schema';
import { askedAtOnce } from './asked-at-once';
import { isoTime, type Tx } from './driver';

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

/**
 * What rungs of a clinic share that were proven together, in one value: an id of 36 characters, a letter for the flag,
 * and the time. None of them is a text that somebody wrote, so none can be taken for another.
 */
const provenWith = sql<string>`concat(organization_id, simulated, checked_at)`;
const idLength = 36;
type RungRow = Pick<ReadinessTable, 'provider' | 'rung' | 'state' | 'proof'> & { proven_with: string };

function giveRungs(overviews: readonly OrganizationOverview[], rows: readonly RungRow[]): void {
  const checksOf = new Map(overviews.map(({ organization, checks }) => [organization.id, checks]));
  let of = { written: '', checks: checksOf.get(''), simulated: false, checkedAt: '' };
  for (const { proven_with: written, provider, rung, state, proof } of rows) {
    if (written !== of.written)
      of = {
        written,
        checks: checksOf.get(written.slice(0, idLength)),
        simulated: written[idLength] === 't',
        checkedAt: isoTime(written.slice(idLength + 1)),
      };
    of.checks?.push({ provider, rung, state, proof, checkedAt: of.checkedAt, simulated: of.simulated });
  }
}

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

/** What belongs to some clinics; to all that the member reaches, without `ids`. */
export async function overviewsOf(tx: Tx, ids: readonly string[] | null) {
  if (ids?.length === 0) return [];
  let clinics = tx.selectFrom('organizations').select(clinicColumns).orderBy('name_key').orderBy('id');
  // What belongs to a clinic is put in order here: the server would sort all of it before it sends the first row.
  let credentials = tx.selectFrom('organization_api_credentials').select(credentialColumns);
  let checks = tx
    .selectFrom('readiness_checks')
    .select(['provider', 'rung', 'state', 'proof', provenWith.as('proven_with')]);
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
  const left = unconfirmedOf(tx, ids);
  const [checkRows, credentialRows, clinicRows, givenRows, revocationRows, leftRows] = await askedAtOnce(tx, [
    checks,
    credentials,
    clinics,
    given,
    revocations,
    left,
  ]);
  const runs = await newestRunsOf(tx, leftRows);
  const belonging = { credentials: credentialRows, checks: [], revocations: revocationRows, runs };
  const machines = new Map(givenRows.map((row) => [row.organization_id, row.machines]));
  const overviews = joinOverviews(clinicRows, belonging, () => null);
  giveRungs(overviews, checkRows);
  return overviews.map((overview) => {
    overview.credentials.sort((a, b) => order(a.provider, b.provider));
    overview.checks.sort((a, b) => order(a.provider, b.provider) || order(a.rung, b.rung));
    const using = machines.get(overview.organization.id);
    return using === undefined ? overview : { ...overview, machines: using };
  });
}
