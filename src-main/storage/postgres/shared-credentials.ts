/**
 * A clinic's credentials in a shared vault: sealed with the clinic's key, and delivered to its machines in the
 * transaction of each change.
 */

import { v7 as uuidv7 } from 'uuid';
import { credentialChanged, credentialRevoked, credentialUnknown, requireSeen } from '../credential-errors';
import { requireUse } from '../credential-use';
import type { CredentialRepository } from '../repositories';
import { credentialColumns, flag } from '../rows';
import type { Self } from './clinic-keys';
import type { Deliveries } from './deliveries';
import type { SharedDatabase, Tx } from './driver';
import type { MembershipReader } from './membership-reader';
import { announceChange } from './notify';
import { refreshAlone } from './refresh-leases';
import { adoptReplacedTokens } from './replaced-tokens';
import type { RowPins } from './row-pins';
import type { SharedAuditWriter } from './shared-audit';
import { recordOf, sharedCredentialRows } from './shared-credential-rows';
import { rowChangedOutside } from './shared-errors';
import { requireOrganization } from './shared-organizations';
import { clearChecks, putChecks } from './shared-readiness';
import { dropRevocations, queueRevocation } from './shared-revocations';
import type { SharedSealer } from './shared-sealer';

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

/** `adoptReplaced`: takes what providers gave to machines, where it was reported to this member. */
export type SharedCredentials = CredentialRepository & { adoptReplaced(): Promise<number> };

export function createSharedCredentials(deps: SharedCredentialDeps, organizationId: string): SharedCredentials {
  const { database, sealer, rowPins, append, actor, now } = deps;
  const rows = sharedCredentialRows(deps, organizationId);
  const inClinic = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(organizationId, work);
  const adoptReplaced = () => inClinic((tx) => adoptReplacedTokens(tx, deps, rows, organizationId));

  return {
    list: () =>
      inClinic(async (tx) => {
        const stored = await tx.selectFrom('organization_api_credentials').selectAll().orderBy('provider').execute();
        return stored.map(recordOf);
      }),
    find: (provider) =>
      inClinic(async (tx) => {
        const row = await rows.find(tx, provider);
        return row ? recordOf(row) : null;
      }),

    save: (credential, fields, checks, note, pending) =>
      inClinic(async (tx) => {
        const { provider } = credential;
        await requireOrganization(tx, organizationId);
        const stored = await rows.find(tx, provider, true);
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
        const sealed = await rows.seal(tx, bound, fields);
        const row = {
          ...bound,
          ...credentialColumns(credential, actor(), at),
          ...sealed,
          revision,
          delivery_revision: Math.max(earlier?.delivery_revision ?? 0, seen.delivery_revision) + 1,
        };
        if (isTrusted && earlier.sealed && pending)
          await queueRevocation(deps, tx, recordOf(earlier), await rows.open(tx, earlier), pending);
        if (earlier) await rows.replace(tx, earlier, row);
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
        await dropRevocations(append, tx, organizationId, provider, credential);
        await rows.deliver(tx, row, fields);
        return recordOf(row);
      }),

    open: (provider, use) =>
      inClinic(async (tx) => {
        const row = await rows.find(tx, provider);
        if (!row) throw credentialUnknown();
        await sealer.requireCode(tx, row);
        requireUse(row, use);
        return { record: recordOf(row), fields: await rows.open(tx, row) };
      }),

    recordCheck: (provider, { revision, ...change }, checks, note) =>
      inClinic(async (tx) => {
        const row = await rows.toChange(tx, provider);
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
        await rows.replace(tx, row, after);
        if (isAnotherChoice) {
          await clearChecks(tx, organizationId, provider);
          await rows.deliver(tx, after, await rows.open(tx, row));
        } else await announceChange(tx);
        await putChecks(tx, organizationId, checks);
        if (note) await append(tx, organizationId, note);
        return recordOf(after);
      }),

    replaceFields: (provider, change, note) =>
      inClinic(async (tx) => {
        const stored = await rows.find(tx, provider, true);
        if (!stored || stored.sealed === null) return null;
        const row = await rows.toChange(tx, provider);
        const fields = change(await rows.open(tx, row));
        return fields && rows.reseal(tx, row, fields, note);
      }),

    inRefreshTurn: (provider, work) =>
      refreshAlone(deps.database, deps.self, organizationId, provider, async (hasWaited) => {
        const adopted = await adoptReplaced();
        return work(hasWaited || adopted > 0);
      }),

    adoptReplaced,

    revoke: (provider, note, pending) =>
      inClinic(async (tx) => {
        const row = await rows.toChange(tx, provider);
        if (row.status === 'revoked') return recordOf(row);
        if (pending) await queueRevocation(deps, tx, recordOf(row), await rows.open(tx, row), pending);
        const after = {
          ...row,
          status: 'revoked' as const,
          sealed: null,
          last_error: null,
          revoked_at: now().toISOString(),
          revision: row.revision + 1,
          delivery_revision: row.delivery_revision + 1,
        };
        await rows.replace(tx, row, after);
        await clearChecks(tx, organizationId, provider);
        await append(tx, organizationId, note);
        await rows.deliver(tx, after, null);
        return recordOf(after);
      }),

    confirm: (provider, note) =>
      inClinic(async (tx) => {
        const row = await rows.find(tx, provider, true);
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
        const fields = await rows.open(tx, row);
        const revision = Math.max(row.revision, row.sealed_revision, seen.revision, seen.sealed_revision) + 1;
        const bound = {
          ...row,
          revision,
          sealed_revision: revision,
          delivery_revision: Math.max(row.delivery_revision, seen.delivery_revision) + 1,
          seal_format: 2,
        } as const;
        const sealed = await rows.seal(tx, bound, fields);
        const after = { ...bound, ...sealed };
        await rows.replace(tx, row, after);
        await append(tx, organizationId, note);
        await rows.deliver(tx, after, fields);
        return recordOf(after);
      }),
  };
}
