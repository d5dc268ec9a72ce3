/** Clients of the providers’ packages that were handed out: one for each clinic, for as long as its credentials last. */
import type { Twilio } from 'twilio';
import type { ProviderId } from '../src-shared/primitives';
import type { Receptionist } from './api';
import { type CalendarClient, createCalendarClient, type SignIn } from './calendar-client';
import type { Live } from './knowledge';
import { incomplete } from './receptionist-errors';
import { createTwilioClient } from './twilio-client';

type Handing = {
  /** At this moment. @throws where there are no credentials to use */
  live(clinicId: string, provider: ProviderId): Live;
  /** After the provider refused credentials: newer ones, or null. */
  newerThan(before: Live, code: string): Promise<Live | null>;
  signInOf(clinicId: string): SignIn;
  used(clinicId: string, provider: ProviderId): void;
};

export function createClients({ live, newerThan, signInOf, used }: Handing) {
  const calendars = new Map<string, { revision: number; client: Promise<CalendarClient> }>();
  const twilios = new Map<string, { revision: number; client: Promise<Twilio> }>();

  const twilioOf = (clinicId: string, { fields: first, simulated }: Live['delivered']) =>
    createTwilioClient(
      first,
      simulated,
      () => {
        const { fields } = live(clinicId, 'twilio').delivered;
        used(clinicId, 'twilio');
        // The paths of this client name its account.
        return fields.accountSid === first.accountSid ? fields : first;
      },
      async () => {
        const newer = await newerThan(live(clinicId, 'twilio'), '401');
        const fields = newer?.delivered.fields ?? null;
        return fields?.accountSid === first.accountSid ? fields : null;
      },
    );

  const clients: Pick<Receptionist, 'twilio' | 'calendar'> = {
    async twilio(clinicId) {
      const { delivered, revision } = live(clinicId, 'twilio');
      if (delivered.choice === null) throw incomplete(clinicId, 'twilio');
      const kept = twilios.get(clinicId);
      const client = kept?.revision === revision ? kept.client : twilioOf(clinicId, delivered);
      twilios.set(clinicId, { revision, client });
      return { client: await client, from: delivered.choice };
    },
    async calendar(clinicId) {
      const { delivered, revision } = live(clinicId, 'google');
      if (delivered.choice === null || !delivered.fields.refreshToken) throw incomplete(clinicId, 'google');
      const kept = calendars.get(clinicId);
      const client =
        kept?.revision === revision ? kept.client : createCalendarClient(delivered.simulated, signInOf(clinicId));
      calendars.set(clinicId, { revision, client });
      used(clinicId, 'google');
      return { calendar: (await client).calendar, calendarId: delivered.choice };
    },
  };
  return {
    ...clients,
    /** The next one works with other credentials. */
    changed(clinicId: string, provider: ProviderId): void {
      if (provider === 'twilio') twilios.delete(clinicId);
      if (provider === 'google') calendars.delete(clinicId);
    },
    /** Those that were handed out stop working. */
    end(clinicId: string, provider: ProviderId): void {
      if (provider === 'twilio') twilios.delete(clinicId);
      if (provider !== 'google') return;
      void calendars.get(clinicId)?.client.then(
        (client) => client.end(),
        () => undefined,
      );
      calendars.delete(clinicId);
    },
  };
}
