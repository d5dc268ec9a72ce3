/** A clinic's credentials: saved sealed, opened only here, and never listed with their secret. */
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { CredentialFields } from '../providers/provider';
import type { Keyring } from '../vault/keyring';
import type { AuditWriter } from './audit-repository';
import type { Connection } from './connection';
import { credentialChanged, credentialRevoked, credentialUnknown } from './credential-errors';
import type { CredentialQueries } from './credential-queries';
import type { ReadinessQueries } from './readiness-repository';
import type { CredentialRecord, CredentialRepository } from './repositories';
import { credentialOf, flag } from './rows';
import { rowDamaged } from './storage-errors';

export type CredentialDeps = {
  connection: Connection;
  keyring: Keyring;
  queries: CredentialQueries;
  readiness: ReadinessQueries;
  append: AuditWriter;
  actor: string;
  now: () => Date;
};

const fieldsSchema = z.record(z.string(), z.string());

/** What a ciphertext is bound to: moved to any other place, or put back after a newer one, it does not open. */
const sealContext = (organizationId: string, credentialId: string, provider: string, fieldNames: string, revision: number) =>
  ['credential', organizationId, credentialId, provider, fieldNames, revision] as const;

export function createCredentialRepository(deps: CredentialDeps, organizationId: string): CredentialRepository {
  const { connection, keyring, queries, readiness, append, actor, now } = deps;

  const find = (provider: CredentialRecord['provider']) => {
    const row = queries.find.get({ provider });
    return row ? credentialOf(row) : null;
  };
  const required = (provider: CredentialRecord['provider']) => {
    const record = find(provider);
    if (!record) throw credentialUnknown();
    return record;
  };
  const dataKey = (version: number) => ({ organizationId, version, wrapped: () => queries.wrappedKey.get({ version })?.wrapped_key });
  const written = (changes: number) => {
    if (changes === 0) throw credentialChanged();
  };

  return {
    list: async () => connection.read(organizationId, () => queries.list.all({}).map(credentialOf)),
    find: async (provider) => connection.read(organizationId, () => find(provider)),

    async save(credential, fields, checks, note) {
      const { provider } = credential;
      const saved = connection.write(organizationId, () => {
        const earlier = find(provider);
        const id = earlier?.id ?? uuidv7({ msecs: now().getTime() });
        const revision = (earlier?.revision ?? 0) + 1;
        const keyVersion = queries.newestKeyVersion.get({})?.version ?? 1;
        const fieldNames = JSON.stringify(Object.keys(fields).sort());
        const plain = Buffer.from(JSON.stringify(fields));
        const sealed = keyring.seal(dataKey(keyVersion), sealContext(organizationId, id, provider, fieldNames, revision), plain);
        plain.fill(0);
        const row = {
          id,
          method_id: credential.methodId,
          choice: credential.choice,
          metadata: JSON.stringify(credential.metadata),
          account_key: credential.accountKey,
          key_hint: credential.keyHint,
          simulated: flag(credential.simulated),
          sealed,
          sealed_fields: fieldNames,
          key_version: keyVersion,
          revision,
          added_by: actor,
          added_at: now().toISOString(),
          verified_at: credential.verifiedAt,
          expires_at: credential.expiresAt,
        };
        if (earlier) written(queries.replace.run({ ...row, before: earlier.revision }));
        else queries.insert.run({ ...row, organization_id: organizationId, provider });
        // Another account or number was proved by nothing that the old one was proved by.
        const same =
          earlier && earlier.accountKey === credential.accountKey && earlier.choice === credential.choice && earlier.simulated === credential.simulated;
        if (!same) readiness.clear(organizationId, provider);
        readiness.put(organizationId, checks);
        append(organizationId, note);
        return { record: required(provider), replaced: earlier !== null };
      });
      if (saved.replaced) connection.scrub(organizationId);
      return saved.record;
    },

    async open(provider) {
      return connection.read(organizationId, () => {
        const row = queries.sealed.get({ provider });
        if (!row) throw credentialUnknown();
        if (row.sealed === null) throw credentialRevoked();
        const context = sealContext(organizationId, row.id, row.provider, row.sealed_fields, row.sealed_revision);
        const plain = keyring.open(dataKey(row.key_version), context, row.sealed);
        const fields = openedFields(plain);
        return { record: credentialOf(row), fields };
      });
    },

    async recordCheck(provider, { revision, ...change }, checks, note) {
      return connection.write(organizationId, () => {
        const before = required(provider);
        if (before.status === 'revoked') throw credentialRevoked();
        if (revision !== undefined && revision !== before.revision) throw credentialChanged();
        const after = { ...before, ...change };
        written(
          queries.update.run({
            id: before.id,
            before: before.revision,
            status: after.status,
            choice: after.choice,
            metadata: JSON.stringify(after.metadata),
            simulated: flag(after.simulated),
            verified_at: after.verifiedAt,
            expires_at: after.expiresAt,
            last_error: after.lastError && JSON.stringify(after.lastError),
            revision: before.revision + 1,
          }),
        );
        if (after.choice !== before.choice) readiness.clear(organizationId, provider);
        readiness.put(organizationId, checks);
        if (note) append(organizationId, note);
        return required(provider);
      });
    },

    async revoke(provider, note) {
      const record = connection.write(organizationId, () => {
        const before = required(provider);
        if (before.status === 'revoked') return before;
        written(queries.revoke.run({ id: before.id, before: before.revision, revision: before.revision + 1, revoked_at: now().toISOString() }));
        readiness.clear(organizationId, provider);
        append(organizationId, note);
        return required(provider);
      });
      connection.scrub(organizationId);
      return record;
    },
  };
}

function openedFields(plain: Buffer): CredentialFields {
  const parsed = fieldsSchema.safeParse(JSON.parse(plain.toString()));
  plain.fill(0);
  if (!parsed.success) throw rowDamaged();
  return parsed.data;
}
