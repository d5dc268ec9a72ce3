/** The statements of `organization_api_credentials`, each prepared once for all clinics. */
import type { ProviderId } from '../../src-shared/primitives';
import type { Connection } from './connection';
import { param, prepared, read, write } from './queries';

const recordColumns = [
  'id',
  'organization_id',
  'provider',
  'method_id',
  'status',
  'choice',
  'metadata',
  'account_key',
  'key_hint',
  'simulated',
  'revision',
  'added_by',
  'added_at',
  'verified_at',
  'expires_at',
  'revoked_at',
  'last_error',
] as const;

export type CredentialQueries = ReturnType<typeof createCredentialQueries>;

export function createCredentialQueries({ database }: Connection) {
  const ofProvider = () => read.selectFrom('clinic_credentials').where('provider', '=', param<ProviderId>('provider'));
  const atRevision = () =>
    write
      .updateTable('organization_api_credentials')
      .where('id', '=', param<string>('id'))
      .where('revision', '=', param<number>('before'));

  return {
    list: prepared(database, () => read.selectFrom('clinic_credentials').select(recordColumns).orderBy('provider')),
    find: prepared(database, () => ofProvider().select(recordColumns)),
    sealed: prepared(database, () =>
      ofProvider().select([...recordColumns, 'sealed', 'sealed_fields', 'sealed_revision', 'key_version']),
    ),

    newestKeyVersion: prepared(database, () =>
      read.selectFrom('clinic_keys').select('version').orderBy('version', 'desc').limit(1),
    ),
    wrappedKey: prepared(database, () =>
      read.selectFrom('clinic_keys').select('wrapped_key').where('version', '=', param<number>('version')),
    ),

    insert: prepared(database, () =>
      write.insertInto('organization_api_credentials').values({
        id: param('id'),
        organization_id: param('organization_id'),
        provider: param('provider'),
        method_id: param('method_id'),
        status: param('status'),
        choice: param('choice'),
        metadata: param('metadata'),
        account_key: param('account_key'),
        key_hint: param('key_hint'),
        simulated: param('simulated'),
        sealed: param('sealed'),
        sealed_fields: param('sealed_fields'),
        sealed_revision: param('revision'),
        key_version: param('key_version'),
        revision: param('revision'),
        added_by: param('added_by'),
        added_at: param('added_at'),
        verified_at: param('verified_at'),
        expires_at: param('expires_at'),
        revoked_at: null,
        last_error: param('last_error'),
      }),
    ),
    replace: prepared(database, () =>
      atRevision().set({
        method_id: param('method_id'),
        status: param('status'),
        choice: param('choice'),
        metadata: param('metadata'),
        account_key: param('account_key'),
        key_hint: param('key_hint'),
        simulated: param('simulated'),
        sealed: param('sealed'),
        sealed_fields: param('sealed_fields'),
        sealed_revision: param('revision'),
        key_version: param('key_version'),
        revision: param('revision'),
        added_by: param('added_by'),
        added_at: param('added_at'),
        verified_at: param('verified_at'),
        expires_at: param('expires_at'),
        revoked_at: null,
        last_error: param('last_error'),
      }),
    ),
    update: prepared(database, () =>
      atRevision().set({
        status: param('status'),
        choice: param('choice'),
        metadata: param('metadata'),
        simulated: param('simulated'),
        verified_at: param('verified_at'),
        expires_at: param('expires_at'),
        last_error: param('last_error'),
        revision: param('revision'),
      }),
    ),
    reseal: prepared(database, () =>
      atRevision().set({
        sealed: param('sealed'),
        sealed_fields: param('sealed_fields'),
        sealed_revision: param('sealed_revision'),
        key_version: param('key_version'),
      }),
    ),
    revoke: prepared(database, () =>
      atRevision().set({
        status: 'revoked',
        sealed: null,
        revoked_at: param('revoked_at'),
        revision: param('revision'),
      }),
    ),
  };
}
