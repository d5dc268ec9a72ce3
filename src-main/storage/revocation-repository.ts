/** Revocations that a provider has not heard of yet. Their secret stays sealed until it has, and is destroyed then. */
import { v7 as uuidv7 } from 'uuid';
import { AppError, type AppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import type { CredentialFields } from '../providers/provider';
import type { AuditWriter } from './audit-repository';
import type { Connection } from './connection';
import type { CredentialSealer } from './credential-sealer';
import { param, prepared, read, write } from './queries';
import type { CredentialRecord, PendingRevocation, RevocationRepository } from './repositories';
import { flag, revocationOf } from './rows';

export type RevocationQueries = {
  /** Inside the transaction that revokes. */
  queue(record: CredentialRecord, fields: CredentialFields, problem: AppErrorData): void;
  list(provider: ProviderId | null): PendingRevocation[];
  clearAccount(provider: ProviderId, accountKey: string): number;
  open(id: string): { revocation: PendingRevocation; fields: CredentialFields } | null;
  failed(id: string, problem: AppErrorData, at: string): void;
  remove(id: string): number;
};

const unknown = () =>
  new AppError({
    code: 'credentials.no-pending-revocation',
    message: 'There is nothing left to withdraw.',
    cause: 'The provider was told in the meantime.',
    fix: 'Nothing is left to do.',
    retryable: false,
  });

const contextOf = (organizationId: string, id: string, provider: string, fieldNames: string) =>
  ['pending-revocation', organizationId, id, provider, fieldNames] as const;

export function createRevocationQueries({ database }: Connection, sealer: CredentialSealer, now: () => Date): RevocationQueries {
  const columns = ['id', 'organization_id', 'provider', 'account_key', 'key_hint', 'simulated', 'queued_at', 'last_tried_at', 'problem'] as const;
  const all = prepared(database, () => read.selectFrom('clinic_pending_revocations').select(columns).orderBy('queued_at'));
  const sealed = prepared(database, () => read.selectFrom('clinic_pending_revocations').selectAll().where('id', '=', param<string>('id')));
  const insert = prepared(database, () =>
    write.insertInto('pending_revocations').values({
      id: param('id'),
      organization_id: param('organization_id'),
      provider: param('provider'),
      account_key: param('account_key'),
      key_hint: param('key_hint'),
      simulated: param('simulated'),
      sealed: param('sealed'),
      sealed_fields: param('sealed_fields'),
      key_version: param('key_version'),
      queued_at: param('at'),
      last_tried_at: param('at'),
      problem: param('problem'),
    }),
  );
  const update = prepared(database, () =>
    write
      .updateTable('pending_revocations')
      .set({ last_tried_at: param('at'), problem: param('problem') })
      .where('id', '=', param<string>('id')),
  );
  const remove = prepared(database, () => write.deleteFrom('pending_revocations').where('id', '=', param<string>('id')));

  const list = (provider: ProviderId | null) => {
    const rows = all.all({}).map(revocationOf);
    return provider === null ? rows : rows.filter((row) => row.provider === provider);
  };
  return {
    queue(record, fields, problem) {
      const id = uuidv7({ msecs: now().getTime() });
      const at = now().toISOString();
      const { organizationId, provider } = record;
      const { ciphertext, fieldNames, keyVersion } = sealer.seal(organizationId, fields, (names) => contextOf(organizationId, id, provider, names));
      insert.run({
        id,
        organization_id: organizationId,
        provider,
        account_key: record.accountKey,
        key_hint: record.keyHint,
        simulated: flag(record.simulated),
        sealed: ciphertext,
        sealed_fields: fieldNames,
        key_version: keyVersion,
        at,
        problem: JSON.stringify(problem),
      });
    },
    list,
    clearAccount: (provider, accountKey) =>
      list(provider)
        .filter((row) => row.accountKey === accountKey)
        .reduce((count, { id }) => count + remove.run({ id }), 0),
    open(id) {
      const row = sealed.get({ id });
      if (!row) return null;
      const context = contextOf(row.organization_id, row.id, row.provider, row.sealed_fields);
      return { revocation: revocationOf(row), fields: sealer.open(row.organization_id, row.key_version, context, row.sealed) };
    },
    failed: (id, problem, at) => void update.run({ id, at, problem: JSON.stringify(problem) }),
    remove: (id) => remove.run({ id }),
  };
}

export function createRevocationRepository(
  { connection, queries, append, now }: { connection: Connection; queries: RevocationQueries; append: AuditWriter; now: () => Date },
  organizationId: string,
): RevocationRepository {
  return {
    list: async () => connection.read(organizationId, () => queries.list(null)),
    async open(id) {
      return connection.read(organizationId, () => {
        const found = queries.open(id);
        if (!found) throw unknown();
        return found;
      });
    },
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
