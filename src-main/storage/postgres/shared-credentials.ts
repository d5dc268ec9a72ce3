/**
 * A clinic's credentials in a shared vault: sealed with the clinic's key, and delivered to its machines in the
 * transaction of each change.
 */

import { v7 as uuidv7 } from 'uuid';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { openReplacedToken } from '../../../src-shared/shared-vault/replaced-token';
import { t } from '../../../src-shared/texts/translate';
import { credentialChanged, credentialRevoked, credentialUnknown, requireSeen } from '../credential-errors';
import type { CredentialFields } from '../credential-fields';
import { requireUse } from '../credential-use';
import type { AuditNote, CredentialRecord, CredentialRepository } from '../repositories';
import { credentialColumns, credentialOf, flag } from '../rows';
import { credentialContext } from '../seal-contexts';
import type { Self } from './clinic-keys';
import type { Deliveries } from './deliveries';
import { acrossClinics, forClinic, type SharedDatabase, type Tx } from './driver';
import type { MembershipReader } from './membership-reader';
import { announceChange } from './notify';
import { refreshAlone } from './refresh-leases';
import type { RowPins } from './row-pins';
import type { SharedAuditWriter } from './shared-audit';
import { rowChangedOutside } from './shared-errors';
import { requireOrganization } from './shared-organizations';
import { clearChecks, putChecks } from './shared-readiness';
import { queueRevocation } from './shared-revocations';
import type { SharedCredentialTable } from './shared-schema';
import type { SharedSealer } from './shared-sealer';
import { beforeSealing } from './turns';

export type SharedCredentialDeps = {
  database: SharedDatabase;
  membership: MembershipReader;
  self: () => Promise<Self>;
  sealer: SharedSealer;
  rowPins: RowPins;
  deliveries: Deliveries;
  append: SharedAuditWriter;
  actor: () => string;
  now: () => Date;
};

type Row = SharedCredentialTable;

/** A row that went back in time does not carry its code, or the log tells: there is none to confirm. */
const recordOf = (row: Parameters<typeof credentialOf>[0]) => credentialOf(row, null);

/** `adoptReplaced`: takes what providers gave to machines, where it was reported to this member. */
export type SharedCredentials = CredentialRepository & { adoptReplaced(): Promise<number> };

