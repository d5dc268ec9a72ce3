/** Joins the repositories over one open database. */

import type { Keyring } from '../crypto/keyring';
import type { Platform } from '../platform';
import { createAuditRepository } from './audit-repository';
import type { SearchThread } from './audit-search/search-thread';
import { type AuditTrail, createAuditTrail } from './audit-trail';
import { createClinicMoves } from './clinic-moves';
import type { Connection } from './connection';
import { createCredentialQueries } from './credential-queries';
import { createCredentialRepository } from './credential-repository';
import { createCredentialSealer } from './credential-sealer';
import { createDataKeys } from './data-keys';
import { factsOf } from './facts-of';
import { createMessageQueries, createMessageRepository } from './message-repository';
import { createOrganizationQueries } from './organization-queries';
import { createOrganizationRepository } from './organization-repository';
import { createPinRepository } from './pin-repository';
import { noParams, params, preparedRead, preparedWrite, read, write } from './queries';
import { createReadinessQueries, createReadinessRepository } from './readiness-repository';
import type { OrganizationScope, Storage } from './repositories';
import { createRevocationQueries, createRevocationRepository } from './revocation-repository';
import type { MessageDraftTable } from './schema';
import { createSettingsRepository } from './settings-repository';
import { createShownName } from './shown-name';
import { organizationUnknown } from './storage-errors';
import { createTestRunQueries, createTestRunRepository } from './test-run-repository';
import { createWatchRepository } from './watch-repository';

/**
 * Storage over `connection`. Reading works without a key; sealing and opening ask the keyring. `close` closes the
 * database.
 */
export function createStorage(
  connection: Connection,
  keyring: Keyring,
  platform: Pick<Platform, 'actor' | 'now'> & Partial<Pick<Platform, 'sqliteBinding' | 'storageWorker'>>,
  search: SearchThread | null = null,
  trail: AuditTrail = createAuditTrail(connection, keyring, platform),
): Storage {
  const { database } = connection;
  const { actor, now } = platform;
  const { append } = trail;
  const shownName = createShownName(connection, actor);
  const organizationQueries = createOrganizationQueries(connection);
  const readiness = createReadinessQueries(connection);
  const credentialQueries = createCredentialQueries(connection);
  const dataKeys = createDataKeys(connection, keyring, now);
  const sealer = createCredentialSealer(connection, keyring, dataKeys);
  const revocationQueries = createRevocationQueries(connection, sealer, now);
  const nameOf = (id: string) => organizationQueries.get.get({ id })?.name ?? '';
  const credentials = {
    connection,
    sealer,
    queries: credentialQueries,
    revocations: revocationQueries,
    readiness,
    trail,
    nameOf,
    actor: shownName,
    now,
  };
  const revocations = { connection, queries: revocationQueries, append, now };
  const tests = { connection, queries: createTestRunQueries(connection), append, now };
  const messages = { connection, queries: createMessageQueries(connection), runs: tests.queries, now };
  const drafts = preparedRead(database, noParams, () =>
    read.selectFrom('clinic_message_drafts').select(['test_sms', 'hot_lead']),
  );
  const putDrafts = preparedWrite(database, params<MessageDraftTable>(), ({ organization_id, test_sms, hot_lead }) =>
    write
      .insertInto('message_drafts')
      .values({ organization_id, test_sms, hot_lead })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ test_sms, hot_lead })),
  );

  return {
    organizations: createOrganizationRepository({
      connection,
      keyring,
      dataKeys,
      queries: organizationQueries,
      append,
      trail,
      now,
    }),
    audit: createAuditRepository(connection, trail, search),
    settings: createSettingsRepository(connection),
    actor: shownName,
    watch: createWatchRepository(connection, now),
    runLocks: null,
    pins: createPinRepository(connection),
    moves: createClinicMoves({ connection, sealer, dataKeys, queries: organizationQueries, trail, now }),
    computerSecrets: { seal: keyring.sealForComputer, open: keyring.openForComputer },

    facts: () => factsOf(connection, platform),

    forOrganization(organizationId): OrganizationScope {
      if (!connection.read(null, () => organizationQueries.get.get({ id: organizationId })))
        throw organizationUnknown();
      return {
        organizationId,
        credentials: createCredentialRepository(credentials, organizationId),
        readiness: createReadinessRepository(connection, readiness, append, organizationId),
        tests: createTestRunRepository(tests, organizationId),
        messages: createMessageRepository(messages, organizationId),
        revocations: createRevocationRepository(revocations, organizationId),
        drafts: async () =>
          connection.read(organizationId, () => {
            const row = drafts.get({});
            return row ? { testSms: row.test_sms, hotLead: row.hot_lead } : null;
          }),
        async saveDrafts({ testSms, hotLead }) {
          connection.write(organizationId, () =>
            putDrafts.run({ organization_id: organizationId, test_sms: testSms, hot_lead: hotLead }),
          );
        },
        async audit(note) {
          connection.write(organizationId, () => append(organizationId, note));
        },
      };
    },

    close() {
      connection.close();
    },
  };
}
