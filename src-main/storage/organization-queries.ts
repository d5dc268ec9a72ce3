/** The statements of the clinics themselves and of what the dashboard may see of all of them. */
import type { ProviderId } from '../../src-shared/primitives';
import type { Connection } from './connection';
import { param, prepared, read, write } from './queries';

/** One form for all spellings of a name that differ in case, in the width of letters or in the space around them. */
export const nameKey = (name: string) => name.normalize('NFKC').trim().toLowerCase();

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
        'verified_at',
        'expires_at',
        'last_error',
      ])
      // In the order of its index, for all clinics at once: sorting tens of thousands of rows costs more than reading them.
      .orderBy('organization_id')
      .orderBy('provider');
  const overviewChecks = () =>
    read
      .selectFrom('overview_readiness_checks')
      .selectAll()
      .orderBy('organization_id')
      .orderBy('provider')
      .orderBy('rung');

  return {
    get: prepared(database, () => read.selectFrom('organizations').selectAll().where('id', '=', param<string>('id'))),
    byName: prepared(database, () =>
      read.selectFrom('organizations').selectAll().where('name_key', '=', param<string>('name_key')).limit(2),
    ),
    all: prepared(database, () => read.selectFrom('organizations').selectAll().orderBy('name_key').orderBy('id')),
    allCredentials: prepared(database, overviewCredentials),
    allChecks: prepared(database, overviewChecks),
    credentials: prepared(database, () => overviewCredentials().where('organization_id', '=', param<string>('id'))),
    checks: prepared(database, () => overviewChecks().where('organization_id', '=', param<string>('id'))),
    unfinished: prepared(database, () => read.selectFrom('overview_unfinished_runs').selectAll().orderBy('id')),
    pendingRevocations: prepared(database, () =>
      read.selectFrom('overview_pending_revocations').selectAll().orderBy('queued_at').orderBy('id'),
    ),
    sharing: prepared(database, () =>
      read
        .selectFrom('overview_credentials')
        .innerJoin('organizations', 'organizations.id', 'overview_credentials.organization_id')
        .selectAll('organizations')
        .where('overview_credentials.provider', '=', param<ProviderId>('provider'))
        .where('overview_credentials.account_key', '=', param<string>('account_key'))
        .where('overview_credentials.status', '!=', 'revoked')
        .orderBy('organizations.name_key'),
    ),

    insert: prepared(database, () =>
      write.insertInto('organizations').values({
        id: param('id'),
        name: param('name'),
        name_key: param('name_key'),
        time_zone: param('time_zone'),
        country: param('country'),
        created_at: param('created_at'),
        setup_step: param('setup_step'),
      }),
    ),
    insertKey: prepared(database, () =>
      write.insertInto('organization_keys').values({
        organization_id: param('organization_id'),
        version: param('version'),
        wrapped_key: param('wrapped_key'),
        created_at: param('created_at'),
      }),
    ),
    update: prepared(database, () =>
      write
        .updateTable('organizations')
        .set({
          name: param('name'),
          name_key: param('name_key'),
          time_zone: param('time_zone'),
          country: param('country'),
          setup_step: param('setup_step'),
        })
        .where('id', '=', param<string>('id')),
    ),
    remove: prepared(database, () => write.deleteFrom('organizations').where('id', '=', param<string>('id'))),
  };
}
