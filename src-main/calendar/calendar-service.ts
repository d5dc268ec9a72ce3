/** A clinic's calendar as the receptionist will see it: when it is busy. */

import type { BusyWeek } from '../../src-shared/calendar/busy';
import { daysFrom, within } from '../../src-shared/calendar/days';
import { AppError, refusal } from '../../src-shared/errors';
import { canonicalTimeZone, storedTimeZoneUnusable } from '../../src-shared/organizations/time-zone';
import type { ProviderId } from '../../src-shared/primitives';
import { t } from '../../src-shared/texts/translate';
import type { CredentialService } from '../credentials/credential-service';
import { openConnected } from '../credentials/stored-credential';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import type { Provider } from '../providers/provider';
import type { OrganizationScope, Storage } from '../storage/repositories';

const iso = (at: number) => new Date(at).toISOString();

const noCalendar = () =>
  refusal(
    'credentials.choice-missing',
    t('No calendar is picked for this clinic.'),
    t('The account may have several, and the receptionist books on one.'),
    t('Pick a calendar first.'),
  );

export function createCalendarService(deps: {
  storage: Storage;
  providers: Readonly<Record<ProviderId, Provider>>;
  endpoints: Endpoints;
  platform: Platform;
  credentials: Pick<CredentialService, 'foundInUse'>;
}) {
  const { storage, providers, endpoints, platform, credentials } = deps;
  /** Opens the clinic's calendar connection. @throws AppError `credentials.not-connected` */
  async function openCalendar(scope: OrganizationScope) {
    const able = Object.values(providers).filter(({ busyCalendar }) => busyCalendar !== undefined);
    const live = (await scope.credentials.list()).find(
      ({ provider, status }) => status !== 'revoked' && able.some(({ id }) => id === provider),
    );
    const provider = able.find(({ id }) => id === live?.provider) ?? able[0];
    if (provider?.busyCalendar === undefined) throw new Error('no provider has calendars');
    return { provider, calendar: provider.busyCalendar, ...(await openConnected(scope, provider)) };
  }
  return {
    /**
     * The busy times of the next seven days, from the provider.
     * @throws AppError `credentials.*`, `network.*`, `vault.*`, or what the provider answered
     */
    async busyWeek(organizationId: string, signal: AbortSignal): Promise<BusyWeek> {
      const scope = storage.forOrganization(organizationId);
      const { provider, calendar, record, fields, stored } = await openCalendar(scope);
      if (record.choice === null) throw noCalendar();
      const organization = await storage.organizations.get(organizationId);
      const storedZone = organization?.timeZone ?? 'UTC';
      const timeZone = canonicalTimeZone(storedZone);
      if (timeZone === null) throw new AppError(storedTimeZoneUnusable(storedZone));
      const days = daysFrom(platform.now().getTime(), timeZone, 7);
      const [from, to] = [days[0]?.start ?? 0, days.at(-1)?.end ?? 0];
      const { choice } = record;
      const busy = await calendar
        .busy({ fields, stored, choice, from, to, timeZone, signal })
        .catch(async (thrown: unknown) => {
          await credentials.foundInUse(organizationId, provider.id, thrown);
          throw thrown;
        });
      return {
        ...calendar.describe(record.metadata, choice),
        timeZone,
        days: days.map((day) => ({
          date: day.date,
          start: iso(day.start),
          end: iso(day.end),
          busy: within(busy, day.start, day.end).map((block) => ({ start: iso(block.start), end: iso(block.end) })),
        })),
        checkedAt: platform.now().toISOString(),
        simulated: endpoints[provider.id].simulated,
      };
    },
  };
}
