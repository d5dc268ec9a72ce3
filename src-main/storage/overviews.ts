/**
 * The list's view of the clinics: a slice at a time, one clinic, or all. Four queries for the clinics of a slice, and
 * one more only for each that has a test with something unconfirmed.
 */
import type { CameBackCredential } from '../../src-shared/credentials/came-back';
import { newestRuns } from '../../src-shared/readiness/unconfirmed';
import type { AuditTrail } from './audit-trail';
import type { Walk } from './audit-walk';
import type { Connection } from './connection';
import { cameBackOf } from './credential-standing';
import type { OrganizationQueries } from './organization-queries';
import type { CredentialRecord, OrganizationOverview } from './repositories';
import { attemptedAtOf, errorOf, metadataOf, organizationOf, readinessOf, runOf } from './rows';
import type { OrganizationTable, Readable, TestRunTable } from './schema';

/** Null while the trail is not known. */
const cameBackIn = (
  trail: Walk | null,
  row: Pick<Readable['overview_credentials'], 'organization_id' | 'provider' | 'status' | 'sealed_revision'>,
) => (trail === null || row.status === 'revoked' ? null : cameBackOf(trail, row));

/** Without what says whether it came back: not read where there is no trail to ask. */
type OverviewCredential = Omit<Readable['overview_credentials'], 'key_hint' | 'sealed_revision'>;
type CameBack = CredentialRecord['cameBack'];

const credentialOverviewOf = (
  row: OverviewCredential,
  cameBack: CameBack,
): OrganizationOverview['credentials'][number] => ({
  provider: row.provider,
  status: row.status,
  choice: row.choice,
  metadata: metadataOf(row.metadata),
  accountKey: row.account_key,
  verifiedAt: row.verified_at,
  attemptedAt: attemptedAtOf(row),
  expiresAt: row.expires_at,
  lastError: errorOf(row.last_error),
  addedAt: row.added_at,
  cameBack,
});

type Belonging<Credential> = {
  credentials: readonly Credential[];
  checks: readonly Readable['overview_readiness_checks'][];
  revocations: readonly Pick<Readable['overview_pending_revocations'], 'organization_id' | 'provider'>[];
  /** Newest first. */
  runs: readonly TestRunTable[];
};

/** The list’s rows, from what was read of the clinics and of what belongs to them. */
export function joinOverviews<Credential extends OverviewCredential>(
  clinics: readonly Omit<OrganizationTable, 'name_key'>[],
  { credentials, checks, revocations, runs }: Belonging<Credential>,
  cameBack: (row: Credential) => CameBack,
) {
  const byId = new Map<string, OrganizationOverview>();
  for (const row of clinics)
    byId.set(row.id, { organization: organizationOf(row), credentials: [], checks: [], pendingRevocations: [] });
  for (const row of credentials)
    byId.get(row.organization_id)?.credentials.push(credentialOverviewOf(row, cameBack(row)));
  for (const row of checks) byId.get(row.organization_id)?.checks.push(readinessOf(row));
  for (const row of revocations) byId.get(row.organization_id)?.pendingRevocations.push(row.provider);
  for (const row of runs) {
    const overview = byId.get(row.organization_id);
    if (overview !== undefined) overview.runs = [...(overview.runs ?? []), runOf(row)];
  }
  return [...byId.values()];
}

/** Clinics that are looked at between two pauses. */
const atATime = 200;

export function createOverviews(
  connection: Connection,
  queries: OrganizationQueries,
  trail: Pick<AuditTrail, 'ready' | 'known'>,
) {
  const { database } = connection;
  // One snapshot for all queries: another process may be writing.
  const snapshot = database.transaction((work: () => OrganizationOverview[]) => work());
  const atOnce = (work: () => OrganizationOverview[]) => snapshot.deferred(work);

  /** Of the few tests that left something unconfirmed: the newest runs, which say whether it still is. */
  const runsOf = (left: readonly Readable['overview_unconfirmed_runs'][]): TestRunTable[] =>
    left.flatMap(({ organization_id, provider }) =>
      connection.read(organization_id, () => queries.newestRuns.all({ provider, limit: newestRuns })),
    );

  function joined(clinics: readonly OrganizationTable[], belonging: Belonging<Readable['overview_credentials']>) {
    const known = trail.known();
    return joinOverviews(clinics, belonging, (row) => cameBackIn(known, row));
  }

  /** @param clinics all that there are between their first and their last id */
  function slice(clinics: readonly OrganizationTable[]): OrganizationOverview[] {
    const [first, last] = [clinics[0]?.id, clinics.at(-1)?.id];
    if (first === undefined || last === undefined) return [];
    const range = { first, last };
    const belonging = {
      credentials: queries.credentials.all(range),
      checks: queries.checks.all(range),
      revocations: queries.revocations.all(range),
      runs: runsOf(queries.unconfirmedBetween.all(range)),
    };
    return joined(clinics, belonging);
  }
  const one = (id: string) => slice(queries.get.all({ id }));

  return {
    overviews: (): OrganizationOverview[] =>
      atOnce(() =>
        joined(queries.all.all({}), {
          credentials: queries.allCredentials.all({}),
          checks: queries.allChecks.all({}),
          revocations: queries.pendingRevocations.all({}),
          runs: runsOf(queries.unconfirmed.all({})),
        }),
      ),
    async cameBack(): Promise<CameBackCredential[]> {
      await trail.ready().catch(() => undefined);
      const found: CameBackCredential[] = [];
      for (let after: string | undefined = ''; after !== undefined; ) {
        const clinics: Pick<OrganizationTable, 'id' | 'name'>[] = queries.namesAfter.all({ id: after, limit: atATime });
        const known = trail.known();
        const [first, last] = [clinics[0]?.id, clinics.at(-1)?.id];
        if (known === null || first === undefined || last === undefined) break;
        const names = new Map(clinics.map(({ id, name }) => [id, name]));
        for (const row of queries.standings.all({ first, last })) {
          const cameBack = cameBackIn(known, row);
          const { organization_id: organizationId, provider, key_hint: keyHint } = row;
          const clinic = names.get(organizationId) ?? '';
          if (cameBack !== null) found.push({ organizationId, clinic, provider, keyHint, cameBack });
        }
        after = clinics.length < atATime ? undefined : last;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return found.sort((a, b) => a.clinic.localeCompare(b.clinic));
    },
    overviewsAfter: (id: string, limit: number) => atOnce(() => slice(queries.after.all({ id, limit }))),
    firstOverviews: (limit: number) => atOnce(() => queries.firstNames.all({ limit }).flatMap(({ id }) => one(id))),
    overviewsOf: (ids: readonly string[]) => atOnce(() => ids.flatMap(one)),
  };
}
