/** The dashboard's view of the clinics: three queries for all of them, never one for each. */
import type { Connection } from './connection';
import type { OrganizationQueries } from './organization-queries';
import type { OrganizationOverview } from './repositories';
import { errorOf, metadataOf, organizationOf, readinessOf } from './rows';
import type { Readable } from './schema';

const credentialOverviewOf = (row: Omit<Readable['overview_credentials'], 'account_key'>): OrganizationOverview['credentials'][number] => ({
  provider: row.provider,
  status: row.status,
  choice: row.choice,
  metadata: metadataOf(row.metadata),
  verifiedAt: row.verified_at,
  expiresAt: row.expires_at,
  lastError: errorOf(row.last_error),
});

export function createOverviews({ database }: Connection, queries: OrganizationQueries) {
  // One moment for the three queries: another process may be writing.
  const atOnce = database.transaction((work: () => OrganizationOverview[]) => work());

  return {
    overviews: (): OrganizationOverview[] =>
      atOnce.deferred(() => {
        const byId = new Map<string, OrganizationOverview>();
        for (const row of queries.all.all({})) byId.set(row.id, { organization: organizationOf(row), credentials: [], checks: [] });
        for (const row of queries.allCredentials.all({})) byId.get(row.organization_id)?.credentials.push(credentialOverviewOf(row));
        for (const row of queries.allChecks.all({})) byId.get(row.organization_id)?.checks.push(readinessOf(row));
        return [...byId.values()];
      }),

    overview(id: string): OrganizationOverview | null {
      const [overview] = atOnce.deferred(() => {
        const row = queries.get.get({ id });
        if (!row) return [];
        const credentials = queries.credentials.all({ id }).map(credentialOverviewOf);
        return [{ organization: organizationOf(row), credentials, checks: queries.checks.all({ id }).map(readinessOf) }];
      });
      return overview ?? null;
    },
  };
}
