/** Pending revocations. Their secret stays sealed until the provider has revoked the access, and is then destroyed. */
import { v7 as uuidv7 } from 'uuid';
import type { AppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import type { AuditWriter } from './audit-writer';
import type { Connection } from './connection';
import type { CredentialFields } from './credential-fields';
import type { CredentialSealer } from './credential-sealer';
import { requireUse } from './credential-use';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { CredentialRecord, PendingRevocation, QueuedRevocation, RevocationRepository, Use } from './repositories';
import { flag, revocationOf } from './rows';
import type { PendingRevocationTable } from './schema';
import { revocationContext } from './seal-contexts';

export type RevocationQueries = {
  /** Inside the transaction that revokes or replaces. */
  queue(record: CredentialRecord, fields: CredentialFields, pending: QueuedRevocation): void;
  list(): PendingRevocation[];
  /** The revocations of one account, whatever their clinic. */
  ofAccount(provider: ProviderId, accountKey: string): { id: string; organizationId: string }[];
  open(
    id: string,
    use?: (provider: ProviderId) => Use,
  ): { revocation: PendingRevocation; fields: CredentialFields } | null;
  failed(id: string, problem: AppErrorData, at: string): void;
  /** Destroys the secret. @returns how many there were: one, or none any more */
  remove(id: string): number;
};

const columns = [
  'id',
  'organization_id',
  'provider',
  'account_key',
  'key_hint',
  'simulated',
  'queued_at',
  'last_tried_at',
  'problem',
] as const;

export function createRevocationQueries(
  { database }: Connection,
  sealer: CredentialSealer,
  now: () => Date,
): RevocationQueries {
  const byId = params<{ id: string }>();
  const all = preparedRead(database, noParams, () =>
    read.selectFrom('clinic_pending_revocations').select(columns).orderBy('queued_at'),
  );
  const sealed = preparedRead(database, byId, ({ id }) =>
    read.selectFrom('clinic_pending_revocations').selectAll().where('id', '=', id),
  );
  const insert = preparedWrite(database, params<PendingRevocationTable>(), (given) =>
    write
      .insertInto('pending_revocations')
      .values(pick(given, [...columns, 'sealed', 'sealed_fields', 'seal_format', 'key_version'])),
  );
  const update = preparedWrite(
    database,
    params<Pick<PendingRevocationTable, 'id' | 'last_tried_at' | 'problem'>>(),
    ({ id, last_tried_at, problem }) =>
      write.updateTable('pending_revocations').set({ last_tried_at, problem }).where('id', '=', id),
  );
  const remove = preparedWrite(database, byId, ({ id }) =>
    write.deleteFrom('pending_revocations').where('id', '=', id),
  );
  const ofAccount = preparedRead(
    database,
    params<Pick<PendingRevocationTable, 'provider' | 'account_key'>>(),
    ({ provider, account_key }) =>
      read
        .selectFrom('overview_pending_revocations')
        .select(['id', 'organization_id'])
        .where('provider', '=', provider)
        .where('account_key', '=', account_key),
  );

  return {
    queue(record, fields, { account, problem }) {
      const id = uuidv7({ msecs: now().getTime() });
      const at = now().toISOString();
      const { organizationId, provider } = record;
      const bound = {
        id,
        organization_id: organizationId,
        provider,
        simulated: flag(record.simulated),
        seal_format: 2,
      } as const;
      const { ciphertext, fieldNames, keyVersion } = sealer.seal(organizationId, fields, (names) =>
        revocationContext(bound, names),
      );
      insert.run({
        ...bound,
        account_key: record.accountKey,
        key_hint: account,
        sealed: ciphertext,
        sealed_fields: fieldNames,
        key_version: keyVersion,
        queued_at: at,
        last_tried_at: at,
        problem: JSON.stringify(problem),
      });
    },
    list: () => all.all({}).map(revocationOf),
    ofAccount: (provider, accountKey) =>
      ofAccount
        .all({ provider, account_key: accountKey })
        .map(({ id, organization_id }) => ({ id, organizationId: organization_id })),
    open(id, use) {
      const row = sealed.get({ id });
      if (!row) return null;
      requireUse(row, use?.(row.provider));
      const context = revocationContext(row, row.sealed_fields);
      return {
        revocation: revocationOf(row),
        fields: sealer.open(row.organization_id, row.key_version, context, row.sealed),
      };
    },
    failed: (id, problem, at) => void update.run({ id, last_tried_at: at, problem: JSON.stringify(problem) }),
    remove(id) {
      const row = sealed.get({ id });
      const removed = remove.run({ id });
      if (row) sealer.destroyKey(row.organization_id, row.key_version);
      return removed;
    },
  };
}

export function createRevocationRepository(
  {
    connection,
    queries,
    append,
    now,
  }: { connection: Connection; queries: RevocationQueries; append: AuditWriter; now: () => Date },
  organizationId: string,
): RevocationRepository {
  return {
    list: async () => connection.read(organizationId, () => queries.list()),
    open: async (id, use) => connection.read(organizationId, () => queries.open(id, use)),
    async failed(id, problem) {
      connection.write(organizationId, () => queries.failed(id, problem, now().toISOString()));
    },
    async finish(id, note) {
      connection.write(organizationId, () => {
        if (queries.remove(id) > 0) append(organizationId, note);
      });
      connection.scrub(organizationId);
    },
  };
}
