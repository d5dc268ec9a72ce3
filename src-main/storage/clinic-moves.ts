/**
 * The clinics of this computer on their way to a shared vault. A clinic that is on its way is only read from then on;
 * it stays here, sealed, until a person has it deleted.
 */
import { moveUnsettled } from '../../src-shared/shared-vault/moving';
import { credentialName, credentialSubject, everyCredential } from './audit-subjects';
import type { AuditTrail } from './audit-trail';
import type { ClinicCopy } from './clinic-copy';
import type { Connection } from './connection';
import type { CredentialSealer } from './credential-sealer';
import { requireStanding } from './credential-standing';
import type { DataKeys } from './data-keys';
import type { OrganizationQueries } from './organization-queries';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { ClinicMoves, MoveMark } from './repositories';
import type { MovedClinicTable } from './schema';
import { credentialContext, revocationContext } from './seal-contexts';
import { organizationUnknown } from './storage-errors';

export function createClinicMoves({
  connection,
  sealer,
  dataKeys,
  queries,
  trail,
  now,
}: {
  connection: Connection;
  sealer: CredentialSealer;
  dataKeys: DataKeys;
  queries: OrganizationQueries;
  trail: Pick<AuditTrail, 'append' | 'ready' | 'walk'>;
  now: () => Date;
}): ClinicMoves {
  const { database } = connection;
  const ofClinic = params<Pick<MovedClinicTable, 'organization_id'>>();
  const inClinic = {
    credentials: preparedRead(database, noParams, () =>
      read.selectFrom('clinic_credentials').selectAll().orderBy('provider'),
    ),
    revocations: preparedRead(database, noParams, () =>
      read.selectFrom('clinic_pending_revocations').selectAll().orderBy('id'),
    ),
    checks: preparedRead(database, noParams, () =>
      read.selectFrom('clinic_readiness_checks').selectAll().orderBy('provider').orderBy('rung'),
    ),
    runs: preparedRead(database, noParams, () => read.selectFrom('clinic_test_runs').selectAll().orderBy('id')),
    messages: preparedRead(database, noParams, () => read.selectFrom('clinic_sms_messages').selectAll().orderBy('id')),
    drafts: preparedRead(database, noParams, () => read.selectFrom('clinic_message_drafts').selectAll()),
  };
  const marks = preparedRead(database, noParams, () => read.selectFrom('moved_clinics').selectAll());
  const markOf = preparedRead(database, ofClinic, ({ organization_id }) =>
    read.selectFrom('moved_clinics').select(['state', 'vault_id']).where('organization_id', '=', organization_id),
  );
  const insert = preparedWrite(database, params<MovedClinicTable>(), (given) =>
    write.insertInto('moved_clinics').values(pick(given, ['organization_id', 'vault_id', 'state', 'at'])),
  );
  const putMoved = preparedWrite(
    database,
    params<Pick<MovedClinicTable, 'organization_id' | 'at'>>(),
    ({ organization_id, at }) =>
      write.updateTable('moved_clinics').set({ state: 'moved', at }).where('organization_id', '=', organization_id),
  );
  const remove = preparedWrite(database, ofClinic, ({ organization_id }) =>
    write.deleteFrom('moved_clinics').where('organization_id', '=', organization_id),
  );

  function copyOf(organizationId: string): ClinicCopy {
    const organization = queries.get.get({ id: organizationId });
    if (!organization) throw organizationUnknown();
    const open = (
      row: { key_version: number; sealed_fields: string },
      context: Parameters<CredentialSealer['open']>[2],
      sealed: Buffer,
    ) => sealer.open(organizationId, row.key_version, context, sealed);
    return {
      organization,
      credentials: inClinic.credentials.all({}).map((row) => {
        if (row.sealed === null) return { row, fields: null };
        requireStanding(trail, row);
        return { row, fields: open(row, credentialContext(row, row.sealed_fields), row.sealed) };
      }),
      revocations: inClinic.revocations.all({}).map((row) => ({
        row,
        fields: open(row, revocationContext(row, row.sealed_fields), row.sealed),
      })),
      checks: inClinic.checks.all({}),
      runs: inClinic.runs.all({}),
      messages: inClinic.messages.all({}),
      drafts: inClinic.drafts.all({}),
    };
  }
  const isUnsettled = ({ runs, messages }: ClinicCopy) =>
    runs.some(({ state }) => state === 'running') || messages.some(({ state }) => state === 'intended');

  const markFrom = ({ state, vault_id }: Pick<MovedClinicTable, 'state' | 'vault_id'>): MoveMark => ({
    state,
    vaultId: vault_id,
  });
  const find = (organizationId: string) => {
    const row = markOf.get({ organization_id: organizationId });
    return row ? markFrom(row) : null;
  };

  return {
    list: async () =>
      connection.read(null, () => {
        const known = new Map(marks.all({}).map((row) => [row.organization_id, markFrom(row)]));
        return queries.all.all({}).map(({ id, name }) => ({ organizationId: id, name, mark: known.get(id) ?? null }));
      }),
    mark: async (organizationId) => connection.read(null, () => find(organizationId)),
    revisions: async (organizationId) =>
      connection.read(organizationId, () =>
        inClinic.credentials
          .all({})
          .map(({ provider, revision, sealed_revision }) => ({ provider, revision, sealedRevision: sealed_revision })),
      ),
    async begin(organizationId, vaultId) {
      // Without its anchor the trail still says what it says.
      await trail.ready().catch(() => undefined);
      return connection.write(organizationId, () => {
        const copy = copyOf(organizationId);
        if (isUnsettled(copy)) throw moveUnsettled(copy.organization.name);
        remove.run({ organization_id: organizationId });
        insert.run({
          organization_id: organizationId,
          vault_id: vaultId,
          state: 'begun',
          at: now().toISOString(),
        });
        return copy;
      });
    },
    async abandon(organizationId) {
      connection.write(organizationId, () => remove.run({ organization_id: organizationId }));
    },
    async finish(organizationId, note) {
      connection.write(organizationId, () => {
        putMoved.run({ organization_id: organizationId, at: now().toISOString() });
        trail.append(organizationId, note);
      });
    },
    async forget(organizationId, note) {
      connection.write(organizationId, () => {
        if (find(organizationId)?.state !== 'moved') throw organizationUnknown();
        // The entry first, while the clinic’s name can still be looked up.
        const all = credentialName(organizationId, everyCredential);
        trail.append(organizationId, note, credentialSubject(all, { mark: 'ended', sealedRevision: 0 }));
        remove.run({ organization_id: organizationId });
        dataKeys.destroyAll(organizationId);
        queries.remove.run({ id: organizationId });
      });
      connection.scrub(organizationId);
    },
  };
}
