/** The statements of `organization_api_credentials`, each prepared once for all clinics. */
import type { Connection } from './connection';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { CredentialTable } from './schema';

/** Columns that say where a row belongs. */
const placeColumns = ['id', 'organization_id', 'provider'] as const;
/** Columns that each newer credential overwrites. */
const ownColumns = [
  'method_id',
  'status',
  'choice',
  'metadata',
  'account_key',
  'key_hint',
  'simulated',
  'mode',
  'revision',
  'added_by',
  'added_at',
  'verified_at',
  'expires_at',
  'revoked_at',
  'last_error',
  'attempted_at',
] as const;
/** Columns that only opening needs. */
const sealedColumns = ['sealed', 'sealed_fields', 'sealed_revision', 'seal_format', 'key_version'] as const;
/** Columns that a later check may change. */
const checkedColumns = [
  'status',
  'choice',
  'metadata',
  'revision',
  'verified_at',
  'expires_at',
  'last_error',
  'attempted_at',
] as const;

const recordColumns = [...placeColumns, ...ownColumns] as const;
/** With what tells one that has come back. */
const listedColumns = [...recordColumns, 'sealed_revision'] as const;

/** A write names the revision that it was made from; where it is not the stored one any more, nothing is written. */
type AtRevision = { id: string; before: number };
type Checked = Pick<CredentialTable, (typeof checkedColumns)[number]>;
type Sealed = Pick<CredentialTable, (typeof sealedColumns)[number]>;

export type CredentialQueries = ReturnType<typeof createCredentialQueries>;

export function createCredentialQueries({ database }: Connection) {
  const ofProvider = params<Pick<CredentialTable, 'provider'>>();
  const inClinic = () => read.selectFrom('clinic_credentials').where('provider', '=', ofProvider.provider);
  const at = params<AtRevision>();
  const atRevision = () =>
    write.updateTable('organization_api_credentials').where('id', '=', at.id).where('revision', '=', at.before);

  return {
    list: preparedRead(database, noParams, () =>
      read.selectFrom('clinic_credentials').select(listedColumns).orderBy('provider'),
    ),
    find: preparedRead(database, ofProvider, () => inClinic().select(listedColumns)),
    sealed: preparedRead(database, ofProvider, () => inClinic().select([...recordColumns, ...sealedColumns])),

    insert: preparedWrite(database, params<CredentialTable>(), (given) =>
      write.insertInto('organization_api_credentials').values(pick(given, [...recordColumns, ...sealedColumns])),
    ),
    replace: preparedWrite(database, params<CredentialTable & AtRevision>(), (given) =>
      atRevision().set(pick(given, [...ownColumns, ...sealedColumns])),
    ),
    update: preparedWrite(database, params<Checked & AtRevision>(), (given) =>
      atRevision().set(pick(given, checkedColumns)),
    ),
    reseal: preparedWrite(database, params<Sealed & AtRevision>(), (given) =>
      atRevision().set(pick(given, sealedColumns)),
    ),
    revoke: preparedWrite(
      database,
      params<{ revoked_at: string; revision: number } & AtRevision>(),
      ({ revoked_at, revision }) => atRevision().set({ status: 'revoked', sealed: null, revoked_at, revision }),
    ),
  };
}
