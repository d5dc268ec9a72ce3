/** The statements of clinics and of the dashboard. */
import type { Connection } from './connection';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { CredentialTable, OrganizationTable, TestRunTable } from './schema';

const editableColumns = ['name', 'name_key', 'time_zone', 'country', 'setup_step', 'not_needed', 'contact'] as const;

export type OrganizationQueries = ReturnType<typeof createOrganizationQueries>;

export function createOrganizationQueries({ database }: Connection) {
  const overviewCredentials = () =>
    read
      .selectFrom('overview_credentials')
      .select([
        'organization_id',
        'provider',
        'status',
        'choice',
        'metadata',
        'account_key',
        'key_hint',
        'sealed_revision',
        'verified_at',
        'attempted_at',
        'expires_at',
        'last_error',
        'added_at',
      ])
      // In the order of its index, for all clinics at once: sorting tens of thousands of rows costs more than reading
      // them.
      .orderBy('organization_id')
      .orderBy('provider');
  const overviewChecks = () =>
    read
      .selectFrom('overview_readiness_checks')
      .selectAll()
      .orderBy('organization_id')
      .orderBy('provider')
      .orderBy('rung');

  const overviewRevocations = () =>
    read.selectFrom('overview_pending_revocations').selectAll().orderBy('organization_id').orderBy('provider');

  const byId = params<{ id: string }>();
  /** Clinics between two ids, both included. */
  const between = params<{ first: string; last: string }>();
  const ofAccount = params<Pick<CredentialTable, 'provider' | 'account_key'>>();

  return {
    get: preparedRead(database, byId, ({ id }) => read.selectFrom('organizations').selectAll().where('id', '=', id)),
    byName: preparedRead(database, params<Pick<OrganizationTable, 'name_key'>>(), ({ name_key }) =>
      read.selectFrom('organizations').selectAll().where('name_key', '=', name_key).limit(2),
    ),
    all: preparedRead(database, noParams, () =>
      read.selectFrom('organizations').selectAll().orderBy('name_key').orderBy('id'),
    ),
    allCredentials: preparedRead(database, noParams, overviewCredentials),
    allChecks: preparedRead(database, noParams, overviewChecks),
    /** The list in slices: clinics by their ids, and what belongs to the clinics of a slice. */
    count: preparedRead(database, noParams, () =>
      read.selectFrom('organizations').select(({ fn }) => fn.countAll<number>().as('clinics')),
    ),
    firstNames: preparedRead(database, params<{ limit: number }>(), ({ limit }) =>
      read.selectFrom('organizations').select('id').orderBy('name_key').limit(limit),
    ),
    after: preparedRead(database, params<{ id: string; limit: number }>(), ({ id, limit }) =>
      read.selectFrom('organizations').selectAll().where('id', '>', id).orderBy('id').limit(limit),
    ),
    namesAfter: preparedRead(database, params<{ id: string; limit: number }>(), ({ id, limit }) =>
      read.selectFrom('organizations').select(['id', 'name']).where('id', '>', id).orderBy('id').limit(limit),
    ),
    accounts: preparedRead(database, between, ({ first, last }) =>
      read
        .selectFrom('overview_credentials')
        .select(['organization_id', 'provider', 'account_key'])
        .where('status', '!=', 'revoked')
        .where('organization_id', '>=', first)
        .where('organization_id', '<=', last)
        .orderBy('organization_id')
        .orderBy('provider'),
    ),
    /** What tells whether a credential belongs here, and what it is called by. */
    standings: preparedRead(database, between, ({ first, last }) =>
      read
        .selectFrom('overview_credentials')
        .select(['organization_id', 'provider', 'status', 'sealed_revision', 'key_hint'])
        .where('organization_id', '>=', first)
        .where('organization_id', '<=', last)
        .orderBy('organization_id')
        .orderBy('provider'),
    ),
    metadata: preparedRead(database, between, ({ first, last }) =>
      read
        .selectFrom('overview_credentials')
        .select(['organization_id', 'provider', 'metadata'])
        .where('status', '!=', 'revoked')
        .where('organization_id', '>=', first)
        .where('organization_id', '<=', last)
        .orderBy('organization_id')
        .orderBy('provider'),
    ),
    credentials: preparedRead(database, between, ({ first, last }) =>
      overviewCredentials().where('organization_id', '>=', first).where('organization_id', '<=', last),
    ),
    checks: preparedRead(database, between, ({ first, last }) =>
      overviewChecks().where('organization_id', '>=', first).where('organization_id', '<=', last),
    ),
    revocations: preparedRead(database, between, ({ first, last }) =>
      overviewRevocations().where('organization_id', '>=', first).where('organization_id', '<=', last),
    ),
    unfinished: preparedRead(database, noParams, () =>
      // In the order of its index: in any other one, SQLite reads the runs of all clinics.
      read.selectFrom('overview_unfinished_runs').selectAll().orderBy('organization_id').orderBy('provider'),
    ),
    unconfirmedBetween: preparedRead(database, between, ({ first, last }) =>
      read
        .selectFrom('overview_unconfirmed_runs')
        .selectAll()
        .where('organization_id', '>=', first)
        .where('organization_id', '<=', last),
    ),
    /** The runs of the current clinic, newest first. */
    newestRuns: preparedRead(
      database,
      params<Pick<TestRunTable, 'provider'> & { limit: number }>(),
      ({ provider, limit }) =>
        read
          .selectFrom('clinic_test_runs')
          .selectAll()
          .where('provider', '=', provider)
          .orderBy('started_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit),
    ),
    unconfirmed: preparedRead(database, noParams, () => read.selectFrom('overview_unconfirmed_runs').selectAll()),
    pendingRevocations: preparedRead(database, noParams, () =>
      read.selectFrom('overview_pending_revocations').selectAll().orderBy('queued_at').orderBy('id'),
    ),
    sharing: preparedRead(database, ofAccount, ({ provider, account_key }) =>
      read
        .selectFrom('overview_credentials')
        .innerJoin('organizations', 'organizations.id', 'overview_credentials.organization_id')
        .selectAll('organizations')
        .select('overview_credentials.choice')
        .where('overview_credentials.provider', '=', provider)
        .where('overview_credentials.account_key', '=', account_key)
        .where('overview_credentials.status', '!=', 'revoked')
        .orderBy('organizations.name_key'),
    ),

    insert: preparedWrite(database, params<OrganizationTable>(), (given) =>
      write.insertInto('organizations').values(pick(given, ['id', 'created_at', ...editableColumns])),
    ),
    update: preparedWrite(database, params<Omit<OrganizationTable, 'created_at'>>(), (given) =>
      write.updateTable('organizations').set(pick(given, editableColumns)).where('id', '=', given.id),
    ),
    remove: preparedWrite(database, byId, ({ id }) => write.deleteFrom('organizations').where('id', '=', id)),
  };
}
