/** Clinics: the list, their names and time zones, and their removal. */

import type { AuditAction } from '../../src-shared/audit/actions';
import { AppError, type AppErrorData } from '../../src-shared/errors';
import { listOf } from '../../src-shared/list-words';
import {
  longestName,
  type Organization,
  type OrganizationSummary,
  type SetupStep,
} from '../../src-shared/organizations/organization';
import { cleanLine } from '../../src-shared/pasted';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { proofSpansOf } from '../../src-shared/readiness/proof-span';
import { t } from '../../src-shared/texts/translate';
import { accessWords, type EndedAccess } from '../credentials/access-end';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import { inSlices } from '../slices';
import type { Storage } from '../storage/repositories';
import { summaryOf } from './summary';

export type OrganizationService = ReturnType<typeof createOrganizationService>;

const unknownOrganization = (idOrName: string) =>
  new AppError({
    code: 'organization.unknown',
    message: t('There is no clinic “{idOrName}”.', { idOrName }),
    cause: t('It was removed, or the name is spelled differently here.'),
    fix: t('Look it up in the list of clinics.'),
    retryable: false,
  });

/**
 * The token that can revoke the access is destroyed with the clinic's key, so the access is revoked first, or a person
 * accepts that it stays.
 */
function accessNotWithdrawn(
  left: readonly { descriptor: ProviderDescriptor; account: string; error: AppErrorData }[],
): AppError {
  const accounts = listOf([...new Set(left.map(({ account }) => account))]);
  const names = listOf([...new Set(left.map(({ descriptor }) => descriptor.name))]);
  const reasons = [...new Set(left.map(({ error }) => error.message))];
  const page = left[0]?.descriptor.ending.page;
  return new AppError({
    code: 'organization.access-not-withdrawn',
    message: t('The clinic was not removed: {companies} could not be told.', { companies: names }),
    cause: t(
      'The access of {accounts} is withdrawn first, which failed: {reasons} After the removal it can’t be withdrawn from here.',
      { accounts, reasons: reasons.join(' ') },
    ),
    fix: t(
      'Try again with a network. Or remove the clinic anyway: the access then stays until the account’s owner takes it away, on the page that is linked here.',
    ),
    ...(page === undefined ? {} : { helpUrl: page }),
    retryable: true,
  });
}

/**
 * A name as it is stored, from the window and the command line alike.
 * @throws AppError `organization.name` for one that nobody could see, or that is too long to be shown
 */
function storableName(typed: string): string {
  const name = cleanLine(typed);
  if (name.length > 0 && name.length <= longestName) return name;
  throw new AppError({
    code: 'organization.name',
    message: t('A clinic can’t be called that.'),
    cause:
      name.length === 0
        ? t('There is nothing to be seen in the name.')
        : t('At most {longest} characters; this has {length}.', { longest: longestName, length: name.length }),
    fix: t('Give the clinic a name.'),
    retryable: false,
  });
}

/**
 * The name under which a time zone is stored.
 * @throws AppError `organization.time-zone-unknown` for one that a calendar would refuse
 */
async function storableTimeZone(typed: string): Promise<string> {
  // Loaded lazily: the list of zones is large, and the list of clinics does not need it.
  const { canonicalTimeZone, timeZoneUnknown } = await import('../../src-shared/organizations/time-zone');
  const timeZone = canonicalTimeZone(typed);
  if (timeZone === null) throw new AppError(timeZoneUnknown(typed));
  return timeZone;
}

const stillConnected = ({ name, ending }: ProviderDescriptor) =>
  new AppError({
    code: 'organization.provider-connected',
    message: t('{name} is connected, so this clinic uses it.', { name }),
    cause: t('A provider that is not needed has no connection.'),
    fix: t('Choose “{action}” first.', { action: t(ending.action) }),
    retryable: false,
  });

/** How many clinics are read in one go: a few milliseconds. */
const clinicsAtOnce = 100;

export type OrganizationServiceDeps = {
  storage: Storage;
  /** Ends all access of a clinic at its providers, before it is removed. */
  endAccess(organizationId: string): Promise<EndedAccess[]>;
  platform: Platform;
  publish: Publish;
};

