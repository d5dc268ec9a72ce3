/** A clinic's calendar as the receptionist will see it: when it is busy. */
import type { BusyWeek } from '../../src-shared/calendar/busy';
import { daysFrom, within } from '../../src-shared/calendar/days';
import { AppError } from '../../src-shared/errors';
import { canonicalTimeZone, storedTimeZoneUnusable } from '../../src-shared/organizations/time-zone';
import type { CredentialService } from '../credentials/credential-service';
import { openConnected } from '../credentials/stored-credential';
import type { Platform } from '../platform';
import type { ProviderClients } from '../providers';
import type { Endpoints } from '../providers/endpoints';
import type { Provider } from '../providers/provider';
import type { Storage } from '../storage/repositories';

export type CalendarService = ReturnType<typeof createCalendarService>;

const text = (value: unknown, otherwise: string) => (typeof value === 'string' && value !== '' ? value : otherwise);
const iso = (at: number) => new Date(at).toISOString();

const noCalendar = () =>
  new AppError({
    code: 'credentials.choice-missing',
    message: 'No calendar is picked for this clinic.',
    cause: 'The account may have several, and the receptionist books on one.',
    fix: 'Pick a calendar first.',
    retryable: false,
  });

export function createCalendarService(deps: {
  storage: Storage;
  clients: Pick<ProviderClients, 'google'>;
  provider: Provider;
  endpoints: Pick<Endpoints, 'google'>;
  platform: Platform;
  credentials: Pick<CredentialService, 'foundInUse'>;
}) {
  const { storage, clients, provider, endpoints, platform, credentials } = deps;
  return {
    /** The next seven days, asked now. @throws AppError `credentials.*`, `google.*`, `network.*`, `vault.*` */
    async busyWeek(organizationId: string, signal: AbortSignal): Promise<BusyWeek> {
      const scope = storage.forOrganization(organizationId);
      const { record, fields, stored } = await openConnected(scope, provider);
      if (record.choice === null) throw noCalendar();
      const api = await clients.google.openCalendar({ fields, stored });
      const organization = await storage.organizations.get(organizationId);
      const storedZone = organization?.timeZone ?? 'UTC';
      const timeZone = canonicalTimeZone(storedZone);
      if (timeZone === null) throw new AppError(storedTimeZoneUnusable(storedZone));
      const days = daysFrom(platform.now().getTime(), timeZone, 7);
      const [start, end] = [days[0]?.start ?? 0, days.at(-1)?.end ?? 0];
      const busy = await api.freeBusy(record.choice, start, end, timeZone, signal).catch(async (thrown: unknown) => {
        await credentials.foundInUse(organizationId, provider.id, thrown);
        throw thrown;
      });
      return {
        calendar: text(record.metadata.calendarName, record.choice),
        account: text(record.metadata.accountEmail, ''),
        timeZone,
        days: days.map((day) => ({
          date: day.date,
          start: iso(day.start),
          end: iso(day.end),
          busy: within(busy, day.start, day.end).map((block) => ({ start: iso(block.start), end: iso(block.end) })),
        })),
        checkedAt: platform.now().toISOString(),
        simulated: endpoints.google.simulated,
      };
    },
  };
}
