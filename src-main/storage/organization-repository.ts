/** The clinics. Their data keys are destroyed with them. */
import { v7 as uuidv7 } from 'uuid';
import type { Organization } from '../../src-shared/organizations/organization';
import { firstSetupStep } from '../../src-shared/setup/step-ids';
import type { Keyring } from '../crypto/keyring';
import type { Slice } from '../slices';
import { credentialName, credentialSubject, everyCredential } from './audit-subjects';
import type { AuditTrail } from './audit-trail';
import type { AuditWriter } from './audit-writer';
import type { Connection } from './connection';
import type { DataKeys } from './data-keys';
import type { OrganizationQueries } from './organization-queries';
import { createOverviews } from './overviews';
import type { OrganizationRepository } from './repositories';
import { metadataOf, nameKey, organizationColumns, organizationOf } from './rows';
import { organizationAmbiguous, organizationUnknown } from './storage-errors';

export type OrganizationDeps = {
  connection: Connection;
  keyring: Pick<Keyring, 'requireKey'>;
  dataKeys: DataKeys;
  queries: OrganizationQueries;
  append: AuditWriter;
  trail: Pick<AuditTrail, 'ready' | 'known'>;
  now: () => Date;
};

export function createOrganizationRepository({
  connection,
  keyring,
  dataKeys,
  queries,
  append,
  trail,
  now,
}: OrganizationDeps): OrganizationRepository {
  const get = (id: string) => {
    const row = queries.get.get({ id });
    return row ? organizationOf(row) : null;
  };
  const required = (id: string) => {
    const organization = get(id);
    if (!organization) throw organizationUnknown();
    return organization;
  };
  const put = (organization: Organization) =>
    queries.update.run({
      id: organization.id,
      ...organizationColumns(organization),
    });
  /** The clinics of a slice, each with what `of` finds for it. */
  function slice<Row extends { organization_id: string }, Item>(
    after: string,
    limit: number,
    rowsOf: (range: { first: string; last: string }) => Row[],
    of: (row: Row, name: string) => Item,
  ): Slice<Item> {
    const clinics = queries.namesAfter.all({ id: after, limit });
    const [first, last] = [clinics[0]?.id, clinics.at(-1)?.id];
    if (first === undefined || last === undefined) return { items: [], next: null };
    const nameOf = new Map(clinics.map(({ id, name }) => [id, name]));
    const items = rowsOf({ first, last }).map((row) => of(row, nameOf.get(row.organization_id) ?? ''));
    return { items, next: clinics.length < limit ? null : last };
  }
  const { overviews, overviewsAfter, firstOverviews, overviewsOf, cameBack } = createOverviews(
    connection,
    queries,
    trail,
  );

  return {
    async add({ name, timeZone, country, setupStep = firstSetupStep }, note) {
      const at = now();
      const id = uuidv7({ msecs: at.getTime() });
      // A clinic whose credentials could not be sealed is not begun.
      keyring.requireKey();
      return connection.write(id, () => {
        queries.insert.run({
          id,
          name,
          name_key: nameKey(name),
          time_zone: timeZone,
          country,
          created_at: at.toISOString(),
          setup_step: setupStep,
          not_needed: '[]',
          contact: '{}',
        });
        append(id, note);
        return required(id);
      });
    },

    get: async (organizationId) => connection.read(null, () => get(organizationId)),

    async find(idOrName) {
      return connection.read(null, () => {
        const byId = get(idOrName.trim());
        if (byId) return byId;
        const [first, second] = queries.byName.all({ name_key: nameKey(idOrName) });
        if (second) throw organizationAmbiguous(idOrName.trim());
        return first ? organizationOf(first) : null;
      });
    },

    async update(organizationId, change, note) {
      return connection.write(organizationId, () => {
        put({ ...required(organizationId), ...change });
        if (note) append(organizationId, note);
        return required(organizationId);
      });
    },

    async decideNeed(organizationId, provider, decision, note) {
      return connection.write(organizationId, () => {
        const before = required(organizationId);
        const others = before.notNeeded.filter((one) => one.provider !== provider);
        const isDecided = others.length < before.notNeeded.length;
        // A repeated decision keeps the first one.
        if (isDecided === (decision !== null)) return before;
        put({ ...before, notNeeded: decision === null ? others : [...others, { provider, ...decision }] });
        append(organizationId, note);
        return required(organizationId);
      });
    },

    async remove(organizationId, note) {
      connection.write(organizationId, () => {
        required(organizationId);
        // The audit entry first, while the clinic's name can still be looked up. Deleting the clinic cascades to its
        // rows.
        const all = credentialName(organizationId, everyCredential);
        append(organizationId, note, credentialSubject(all, { mark: 'ended', sealedRevision: 0 }));
        dataKeys.destroyAll(organizationId);
        queries.remove.run({ id: organizationId });
      });
      connection.scrub(organizationId);
    },

    overviews: async () => connection.read(null, overviews),
    overview: async (organizationId) => connection.read(null, () => overviewsOf([organizationId])[0] ?? null),
    overviewsOf: async (organizationIds) => connection.read(null, () => overviewsOf(organizationIds)),
    overviewsAfter: async (organizationId, limit) => connection.read(null, () => overviewsAfter(organizationId, limit)),
    firstOverviews: async (limit) => connection.read(null, () => firstOverviews(limit)),
    count: async () => connection.read(null, () => queries.count.get({})?.clinics ?? 0),
    otherWrites: async () =>
      connection.read(null, () => String(connection.database.pragma('data_version', { simple: true }))),

    cameBack,

    connectionsAfter: async (after, limit) =>
      connection.read(null, () =>
        slice(after, limit, queries.accounts.all, ({ organization_id, provider, account_key }, name) => ({
          organizationId: organization_id,
          name,
          provider,
          accountKey: account_key,
        })),
      ),
    metadataAfter: async (provider, after, limit) =>
      connection.read(null, () =>
        slice(
          after,
          limit,
          (range) => queries.metadata.all(range).filter((row) => row.provider === provider),
          ({ organization_id, metadata }, name) => ({
            organizationId: organization_id,
            name,
            metadata: metadataOf(metadata),
          }),
        ),
      ),

    sharingAccount: async (provider, accountKey) =>
      connection.read(null, () =>
        queries.sharing
          .all({ provider, account_key: accountKey })
          .map(({ choice, ...row }) => ({ ...organizationOf(row), choice })),
      ),

    pendingRevocations: async () =>
      connection.read(null, () =>
        queries.pendingRevocations.all({}).map(({ organization_id, id, provider, account_key, queued_at }) => ({
          organizationId: organization_id,
          id,
          provider,
          accountKey: account_key,
          queuedAt: queued_at,
        })),
      ),

    unconfirmedRuns: async () =>
      connection.read(null, () =>
        queries.unconfirmed
          .all({})
          .map(({ organization_id, provider }) => ({ organizationId: organization_id, provider })),
      ),

    unfinishedRuns: async () =>
      connection.read(null, () =>
        queries.unfinished
          .all({})
          .map(({ organization_id, provider, id }) => ({ organizationId: organization_id, provider, runId: id }))
          .sort((a, b) => (a.runId < b.runId ? -1 : 1)),
      ),
  };
}