export function createOrganizationService({ storage, endAccess, platform, publish }: OrganizationServiceDeps) {
  const proofSpans = async () => proofSpansOf(await storage.settings.get());
  const require = async (organizationId: string): Promise<Organization> => {
    const organization = await storage.organizations.get(organizationId);
    if (!organization) throw unknownOrganization(organizationId);
    return organization;
  };
  const note = (action: AuditAction, detail: string) => ({
    action,
    outcome: 'succeeded' as const,
    detail,
    simulated: false,
  });

  return {
    async list(): Promise<OrganizationSummary[]> {
      const [overviews, spans] = await Promise.all([storage.organizations.overviews(), proofSpans()]);
      const now = platform.now();
      return overviews.map((overview) => summaryOf(overview, providerDescriptors, now, spans));
    },

    /** The same in slices, by the clinics' ids: nothing waits for a long list. */
    async *slices(): AsyncGenerator<OrganizationSummary[]> {
      const [spans, now] = [await proofSpans(), platform.now()];
      const read = async (after: string) => {
        const overviews = await storage.organizations.overviewsAfter(after, clinicsAtOnce);
        const next = overviews.length < clinicsAtOnce ? null : (overviews.at(-1)?.organization.id ?? null);
        return { items: overviews.map((overview) => summaryOf(overview, providerDescriptors, now, spans)), next };
      };
      yield* inSlices(read);
    },

    /** A clinic's row of the list. @throws AppError `organization.unknown` */
    async summary(organizationId: string): Promise<OrganizationSummary> {
      const [overview, spans] = await Promise.all([storage.organizations.overview(organizationId), proofSpans()]);
      if (!overview) throw unknownOrganization(organizationId);
      return summaryOf(overview, providerDescriptors, platform.now(), spans);
    },

    /** @param organization `setupStep` is null when no wizard continues with the clinic */
    async add(
      organization: Pick<Organization, 'name' | 'timeZone' | 'country'> & { setupStep?: SetupStep | null },
    ): Promise<Organization> {
      const name = storableName(organization.name);
      const timeZone = await storableTimeZone(organization.timeZone);
      const added = await storage.organizations.add(
        { ...organization, name, timeZone },
        note('organization.added', name),
      );
      publish('organizations.changed', { organizationId: added.id });
      return added;
    },

    get: require,

    /** By id or by name. @throws AppError `organization.unknown`, `organization.ambiguous` */
    async find(idOrName: string): Promise<Organization> {
      const organization = await storage.organizations.find(idOrName);
      if (!organization) throw unknownOrganization(idOrName);
      return organization;
    },

    async update(
      organizationId: string,
      asked: Partial<Pick<Organization, 'name' | 'timeZone' | 'country' | 'setupStep' | 'contact'>>,
    ): Promise<Organization> {
      const change = {
        ...asked,
        ...(asked.name === undefined ? {} : { name: storableName(asked.name) }),
        ...(asked.timeZone === undefined ? {} : { timeZone: await storableTimeZone(asked.timeZone) }),
      };
      const before = await require(organizationId);
      const told = (['name', 'timeZone', 'country'] as const).filter(
        (key) => change[key] !== undefined && change[key] !== before[key],
      );
      // That they changed, not what they are: the trail outlives the clinic.
      const isContactNew =
        change.contact !== undefined && JSON.stringify(change.contact) !== JSON.stringify(before.contact);
      const detail = [
        ...told.map((key) => `${before[key]} → ${change[key]}`),
        ...(isContactNew ? [t('Contact and notes')] : []),
      ].join(', ');
      const updated = await storage.organizations.update(
        organizationId,
        change,
        detail === '' ? null : note('organization.changed', detail),
      );
      publish('organizations.changed', { organizationId });
      return updated;
    },

    /**
     * Decides that the clinic does not need a provider, or needs it again.
     * @throws AppError `organization.provider-connected`: it is connected, so the clinic uses it
     */
    async decideNeed(organizationId: string, provider: ProviderId, needed: boolean): Promise<Organization> {
      const { name } = providerDescriptors[provider];
      const stored = await storage.forOrganization(organizationId).credentials.find(provider);
      if (!needed && stored && stored.status !== 'revoked') throw stillConnected(providerDescriptors[provider]);
      const decision = needed ? null : { decidedBy: storage.actor(), decidedAt: platform.now().toISOString() };
      const decided = await storage.organizations.decideNeed(
        organizationId,
        provider,
        decision,
        note(needed ? 'provider.needed' : 'provider.not-needed', name),
      );
      publish('organizations.changed', { organizationId });
      return decided;
    },

    /**
     * Ends the clinic's access at its providers, then removes it with all that is stored of it.
     * @param leaveAccess remove it even if a provider can't be reached: its access then stays until the account's owner
     * revokes it
     * @throws AppError `organization.name-mismatch`: what was typed is not the clinic's name;
     * `organization.access-not-withdrawn`. Nothing is removed then
     */
    async remove(
      organizationId: string,
      confirmName: string,
      { leaveAccess }: { leaveAccess: boolean },
    ): Promise<void> {
      const { name } = await require(organizationId);
      if (confirmName.trim() !== name) {
        throw new AppError({
          code: 'organization.name-mismatch',
          message: t('The clinic was not removed.'),
          cause: t('The name that was typed is not the clinic’s name.'),
          fix: t('Type {name} exactly.', { name }),
          retryable: false,
        });
      }
      const ends = await endAccess(organizationId);
      const left = ends.flatMap(({ descriptor, end }) =>
        end.kind === 'pending' || end.kind === 'unopened'
          ? [{ descriptor, account: end.account, error: end.error }]
          : [],
      );
      if (left.length > 0 && !leaveAccess) throw accessNotWithdrawn(left);
      const words = ends.map(({ descriptor, end }) => {
        const isLeft = end.kind === 'pending' || end.kind === 'unopened';
        return accessWords(descriptor.name, isLeft ? { ...end, kind: 'left' } : end);
      });
      const simulated = ends.some((ended) => ended.simulated);
      await storage.organizations.remove(organizationId, {
        ...note('organization.removed', `${name}${words.join('')}`),
        simulated,
      });
      publish('organizations.changed', { organizationId });
    },
  };
}
