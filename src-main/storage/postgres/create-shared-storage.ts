/**
 * Storage over a shared vault. What belongs to this computer and not to the clinics (settings, what was told, secrets
 * of the network) stays in its own database.
 */
import { AppError } from '../../../src-shared/errors';
import type { OrganizationScope, Storage, WatchRepository } from '../repositories';
import { createAuditPins } from './audit-pins';
import { type ClinicKeys, createClinicKeys, type Self } from './clinic-keys';
import { createDeliveries } from './deliveries';
import type { SharedDatabase } from './driver';
import type { MembershipReader } from './membership-reader';
import { createRowPins } from './row-pins';
import { createRunLeases } from './run-leases';
import { createSharedAudit, createSharedAuditWriter } from './shared-audit';
import { createSharedCredentials } from './shared-credentials';
import { createSharedOrganizations, requireOrganization } from './shared-organizations';
import { createSharedReadiness } from './shared-readiness';
import { createSharedRevocations } from './shared-revocations';
import { createSharedSealer } from './shared-sealer';
import { createSharedMessages, createSharedTests } from './shared-tests';
import { createSharedWatch } from './shared-watch';

export type SharedDeps = {
  database: SharedDatabase;
  membership: MembershipReader;
  /** @throws AppError `vault.*` while the vault of this computer is locked */
  self: () => Promise<Self>;
  /** The storage of this computer. */
  local: Storage;
  now: () => Date;
};

export type SharedParts = ReturnType<typeof createSharedParts>;

/** What the store and the admission of members and machines have in common. */
export function createSharedParts({ database, membership, self, local, now }: SharedDeps) {
  const clinicKeys: ClinicKeys = createClinicKeys(self, membership);
  const rowPins = createRowPins(local.pins, membership);
  const auditPins = createAuditPins(local.pins, membership);
  return {
    database,
    membership,
    self,
    now,
    clinicKeys,
    rowPins,
    sealer: createSharedSealer(clinicKeys, rowPins),
    deliveries: createDeliveries(self, membership, now),
    auditPins,
    append: createSharedAuditWriter(self, auditPins, local.actor, now),
  };
}

/**
 * Adopts, in all clinics of this member, what providers gave to machines in the place of a refresh token.
 * On a vault that was not migrated to version 3 there is nothing.
 */
export async function adoptReplacedTokens(parts: SharedParts, actor: () => string): Promise<void> {
  const { id } = await parts.self();
  const reported = await parts.database
    .transaction(null, (tx) =>
      tx.selectFrom('replaced_tokens').select('organization_id').distinct().where('member_id', '=', id).execute(),
    )
    .catch((thrown: unknown) => {
      if (thrown instanceof AppError && thrown.data.code === 'shared-vault.schema-too-old') return [];
      throw thrown;
    });
  for (const { organization_id } of reported)
    await createSharedCredentials({ ...parts, actor }, organization_id).adoptReplaced();
}

export function createSharedStorage(parts: SharedParts, local: Storage): Storage {
  const { database, membership, clinicKeys, sealer, rowPins, auditPins, deliveries, append, now } = parts;
  const { actor } = local;

  const watch: WatchRepository = { ...local.watch, ...createSharedWatch(database) };

  return {
    organizations: createSharedOrganizations({ database, clinicKeys, append, now }),
    audit: createSharedAudit(database, membership, parts.self, auditPins, append, local.audit.sign),
    settings: local.settings,
    watch,
    actor,
    runLocks: createRunLeases(database),
    moves: null,
    pins: local.pins,
    computerSecrets: local.computerSecrets,
    facts: local.facts,
    forOrganization(organizationId): OrganizationScope {
      const inClinic = <T>(work: Parameters<typeof database.transaction<T>>[1]) =>
        database.transaction(organizationId, work);
      return {
        organizationId,
        credentials: createSharedCredentials(
          { database, membership, self: parts.self, sealer, rowPins, deliveries, append, actor, now },
          organizationId,
        ),
        readiness: createSharedReadiness(database, append, organizationId),
        tests: createSharedTests({ database, append, now }, organizationId),
        messages: createSharedMessages({ database, now }, organizationId),
        revocations: createSharedRevocations({ database, sealer, append, now }, organizationId),
        drafts: () =>
          inClinic(async (tx) => {
            const row = await tx.selectFrom('message_drafts').select(['test_sms', 'hot_lead']).executeTakeFirst();
            return row ? { testSms: row.test_sms, hotLead: row.hot_lead } : null;
          }),
        saveDrafts: ({ testSms, hotLead }) =>
          inClinic(async (tx) => {
            const drafts = { test_sms: testSms, hot_lead: hotLead };
            await tx
              .insertInto('message_drafts')
              .values({ organization_id: organizationId, ...drafts })
              .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(drafts))
              .execute();
          }),
        audit: (note) =>
          inClinic(async (tx) => {
            await requireOrganization(tx, organizationId);
            await append(tx, organizationId, note);
          }),
      };
    },
    close: () => void database.close(),
  };
}
