/** Pending revocations of a shared vault: sealed until the provider has withdrawn the access. */
import { v7 as uuidv7 } from 'uuid';
import type { ProviderId } from '../../../src-shared/primitives';
import { t } from '../../../src-shared/texts/translate';
import type { CredentialFields } from '../credential-fields';
import { requireUse } from '../credential-use';
import type { CredentialRecord, QueuedRevocation, RevocationRepository } from '../repositories';
import { flag, revocationOf } from '../rows';
import { revocationContext } from '../seal-contexts';
import { acrossClinics, forClinic, type SharedDatabase, type Tx } from './driver';
import type { SharedAuditWriter } from './shared-audit';
import { requireOrganization } from './shared-organizations';
import type { SharedSealer } from './shared-sealer';

type Deps = { database: SharedDatabase; sealer: SharedSealer; append: SharedAuditWriter; now: () => Date };

/** Inside the transaction that revokes or replaces. */
export async function queueRevocation(
  { sealer, now }: Pick<Deps, 'sealer' | 'now'>,
  tx: Tx,
  record: Pick<CredentialRecord, 'organizationId' | 'provider' | 'accountKey' | 'simulated'>,
  fields: CredentialFields,
  { account, problem }: QueuedRevocation,
): Promise<void> {
  const at = now();
  const bound = {
    id: uuidv7({ msecs: at.getTime() }),
    organization_id: record.organizationId,
    provider: record.provider,
    simulated: flag(record.simulated),
    seal_format: 2,
  } as const;
  const { ciphertext, fieldNames, keyVersion } = await sealer.seal(tx, record.organizationId, fields, (names) =>
    revocationContext(bound, names),
  );
  await tx
    .insertInto('pending_revocations')
    .values({
      ...bound,
      account_key: record.accountKey,
      key_hint: account,
      sealed: ciphertext,
      sealed_fields: fieldNames,
      key_version: keyVersion,
      queued_at: at.toISOString(),
      last_tried_at: at.toISOString(),
      problem: JSON.stringify(problem),
    })
    .execute();
}

/** A new sign-in of an account uses the same grant: a pending revocation, of any clinic, would end it. */
export async function dropRevocations(
  append: SharedAuditWriter,
  tx: Tx,
  organizationId: string,
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

export function createSharedRevocations(
  { database, sealer, append, now }: Deps,
  organizationId: string,
): RevocationRepository {
  const inClinic = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(organizationId, work);
  return {
    list: () =>
      inClinic(async (tx) => {
        const rows = await tx.selectFrom('pending_revocations').selectAll().orderBy('queued_at').execute();
        return rows.map(revocationOf);
      }),
    open: (id, use) =>
      inClinic(async (tx) => {
        const row = await tx.selectFrom('pending_revocations').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) return null;
        requireUse(row, use?.(row.provider));
        const context = revocationContext(row, row.sealed_fields);
        return {
          revocation: revocationOf(row),
          fields: await sealer.open(tx, organizationId, row.key_version, context, row.sealed),
        };
      }),
    failed: (id, problem) =>
      inClinic(async (tx) => {
        await tx
          .updateTable('pending_revocations')
          .set({ last_tried_at: now().toISOString(), problem: JSON.stringify(problem) })
          .where('id', '=', id)
          .execute();
      }),
    finish: (id, note) =>
      inClinic(async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('pending_revocations').where('id', '=', id).executeTakeFirst();
        if (numDeletedRows > 0n) await append(tx, organizationId, note);
      }),
  };
}
