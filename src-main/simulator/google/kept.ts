/** What the simulated Google keeps from one run to the next: sign-ins that are alive, and events that were made. */
import { z } from 'zod';
import type { Calendar } from './model';
import type { World } from './world';

const time = z.number();

export const keptSchema = z.object({
  version: z.literal(1),
  grants: z.array(
    z.object({
      clientId: z.string(),
      accountId: z.string(),
      scopes: z.array(z.string()),
      refreshToken: z.string(),
      successor: z.string().nullable(),
      issuedAt: time,
      expiresAt: time.nullable(),
    }),
  ),
  events: z.array(
    z.object({
      calendarId: z.string(),
      id: z.string(),
      summary: z.string(),
      description: z.string(),
      start: time,
      end: time,
      created: time,
      transparent: z.boolean(),
      privateProperties: z.record(z.string(), z.string()),
    }),
  ),
});
type Kept = z.infer<typeof keptSchema>;

/** A calendar is one object, also where several accounts share it. */
const calendarsOf = (world: World): Map<string, Calendar> =>
  new Map(
    [...world.accounts.values()].flatMap(({ calendars }) => calendars.map(({ calendar }) => [calendar.id, calendar])),
  );

export function toKeep(world: World): Kept {
  return {
    version: 1,
    // One that has ended answers as one that never was.
    grants: world.grants.flatMap(
      ({ client, account, refreshToken, scopes, successor, issuedAt, expiresAt, revoked }) =>
        refreshToken === null || revoked
          ? []
          : [
              {
                clientId: client.id,
                accountId: account.id,
                scopes: [...scopes],
                refreshToken,
                successor,
                issuedAt,
                expiresAt,
              },
            ],
    ),
    // The appointments of the practice accounts are made anew at each start, around that day.
    events: [...calendarsOf(world).values()].flatMap((calendar) =>
      [...calendar.events.values()]
        .filter(({ id, status }) => status === 'confirmed' && !world.isAppointment(id))
        .map(({ status: _, ...event }) => ({ calendarId: calendar.id, ...event })),
    ),
  };
}

/** Puts back what was kept; what is of an account or client that no longer exists is left out. */
export function recall(world: World, kept: Kept | null): void {
  for (const { clientId, accountId, ...grant } of kept?.grants ?? []) {
    const [client, account] = [world.clients.get(clientId), world.accounts.get(accountId)];
    if (client !== undefined && account !== undefined) world.putGrant({ ...grant, client, account, revoked: false });
  }
  const calendars = calendarsOf(world);
  for (const { calendarId, ...event } of kept?.events ?? [])
    calendars.get(calendarId)?.events.set(event.id, { ...event, status: 'confirmed' });
}
