/** The dashboard's view of the clinics: four queries for all of them, never one for each. */
import type { Connection } from './connection';
import type { OrganizationQueries } from './organization-queries';
import type { OrganizationOverview } from './repositories';
import { attemptedAtOf, errorOf, metadataOf, organizationOf, readinessOf } from './rows';
import type { Readable } from './schema';

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

export function createOverviews({ database }: Connection, queries: OrganizationQueries) {
  // One snapshot for all queries: another process may be writing.
  const atOnce = database.transaction((work: () => OrganizationOverview[]) => work());

  return {
    overviews: (): OrganizationOverview[] =>
      atOnce.deferred(() => {
        const byId = new Map<string, OrganizationOverview>();
        for (const row of queries.all.all({}))
          byId.set(row.id, { organization: organizationOf(row), credentials: [], checks: [], pendingRevocations: [] });
        for (const row of queries.allCredentials.all({}))
          byId.get(row.organization_id)?.credentials.push(credentialOverviewOf(row));
        for (const row of queries.allChecks.all({})) byId.get(row.organization_id)?.checks.push(readinessOf(row));
        for (const row of queries.pendingRevocations.all({}))
          byId.get(row.organization_id)?.pendingRevocations.push(row.provider);
        return [...byId.values()];
      }),

    overview(id: string): OrganizationOverview | null {
      const [overview] = atOnce.deferred(() => {
        const row = queries.get.get({ id });
        if (!row) return [];
        const credentials = queries.credentials.all({ id }).map(credentialOverviewOf);
        const pendingRevocations = queries.pendingRevocations
          .all({})
          .flatMap(({ organization_id, provider }) => (organization_id === id ? [provider] : []));
        return [
          {
            organization: organizationOf(row),
            credentials,
            checks: queries.checks.all({ id }).map(readinessOf),
            pendingRevocations,
          },
        ];
      });
      return overview ?? null;
    },
  };
}