export function createSharedCredentials(deps: SharedCredentialDeps, organizationId: string): SharedCredentials {
  const { database, sealer, rowPins, deliveries, append, actor, now } = deps;
  const inClinic = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(organizationId, work);

  const rowOf = async (tx: Tx, provider: ProviderId, isToChange = false) => {
    if (isToChange) await beforeSealing(tx, organizationId);
    const query = tx.selectFrom('organization_api_credentials').selectAll().where('provider', '=', provider);
    return (isToChange ? query.forUpdate() : query).executeTakeFirst();
  };
  /** The row as a member of the clinic left it, locked until the transaction ends. */
  async function toChange(tx: Tx, provider: ProviderId): Promise<Row> {
    const row = await rowOf(tx, provider, true);
    if (!row) throw credentialUnknown();
    await sealer.requireCode(tx, row);
    return row;
  }
  async function openRow(tx: Tx, row: Row): Promise<CredentialFields> {
    if (row.sealed === null) throw credentialRevoked();
    return sealer.open(tx, organizationId, row.key_version, credentialContext(row, row.sealed_fields), row.sealed);
  }
  async function replace(tx: Tx, before: Row, after: Omit<Row, 'code'>): Promise<void> {
    const { numUpdatedRows } = await tx
      .updateTable('organization_api_credentials')
      .set({ ...after, code: await sealer.code(tx, after) })
      .where('provider', '=', before.provider)
      .where('revision', '=', before.revision)
      .where('sealed_revision', '=', before.sealed_revision)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw credentialChanged();
  }
  const deliver = (tx: Tx, row: Omit<Row, 'code'>, fields: CredentialFields | null) =>
    deliveries.toMachines(
      tx,
      { organizationId, provider: row.provider, credentialId: row.id, revision: row.delivery_revision },
      fields === null ? null : { fields, choice: row.choice, simulated: row.simulated === 1 },
    );

  /** A new sign-in of an account uses the same grant: a pending revocation, of any clinic, would end it. */
  async function dropRevocations(
    tx: Tx,
    provider: ProviderId,
    { accountKey, simulated }: Pick<CredentialRecord, 'accountKey' | 'simulated'>,
  ): Promise<void> {
    if (accountKey === '') return;
    const pending = await acrossClinics(tx, () =>
      tx
        .selectFrom('pending_revocations')
        .innerJoin('organizations', 'organizations.id', 'pending_revocations.organization_id')
        .select(['pending_revocations.id', 'organization_id'])
        .where('provider', '=', provider)
        .where('account_key', '=', accountKey)
        .execute(),
    );
    if (pending.length === 0) return;
    const { name } = await requireOrganization(tx, organizationId);
    for (const { id, organization_id: owner } of pending)
      await forClinic(tx, owner, organizationId, async () => {
        await tx.deleteFrom('pending_revocations').where('id', '=', id).execute();
        await append(tx, owner, {
          action: 'credential.withdrawn',
          outcome: 'succeeded',
          detail:
            owner === organizationId
              ? t('an access that was removed here is not withdrawn, because the clinic uses the same account now')
              : t('an access that was removed here is not withdrawn, because {name} uses the same account now', {
                  name,
                }),
          simulated,
        });
      });
  }

  /**
   * Seals changed fields. The sealed revision rises, so that an older ciphertext does not open in its place. The
   * record's revision stays: earlier check results remain true.
   */
  async function reseal(tx: Tx, row: Row, fields: CredentialFields, note: AuditNote): Promise<CredentialRecord> {
    const bound = {
      ...row,
      sealed_revision: Math.max(row.revision, row.sealed_revision) + 1,
      seal_format: 2,
    } as const;
    const { ciphertext, fieldNames, keyVersion } = await sealer.seal(tx, organizationId, fields, (names) =>
      credentialContext(bound, names),
    );
    const after = {
      ...bound,
      sealed: ciphertext,
      sealed_fields: fieldNames,
      key_version: keyVersion,
      delivery_revision: row.delivery_revision + 1,
    };
    await replace(tx, row, after);
    await append(tx, organizationId, note);
    await deliver(tx, after, fields);
    return recordOf(after);
  }

  /** @returns how many connections got a token that a provider had given to a machine */
  const adoptReplaced = () =>
    inClinic(async (tx) => {
      const [me, known] = [await deps.self(), await deps.membership(tx)];
      const reports = await tx
        .selectFrom('replaced_tokens')
        .selectAll()
        .where('member_id', '=', me.id)
        .orderBy('reported_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      let adopted = 0;
      for (const report of reports) {
        const { provider, revision } = report;
        const token = await openReplacedToken(known, me, {
          ...{ organizationId, provider, revision, id: report.id, memberId: me.id, machineId: report.machine_id },
          ...{ sealed: report.sealed, signature: report.signature },
        });
        const row = token === null ? undefined : await rowOf(tx, provider, true);
        // Of an earlier revision: it was replaced or adopted since. The newest report came first.
        if (token !== null && row?.sealed && row.delivery_revision === revision) {
          await sealer.requireCode(tx, row);
          const { name } = providerDescriptors[provider];
          await reseal(
            tx,
            row,
            { ...(await openRow(tx, row)), refreshToken: token },
            {
              action: 'credential.renewed',
              outcome: 'succeeded',
              detail: t('{name} replaced a secret of the sign-in at a receptionist, and the new one was sealed', {
                name,
              }),
              simulated: row.simulated === 1,
            },
          );
          adopted += 1;
        }
        await tx
          .deleteFrom('replaced_tokens')
          .where('machine_id', '=', report.machine_id)
          .where('provider', '=', provider)
          .where('id', '=', report.id)
          .execute();
      }
      return adopted;
    });

  return {
    list: () =>
      inClinic(async (tx) => {
        const rows = await tx.selectFrom('organization_api_credentials').selectAll().orderBy('provider').execute();
        return rows.map(recordOf);
      }),
    find: (provider) =>
      inClinic(async (tx) => {
        const row = await rowOf(tx, provider);
        return row ? recordOf(row) : null;
      }),

    save: (credential, fields, checks, note, pending) =>
      inClinic(async (tx) => {
        const { provider } = credential;
        await requireOrganization(tx, organizationId);
        const stored = await rowOf(tx, provider, true);
        const earlier = stored ?? null;
        // Entered again, it takes the place of whatever stands there.
        const isTrusted = earlier !== null && (await sealer.fits(tx, earlier));
        requireSeen(credential.replaces, earlier && earlier.status !== 'revoked' ? earlier.added_at : null);
        // Past what was seen as well: a row that was put back must not lend its revision to an older ciphertext.
        const seen = await rowPins.of(tx, { organization_id: organizationId, provider });
        const revision =
          Math.max(earlier?.revision ?? 0, earlier?.sealed_revision ?? 0, seen.revision, seen.sealed_revision) + 1;
        const at = now();
        const bound = {
          id: earlier?.id ?? uuidv7({ msecs: at.getTime() }),
          organization_id: organizationId,
          provider,
          simulated: flag(credential.simulated),
          mode: credential.mode ?? null,
          sealed_revision: revision,
          seal_format: 2,
        } as const;
        const { ciphertext, fieldNames, keyVersion } = await sealer.seal(tx, organizationId, fields, (names) =>
          credentialContext(bound, names),
        );
        const row = {
          ...bound,
          ...credentialColumns(credential, actor(), at),
          sealed: ciphertext,
          sealed_fields: fieldNames,
          key_version: keyVersion,
          revision,
          delivery_revision: Math.max(earlier?.delivery_revision ?? 0, seen.delivery_revision) + 1,
        };
        if (isTrusted && earlier.sealed && pending)
          await queueRevocation(deps, tx, recordOf(earlier), await openRow(tx, earlier), pending);
        if (earlier) await replace(tx, earlier, row);
        else
          await tx
            .insertInto('organization_api_credentials')
            .values({ ...row, code: await sealer.code(tx, row) })
            .execute();
        // Proofs of another account or number do not carry over.
        const same =
          isTrusted &&
          earlier.account_key === credential.accountKey &&
          earlier.choice === credential.choice &&
          earlier.simulated === bound.simulated;
        if (!same) await clearChecks(tx, organizationId, provider);
        await putChecks(tx, organizationId, checks);
        await append(tx, organizationId, note);
        await dropRevocations(tx, provider, credential);
        await deliver(tx, row, fields);
        return recordOf(row);
      }),

    open: (provider, use) =>
      inClinic(async (tx) => {
        const row = await rowOf(tx, provider);
        if (!row) throw credentialUnknown();
        await sealer.requireCode(tx, row);
        requireUse(row, use);
        return { record: recordOf(row), fields: await openRow(tx, row) };
      }),

    recordCheck: (provider, { revision, ...change }, checks, note) =>
      inClinic(async (tx) => {
        const row = await toChange(tx, provider);
        const before = recordOf(row);
        if (before.status === 'revoked') throw credentialRevoked();
        if (revision !== undefined && revision !== before.revision) throw credentialChanged();
        const record = { ...before, ...change };
        const isAnotherChoice = record.choice !== before.choice;
        const after = {
          ...row,
          status: record.status,
          choice: record.choice,
          metadata: JSON.stringify(record.metadata),
          verified_at: record.verifiedAt,
          expires_at: record.expiresAt,
          last_error: record.lastError && JSON.stringify(record.lastError),
          attempted_at: record.attemptedAt,
          revision: before.revision + 1,
          delivery_revision: row.delivery_revision + (isAnotherChoice ? 1 : 0),
        };
        await replace(tx, row, after);
        if (isAnotherChoice) {
          await clearChecks(tx, organizationId, provider);
          await deliver(tx, after, await openRow(tx, row));
        } else await announceChange(tx);
        await putChecks(tx, organizationId, checks);
        if (note) await append(tx, organizationId, note);
        return recordOf(after);
      }),

    replaceFields: (provider, change, note) =>
      inClinic(async (tx) => {
        const stored = await rowOf(tx, provider, true);
        if (!stored || stored.sealed === null) return null;
        const row = await toChange(tx, provider);
        const fields = change(await openRow(tx, row));
        return fields && reseal(tx, row, fields, note);
      }),

    inRefreshTurn: (provider, work) =>
      refreshAlone(deps.database, deps.self, organizationId, provider, async (hasWaited) => {
        const adopted = await adoptReplaced();
        return work(hasWaited || adopted > 0);
      }),

    adoptReplaced,

    revoke: (provider, note, pending) =>
      inClinic(async (tx) => {
        const row = await toChange(tx, provider);
        if (row.status === 'revoked') return recordOf(row);
        if (pending) await queueRevocation(deps, tx, recordOf(row), await openRow(tx, row), pending);
        const after = {
          ...row,
          status: 'revoked' as const,
          sealed: null,
          last_error: null,
          revoked_at: now().toISOString(),
          revision: row.revision + 1,
          delivery_revision: row.delivery_revision + 1,
        };
        await replace(tx, row, after);
        await clearChecks(tx, organizationId, provider);
        await append(tx, organizationId, note);
        await deliver(tx, after, null);
        return recordOf(after);
      }),

    confirm: (provider, note) =>
      inClinic(async (tx) => {
        const row = await rowOf(tx, provider, true);
        if (!row) throw credentialUnknown();
        if (!(await sealer.fits(tx, row))) throw rowChangedOutside();
        if (row.sealed === null) throw credentialRevoked();
        const seen = await rowPins.of(tx, row);
        const isOlder =
          row.revision < seen.revision ||
          row.sealed_revision < seen.sealed_revision ||
          row.delivery_revision < seen.delivery_revision;
        if (!isOlder) return recordOf(row);
        // Sealed and delivered again, above all that anybody saw.
        const fields = await openRow(tx, row);
        const revision = Math.max(row.revision, row.sealed_revision, seen.revision, seen.sealed_revision) + 1;
        const bound = {
          ...row,
          revision,
          sealed_revision: revision,
          delivery_revision: Math.max(row.delivery_revision, seen.delivery_revision) + 1,
          seal_format: 2,
        } as const;
        const { ciphertext, fieldNames, keyVersion } = await sealer.seal(tx, organizationId, fields, (names) =>
          credentialContext(bound, names),
        );
        const after = { ...bound, sealed: ciphertext, sealed_fields: fieldNames, key_version: keyVersion };
        await replace(tx, row, after);
        await append(tx, organizationId, note);
        await deliver(tx, after, fields);
        return recordOf(after);
      }),
  };
}
