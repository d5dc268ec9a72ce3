/** The clinics of a shared vault. */
import { v7 as uuidv7 } from 'uuid';
import type { Organization } from '../../../src-shared/organizations/organization';
import { firstSetupStep } from '../../../src-shared/setup/step-ids';
import type { OrganizationRepository } from '../repositories';
import { metadataOf, nameKey, organizationColumns, organizationOf } from '../rows';
import { organizationAmbiguous, organizationUnknown } from '../storage-errors';
import type { ClinicKeys } from './clinic-keys';
import type { SharedDatabase, Tx } from './driver';
import { announceChange } from './notify';
import type { SharedAuditWriter } from './shared-audit';
import { hasUnconfirmed, overviewsOf } from './shared-overviews';

type Deps = {
  database: SharedDatabase;
  clinicKeys: ClinicKeys;
  append: SharedAuditWriter;
  now: () => Date;
};

const isId = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

async function get(tx: Tx, id: string): Promise<Organization | null> {
  if (!isId(id)) return null;
  const row = await tx.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? organizationOf(row) : null;
}

/** @throws AppError `organization.unknown` */
export async function requireOrganization(tx: Tx, id: string): Promise<Organization> {
  const organization = await get(tx, id);
  if (!organization) throw organizationUnknown();
  return organization;
}

