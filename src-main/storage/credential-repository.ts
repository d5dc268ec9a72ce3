/** A clinic's credentials: stored sealed, listed without their secrets, opened by `open` and `replaceFields`. */

import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { type CredentialState, credentialName, credentialSubject } from './audit-subjects';
import type { AuditTrail } from './audit-trail';
import type { Connection } from './connection';
import { credentialChanged, credentialRevoked, credentialUnknown, requireSeen } from './credential-errors';
import type { CredentialFields } from './credential-fields';
import type { CredentialQueries } from './credential-queries';
import type { CredentialSealer } from './credential-sealer';
import { cameBackOf, requireStanding } from './credential-standing';
import { requireUse } from './credential-use';
import type { ReadinessQueries } from './readiness-repository';
import type { AuditNote, CredentialRecord, CredentialRepository } from './repositories';
import type { RevocationQueries } from './revocation-repository';
import { credentialColumns, credentialOf, flag } from './rows';
import type { CredentialTable } from './schema';
import { credentialContext } from './seal-contexts';

export type CredentialDeps = {
  connection: Connection;
  sealer: CredentialSealer;
  queries: CredentialQueries;
  revocations: RevocationQueries;
  readiness: ReadinessQueries;
  trail: Pick<AuditTrail, 'append' | 'walk' | 'ready' | 'known'>;
  /** Name of a clinic; empty for a removed one. */
  nameOf: (organizationId: string) => string;
  actor: () => string;
  now: () => Date;
};

