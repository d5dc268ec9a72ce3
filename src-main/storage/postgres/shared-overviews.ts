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

/** No word of a rung has it, and JSON writes it in another way. */
const separator = '\u001f';
const idLength = 36;
/**
 * A rung as one value in three parts: what rungs of a clinic share that were proven together (an id of 36 characters, a
 * letter for the flag, the time), its words, and, where it has one, its proof.
 */
const rungText = sql<string>`concat(organization_id, simulated, checked_at, ${sql.lit(separator)},
  provider, ' ', rung, ' ', state, ${sql.lit(separator)} || proof)`;
type Words = Pick<ReadinessTable, 'provider' | 'rung' | 'state'>;

function giveRungs(overviews: readonly OrganizationOverview[], rows: readonly { text: string }[]): void {
  const checksOf = new Map(overviews.map(({ organization, checks }) => [organization.id, checks]));
  // There are a few dozen of them.
  const known = new Map<string, Words>();
  let of = { shared: separator, checks: checksOf.get(''), simulated: false, checkedAt: '' };
  for (const { text } of rows) {
    if (!text.startsWith(of.shared)) {
      const shared = text.slice(0, text.indexOf(separator) + 1);
      of = {
        shared,
        checks: checksOf.get(shared.slice(0, idLength)),
        simulated: shared[idLength] === 't',
        checkedAt: isoTime(shared.slice(idLength + 1, -1)),
      };
    }
    const end = text.indexOf(separator, of.shared.length);
    const written = text.slice(of.shared.length, end < 0 ? undefined : end);
    let words = known.get(written);
    if (words === undefined) {
      const [provider, rung, state] = written.split(' ');
      words = { provider, rung, state } as Words;
      known.set(written, words);
    }
    const { provider, rung, state } = words;
    const proof = end < 0 ? null : text.slice(end + 1);
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
  let checks = tx.selectFrom('readiness_checks').select(rungText.as('text'));
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