/** A slice of the clinics by their ids, with their names. */
export async function clinicSlice(tx: Tx, after: string, limit: number) {
  let clinics = tx.selectFrom('organizations').select(['id', 'name']).orderBy('id').limit(limit);
  if (isId(after)) clinics = clinics.where('id', '>', after);
  const rows = await clinics.execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return { names, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

const connectionsOf = (tx: Tx, names: ReadonlyMap<string, string>) =>
  tx
    .selectFrom('organization_api_credentials')
    .select(['organization_id', 'provider', 'account_key', 'metadata'])
    .where('organization_id', '=', (of) => of.fn<string>('any', [of.val([...names.keys()])]))
    .where('status', '!=', 'revoked')
    .orderBy('organization_id')
    .orderBy('provider');

export function createSharedOrganizations({ database, clinicKeys, append, now }: Deps): OrganizationRepository {
  const across = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(null, work);
  const put = (tx: Tx, organization: Organization) =>
    tx.updateTable('organizations').set(organizationColumns(organization)).where('id', '=', organization.id).execute();

  return {
    async add({ name, timeZone, country, setupStep = firstSetupStep }, note) {
      const at = now();
      const id = uuidv7({ msecs: at.getTime() });
      return database.transaction(id, async (tx) => {
        const made = organizationOf({
          id,
          name,
          time_zone: timeZone,
          country,
          created_at: at.toISOString(),
          setup_step: setupStep,
          not_needed: '[]',
          contact: '{}',
        });
        await tx
          .insertInto('organizations')
          .values({ id, created_at: at.toISOString(), ...organizationColumns(made) })
          .execute();
        await clinicKeys.create(tx, id);
        await append(tx, id, note);
        await announceChange(tx);
        return made;
      });
    },
    get: (organizationId) => across((tx) => get(tx, organizationId)),
    find: (idOrName) =>
      across(async (tx) => {
        const byId = await get(tx, idOrName.trim());
        if (byId) return byId;
        const rows = await tx
          .selectFrom('organizations')
          .selectAll()
          .where('name_key', '=', nameKey(idOrName))
          .limit(2)
          .execute();
        const [first, second] = rows;
        if (second) throw organizationAmbiguous(idOrName.trim());
        return first ? organizationOf(first) : null;
      }),
    update: (organizationId, change, note) =>
      database.transaction(organizationId, async (tx) => {
        await put(tx, { ...(await requireOrganization(tx, organizationId)), ...change });
        if (note) await append(tx, organizationId, note);
        await announceChange(tx);
        return requireOrganization(tx, organizationId);
      }),
    decideNeed: (organizationId, provider, decision, note) =>
      database.transaction(organizationId, async (tx) => {
        const before = await requireOrganization(tx, organizationId);
        const others = before.notNeeded.filter((one) => one.provider !== provider);
        // A repeated decision keeps the first one.
        if (others.length < before.notNeeded.length === (decision !== null)) return before;
        await put(tx, { ...before, notNeeded: decision === null ? others : [...others, { provider, ...decision }] });
        await append(tx, organizationId, note);
        await announceChange(tx);
        return requireOrganization(tx, organizationId);
      }),
    remove: (organizationId, note) =>
      database.transaction(organizationId, async (tx) => {
        await requireOrganization(tx, organizationId);
        // First, while the clinic’s name can still be looked up.
        await append(tx, organizationId, note);
        await tx.deleteFrom('organizations').where('id', '=', organizationId).execute();
        await announceChange(tx);
      }),
    // Told by the vault’s pinned log, not row by row.
    cameBack: async () => [],
    overviews: () => across((tx) => overviewsOf(tx, null)),
    overview: (organizationId) =>
      across(async (tx) => (isId(organizationId) ? ((await overviewsOf(tx, [organizationId]))[0] ?? null) : null)),
    overviewsOf: (organizationIds) => across((tx) => overviewsOf(tx, organizationIds.filter(isId))),
    overviewsAfter: (organizationId, limit) =>
      across(async (tx) => {
        let after = tx.selectFrom('organizations').select('id').orderBy('id').limit(limit);
        if (isId(organizationId)) after = after.where('id', '>', organizationId);
        const ids = (await after.execute()).map(({ id }) => id);
        const slice = await overviewsOf(tx, ids);
        return slice.sort((a, b) => (a.organization.id < b.organization.id ? -1 : 1));
      }),
    connectionsAfter: (after, limit) =>
      across(async (tx) => {
        const { names, next } = await clinicSlice(tx, after, limit);
        const rows = await connectionsOf(tx, names).execute();
        const items = rows.map(({ organization_id, provider, account_key }) => ({
          organizationId: organization_id,
          name: names.get(organization_id) ?? '',
          provider,
          accountKey: account_key,
        }));
        return { items, next };
      }),
    metadataAfter: (provider, after, limit) =>
      across(async (tx) => {
        const { names, next } = await clinicSlice(tx, after, limit);
        const rows = await connectionsOf(tx, names).where('provider', '=', provider).execute();
        const items = rows.map(({ organization_id, metadata }) => ({
          organizationId: organization_id,
          name: names.get(organization_id) ?? '',
          metadata: metadataOf(metadata),
        }));
        return { items, next };
      }),
    firstOverviews: (limit) =>
      across(async (tx) => {
        const first = await tx
          .selectFrom('organizations')
          .select('id')
          .orderBy('name_key')
          .orderBy('id')
          .limit(limit)
          .execute();
        return overviewsOf(
          tx,
          first.map(({ id }) => id),
        );
      }),
    count: () =>
      across(async (tx) => {
        const row = await tx
          .selectFrom('organizations')
          .select(({ fn }) => fn.countAll<number>().as('clinics'))
          .executeTakeFirstOrThrow();
        return row.clinics;
      }),
    // Every write of a console leaves an entry, or changes a row that a check reads again anyway.
    otherWrites: () =>
      across(async (tx) => {
        const row = await tx
          .selectFrom('audit_log')
          .select(({ fn }) => fn.max('position').as('newest'))
          .executeTakeFirst();
        return String(row?.newest ?? 0);
      }),
    sharingAccount: (provider, accountKey) =>
      across(async (tx) => {
        const rows = await tx
          .selectFrom('organization_api_credentials')
          .innerJoin('organizations', 'organizations.id', 'organization_api_credentials.organization_id')
          .selectAll('organizations')
          .select('choice')
          .where('provider', '=', provider)
          .where('account_key', '=', accountKey)
          .where('status', '!=', 'revoked')
          .orderBy('organizations.name_key')
          .execute();
        return rows.map(({ choice, ...row }) => ({ ...organizationOf(row), choice }));
      }),
    pendingRevocations: () =>
      across(async (tx) => {
        const rows = await tx
          .selectFrom('pending_revocations')
          .select(['organization_id', 'id', 'provider', 'account_key', 'queued_at'])
          .orderBy('queued_at')
          .orderBy('id')
          .execute();
        return rows.map(({ organization_id, id, provider, account_key, queued_at }) => ({
          organizationId: organization_id,
          id,
          provider,
          accountKey: account_key,
          queuedAt: queued_at,
        }));
      }),
    unfinishedRuns: () =>
      across(async (tx) => {
        const rows = await tx
          .selectFrom('test_runs')
          .select(['organization_id', 'provider', 'id'])
          .where('state', '=', 'running')
          .orderBy('id')
          .execute();
        return rows.map(({ organization_id, provider, id }) => ({
          organizationId: organization_id,
          provider,
          runId: id,
        }));
      }),
    unconfirmedRuns: () =>
      across(async (tx) => {
        const rows = await tx
          .selectFrom('test_runs')
          .select(['organization_id', 'provider'])
          .distinct()
          .where(hasUnconfirmed)
          .execute();
        return rows.map(({ organization_id, provider }) => ({ organizationId: organization_id, provider }));
      }),
  };
}