export function createCredentialRepository(deps: CredentialDeps, organizationId: string): CredentialRepository {
  const { connection, sealer, queries, revocations, readiness, trail, nameOf, actor, now } = deps;
  const { append } = trail;
  const subject = (provider: CredentialRecord['provider'], mark: CredentialState['mark'], sealedRevision: number) =>
    credentialSubject(credentialName(organizationId, provider), { mark, sealedRevision });

  const recordOf = (row: Parameters<typeof credentialOf>[0] & Pick<CredentialTable, 'sealed_revision'>) => {
    const known = row.status === 'revoked' ? null : trail.known();
    return credentialOf(row, known && cameBackOf(known, row));
  };
  const find = (provider: CredentialRecord['provider']) => {
    const row = queries.find.get({ provider });
    return row ? recordOf(row) : null;
  };
  const required = (provider: CredentialRecord['provider']) => {
    const record = find(provider);
    if (!record) throw credentialUnknown();
    return record;
  };
  const openRow = (row: NonNullable<ReturnType<CredentialQueries['sealed']['get']>>) => {
    if (row.sealed === null) throw credentialRevoked();
    return sealer.open(organizationId, row.key_version, credentialContext(row, row.sealed_fields), row.sealed);
  };
  const written = (changes: number) => {
    if (changes === 0) throw credentialChanged();
  };

  const droppedWords = (owner: string) =>
    t('an access that was removed here is not withdrawn, because {clinic} uses the same account now', {
      clinic: owner === organizationId ? t('the clinic') : nameOf(organizationId),
    });

  /**
   * A new sign-in of an account uses the same grant: a pending revocation, of any clinic, would end it.
   * @returns the clinics
   */
  function dropRevocations(
    provider: CredentialRecord['provider'],
    { accountKey, simulated }: Pick<CredentialRecord, 'accountKey' | 'simulated'>,
  ): string[] {
    if (accountKey === '') return [];
    return revocations.ofAccount(provider, accountKey).map(({ id, organizationId: owner }) =>
      connection.write(owner, () => {
        revocations.remove(id);
        append(owner, { action: 'credential.withdrawn', outcome: 'succeeded', detail: droppedWords(owner), simulated });
        return owner;
      }),
    );
  }

  /** Seals changed fields in place of the stored ones; the access stays the same. */
  function reseal(
    provider: CredentialRecord['provider'],
    change: (current: CredentialFields) => CredentialFields | null,
    note: AuditNote,
  ): CredentialRecord | null {
    const after = connection.write(organizationId, () => {
      const row = queries.sealed.get({ provider });
      if (!row || row.sealed === null) return null;
      requireStanding(trail, row);
      const fields = change(openRow(row));
      if (fields === null) return null;
      // The sealed revision rises, so that an older ciphertext does not open in its place. The record's revision
      // stays: earlier check results remain true.
      const revision = Math.max(row.revision, row.sealed_revision) + 1;
      const bound = { ...row, sealed_revision: revision, seal_format: 2 } as const;
      const { ciphertext, fieldNames, keyVersion } = sealer.seal(organizationId, fields, (names) =>
        credentialContext(bound, names),
      );
      written(
        queries.reseal.run({
          id: row.id,
          before: row.revision,
          sealed_revision: revision,
          seal_format: 2,
          sealed: ciphertext,
          sealed_fields: fieldNames,
          key_version: keyVersion,
        }),
      );
      sealer.destroyKey(organizationId, row.key_version);
      append(organizationId, note, subject(provider, 'kept', revision));
      return required(provider);
    });
    if (after) connection.scrub(organizationId);
    return after;
  }

  /** A full disk, or another process that writes, leaves it for the next use. */
  function bind(provider: CredentialRecord['provider']): void {
    try {
      const { simulated } = connection.read(organizationId, () => required(provider));
      const detail = simulated
        ? t('{provider}: sealed again, as simulated from now on', { provider })
        : t('{provider}: sealed again, as real from now on', { provider });
      reseal(provider, (fields) => fields, {
        action: 'credential.bound',
        outcome: 'succeeded',
        detail,
        simulated,
      });
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }

  return {
    list: async () => connection.read(organizationId, () => queries.list.all({}).map(recordOf)),
    find: async (provider) => connection.read(organizationId, () => find(provider)),

    async save(credential, fields, checks, note, pending) {
      await trail.ready().catch(() => undefined);
      const { provider } = credential;
      const saved = connection.write(organizationId, () => {
        const earlier = find(provider);
        requireSeen(credential.replaces, earlier && earlier.status !== 'revoked' ? earlier.addedAt : null);
        const id = earlier?.id ?? uuidv7({ msecs: now().getTime() });
        const replaced = queries.sealed.get({ provider });
        // Past what the trail knows as well: a row that was put back must not lend its revision to an older ciphertext.
        const told = trail.walk().known.get(credentialName(organizationId, provider))?.sealedRevision ?? 0;
        const revision = Math.max(earlier?.revision ?? 0, replaced?.sealed_revision ?? 0, told) + 1;
        const bound = {
          id,
          organization_id: organizationId,
          provider,
          simulated: flag(credential.simulated),
          mode: credential.mode ?? null,
          sealed_revision: revision,
          seal_format: 2,
        } as const;
        const { ciphertext, fieldNames, keyVersion } = sealer.seal(organizationId, fields, (names) =>
          credentialContext(bound, names),
        );
        const row = {
          ...bound,
          ...credentialColumns(credential, actor(), now()),
          sealed: ciphertext,
          sealed_fields: fieldNames,
          key_version: keyVersion,
          revision,
        };
        if (earlier && pending && replaced) revocations.queue(earlier, openRow(replaced), pending);
        if (earlier) written(queries.replace.run({ ...row, before: earlier.revision }));
        else queries.insert.run(row);
        if (replaced?.sealed) sealer.destroyKey(organizationId, replaced.key_version);
        // Proofs of another account or number do not carry over.
        const same =
          earlier &&
          earlier.accountKey === credential.accountKey &&
          earlier.choice === credential.choice &&
          earlier.simulated === credential.simulated;
        if (!same) readiness.clear(organizationId, provider);
        readiness.put(organizationId, checks);
        append(organizationId, note, subject(provider, 'stored', revision));
        return {
          record: required(provider),
          replaced: earlier !== null,
          dropped: dropRevocations(provider, credential),
        };
      });
      for (const id of new Set([...(saved.replaced ? [organizationId] : []), ...saved.dropped])) connection.scrub(id);
      return saved.record;
    },

    async open(provider, use) {
      // Without its anchor the trail still says what it says.
      await trail.ready().catch(() => undefined);
      const { row, fields } = connection.read(organizationId, () => {
        const found = queries.sealed.get({ provider });
        if (!found) throw credentialUnknown();
        requireUse(found, use);
        const opened = openRow(found);
        requireStanding(trail, found);
        return { row: found, fields: opened };
      });
      // What an earlier console sealed is bound to its kind at its first use.
      if (use && row.seal_format === 1) bind(provider);
      return { record: credentialOf(row, null), fields };
    },

    recordCheck: (provider, { revision, ...change }, checks, note) =>
      connection.writeSoon(organizationId, () => {
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
            verified_at: after.verifiedAt,
            expires_at: after.expiresAt,
            last_error: after.lastError && JSON.stringify(after.lastError),
            attempted_at: after.attemptedAt,
            revision: before.revision + 1,
          }),
        );
        if (after.choice !== before.choice) readiness.clear(organizationId, provider);
        readiness.put(organizationId, checks);
        if (note) append(organizationId, note);
        return required(provider);
      }),

    async replaceFields(provider, change, note) {
      await trail.ready().catch(() => undefined);
      return reseal(provider, change, note);
    },

    // Programs on one profile notice each other's by what is stored then.
    inRefreshTurn: (_, work) => work(false),

    async revoke(provider, note, pending) {
      const record = connection.write(organizationId, () => {
        const before = required(provider);
        if (before.status === 'revoked') return before;
        const row = queries.sealed.get({ provider });
        if (row && pending) revocations.queue(before, openRow(row), pending);
        written(
          queries.revoke.run({
            id: before.id,
            before: before.revision,
            revision: before.revision + 1,
            revoked_at: now().toISOString(),
          }),
        );
        if (row) sealer.destroyKey(organizationId, row.key_version);
        readiness.clear(organizationId, provider);
        append(organizationId, note, subject(provider, 'ended', row?.sealed_revision ?? 0));
        return required(provider);
      });
      connection.scrub(organizationId);
      return record;
    },

    async confirm(provider, note) {
      await trail.ready().catch(() => undefined);
      return connection.write(organizationId, () => {
        const row = queries.sealed.get({ provider });
        if (!row) throw credentialUnknown();
        if (row.sealed === null) throw credentialRevoked();
        if (cameBackOf(trail.walk(), row) !== null)
          append(organizationId, note, subject(provider, 'kept', row.sealed_revision));
        return recordOf(row);
      });
    },
  };
}
