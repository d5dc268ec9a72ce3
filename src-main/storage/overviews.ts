/**
 * The list's view of the clinics: a slice at a time, one clinic, or all. Three queries for the clinics of a slice,
 * never one for each.
 */
import type { Connection } from './connection';
import type { OrganizationQueries } from './organization-queries';
import type { OrganizationOverview } from './repositories';
import { attemptedAtOf, errorOf, metadataOf, organizationOf, readinessOf } from './rows';
import type { OrganizationTable, Readable } from './schema';

const credentialOverviewOf = (row: Readable['overview_credentials']): OrganizationOverview['credentials'][number] => ({
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
});

type Belonging = {
  credentials: readonly Readable['overview_credentials'][];
  checks: readonly Readable['overview_readiness_checks'][];
  revocations: readonly Pick<Readable['overview_pending_revocations'], 'organization_id' | 'provider'>[];
};

function joined(clinics: readonly OrganizationTable[], { credentials, checks, revocations }: Belonging) {
  const byId = new Map<string, OrganizationOverview>();
  for (const row of clinics)
    byId.set(row.id, { organization: organizationOf(row), credentials: [], checks: [], pendingRevocations: [] });
  for (const row of credentials) byId.get(row.organization_id)?.credentials.push(credentialOverviewOf(row));
  for (const row of checks) byId.get(row.organization_id)?.checks.push(readinessOf(row));
  for (const row of revocations) byId.get(row.organization_id)?.pendingRevocations.push(row.provider);
  return [...byId.values()];
}

export function createOverviews({ database }: Connection, queries: OrganizationQueries) {
  // One snapshot for all queries: another process may be writing.
  const snapshot = database.transaction((work: () => OrganizationOverview[]) => work());
  const atOnce = (work: () => OrganizationOverview[]) => snapshot.deferred(work);

  /** @param clinics all that there are between their first and their last id */
  function slice(clinics: readonly OrganizationTable[]): OrganizationOverview[] {
    const [first, last] = [clinics[0]?.id, clinics.at(-1)?.id];
    if (first === undefined || last === undefined) return [];
    const range = { first, last };
    return joined(clinics, {
      credentials: queries.credentials.all(range),
      checks: queries.checks.all(range),
      revocations: queries.revocations.all(range),
    });
  }
  const one = (id: string) => slice(queries.get.all({ id }));

  return {
    overviews: (): OrganizationOverview[] =>
      atOnce(() =>
        joined(queries.all.all({}), {
          credentials: queries.allCredentials.all({}),
          checks: queries.allChecks.all({}),
          revocations: queries.pendingRevocations.all({}),
        }),
      ),
    overviewsAfter: (id: string, limit: number) => atOnce(() => slice(queries.after.all({ id, limit }))),
    firstOverviews: (limit: number) => atOnce(() => queries.firstNames.all({ limit }).flatMap(({ id }) => one(id))),
    overviewsOf: (ids: readonly string[]) => atOnce(() => ids.flatMap(one)),
  };
}
