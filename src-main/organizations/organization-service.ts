/** Clinics: the list, their names and time zones, and their removal. */
import { AppError } from '../../src-shared/errors';
import type { Organization, OrganizationSummary, SetupStep } from '../../src-shared/organizations/organization';
import { providerDescriptors } from '../../src-shared/providers';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import type { Storage } from '../storage/repositories';
import { summaryOf } from './summary';

export type OrganizationService = ReturnType<typeof createOrganizationService>;

const hour = 3_600_000;

export const unknownOrganization = (idOrName: string) =>
  new AppError({
    code: 'organization.unknown',
    message: `There is no clinic “${idOrName}”.`,
    cause: 'It was removed, or the name is spelled differently here.',
    fix: 'Look it up in the list of clinics.',
    retryable: false,
  });

/** @throws AppError `organization.time-zone-unknown`: a zone that this system does not know would make every time wrong */
function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new AppError({
      code: 'organization.time-zone-unknown',
      message: `“${timeZone}” is not a time zone.`,
      cause: 'Time zones are named by region and city, for example America/Los_Angeles.',
      fix: 'Pick the zone from the list.',
      retryable: false,
    });
  }
}

export function createOrganizationService({ storage, platform, publish }: { storage: Storage; platform: Platform; publish: Publish }) {
  const intervalMs = async () => (await storage.settings.get()).checkIntervalHours * hour;
  const require = async (organizationId: string): Promise<Organization> => {
    const organization = await storage.organizations.get(organizationId);
    if (!organization) throw unknownOrganization(organizationId);
    return organization;
  };
  const note = (action: string, detail: string) => ({ action, outcome: 'succeeded' as const, detail, simulated: false });

  return {
    async list(): Promise<OrganizationSummary[]> {
      const [overviews, interval] = await Promise.all([storage.organizations.overviews(), intervalMs()]);
      const now = platform.now();
      return overviews.map((overview) => summaryOf(overview, providerDescriptors, now, interval));
    },

    async add(organization: Pick<Organization, 'name' | 'timeZone' | 'country'>): Promise<Organization> {
      requireTimeZone(organization.timeZone);
      const added = await storage.organizations.add(organization, note('organization.added', organization.name));
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
      change: Partial<{ name: string; timeZone: string; country: string; setupStep: SetupStep | null }>,
    ): Promise<Organization> {
      if (change.timeZone !== undefined) requireTimeZone(change.timeZone);
      const before = await require(organizationId);
      const told = (['name', 'timeZone', 'country'] as const).filter((key) => change[key] !== undefined && change[key] !== before[key]);
      const detail = told.map((key) => `${before[key]} → ${change[key]}`).join(', ');
      const updated = await storage.organizations.update(organizationId, change, told.length > 0 ? note('organization.changed', detail) : null);
      publish('organizations.changed', { organizationId });
      return updated;
    },

    /** @throws AppError `organization.name-mismatch`: what was typed is not the clinic's name, so nothing is removed */
    async remove(organizationId: string, confirmName: string): Promise<void> {
      const { name } = await require(organizationId);
      if (confirmName.trim() !== name) {
        throw new AppError({
          code: 'organization.name-mismatch',
          message: 'The clinic was not removed.',
          cause: 'The name that was typed is not the clinic’s name.',
          fix: `Type ${name} exactly.`,
          retryable: false,
        });
      }
      await storage.organizations.remove(organizationId, note('organization.removed', name));
      publish('organizations.changed', { organizationId: null });
    },
  };
}
