/** The practice accounts, calendars and OAuth clients. Every address ends in `.example`. */
import type { AccessRole, Account, Calendar, CalendarEvent, ClientTrouble, OAuthClient } from './model';

const hour = 3_600_000;
const day = 24 * hour;

const clientId = (project: string, name: string) =>
  `${project}-${name.replace(/[^a-z0-9]/g, '')}practice.apps.googleusercontent.com`;
/** Has the form of a real secret, and is recognisably fake. */
const secretOf = (name: string) =>
  `GOCSPX-practice-${name
    .replace(/[^a-z0-9]/g, '')
    .padEnd(19, '0')
    .slice(0, 19)}`;

const project = '100200300400';
const client = (name: string, change: Partial<OAuthClient> = {}): OAuthClient => ({
  id: clientId(change.project ?? project, name),
  secret: secretOf(name),
  project,
  kind: 'installed',
  testing: false,
  trouble: null,
  ...change,
});

export const troubles: readonly ClientTrouble[] = [
  'deleted-client',
  'unauthorized-client',
  'told-on-page',
  'admin-policy',
  'internal-only',
  'not-test-user',
  'embedded-browser',
  'session-policy',
  'revoked',
  'refused-token',
  'not-enabled',
  'rate-limit',
  'user-rate-limit',
  'quota',
  'backend-error',
  'calendar-gone',
  'event-gone',
  'read-only',
  'no-revocation',
  'unknown-scope',
  'unfinished-project',
  'ended-token',
  'permission-lost',
  'permission-lost-new',
  'not-enabled-new',
  'daily-limit',
  'forbidden',
  'calendar-deleted',
  'disabled-client',
  'code-refused',
  'sign-in-fault',
  'sign-in-busy',
  'no-calendar',
  'only-shared',
  'free-busy-fault',
];

/** Clients by name; each troubled one has a project of its own, so that revoking at one touches no other. */
export const practiceClients = (): Map<string, OAuthClient> =>
  new Map([
    ['full', client('full')],
    ['second', client('second', { project: '200300400500' })],
    ['same-project', client('same-project')],
    ['testing', client('testing', { project: '300400500600', testing: true })],
    ['web-client', client('web-client', { kind: 'web' })],
    ...troubles.map((trouble, index): [string, OAuthClient] => [
      trouble,
      client(trouble, {
        project: String(500_600_700_000 + index),
        trouble,
        kind: trouble === 'told-on-page' ? 'web' : 'installed',
        testing: trouble === 'not-test-user',
      }),
    ]),
  ]);

/** The id of an event that every start makes. Google's own have no such form. */
export const isPracticeAppointment = (id: string): boolean => /^practice\d+d\d+n\d+$/.test(id);

/** Appointments of the past and the next two weeks: three on each working day, always at the same hours. */
function appointments(now: number, seed: number): Map<string, CalendarEvent> {
  const events = new Map<string, CalendarEvent>();
  const midnight = Math.floor(now / day) * day;
  for (let offset = -7; offset <= 14; offset += 1) {
    const start = midnight + offset * day;
    if ([0, 6].includes(new Date(start).getUTCDay())) continue;
    for (const [index, [at, length]] of [
      [15, 1],
      [17.5, 0.5],
      [20 + (seed % 3) * 0.5, 1.5],
    ].entries() as IterableIterator<[number, [number, number]]>) {
      const id = `practice${seed}d${offset + 7}n${index}`;
      const begin = start + at * hour;
      events.set(id, {
        id,
        summary: 'Appointment',
        description: '',
        start: begin,
        end: begin + length * hour,
        created: now,
        status: 'confirmed',
        transparent: false,
        privateProperties: {},
      });
    }
  }
  return events;
}

export function practiceAccounts(now: number): Account[] {
  const calendar = (id: string, summary: string, seed: number, timeZone = 'America/Los_Angeles'): Calendar => ({
    id,
    summary,
    timeZone,
    events: seed === 0 ? new Map() : appointments(now, seed),
  });
  const frontDesk = calendar('front.desk@sunrise-dental.example', 'Sunrise Dental front desk', 1);
  const hygiene = calendar('hygiene0001@group.calendar.google.example', 'Hygiene room', 2);
  const lee = calendar('dr.lee@sunrise-dental.example', 'Dr. Lee', 3);
  const holidays = calendar('holidays0001@group.v.calendar.google.example', 'Holidays', 0, 'UTC');
  const outside = calendar('office@maple-street.example', 'Maple Street Clinic', 2, 'America/New_York');
  // A very long name, and an empty calendar.
  const west = calendar(
    'reception.and.appointments@sunrise-dental-and-orthodontics-west.example',
    'Appointments, first treatment room',
    1,
    'America/Chicago',
  );
  const second = calendar(
    'west0002@group.calendar.google.example',
    'Dr. Alexandra Konstantinopoulou-Featherstonehaugh, orthodontics and second treatment room',
    3,
    'America/Argentina/Buenos_Aires',
  );
  const unused = calendar('west0003@group.calendar.google.example', 'New calendar', 0, 'America/Chicago');
  const link = (one: Calendar, role: AccessRole, primary = false) => ({ calendar: one, role, primary });
  return [
    {
      id: '101000000000000000001',
      email: frontDesk.id,
      name: 'Front Desk',
      calendars: [
        link(frontDesk, 'owner', true),
        link(hygiene, 'owner'),
        link(lee, 'writer'),
        link(holidays, 'reader'),
      ],
    },
    {
      id: '101000000000000000002',
      email: lee.id,
      name: 'Dr. Lee',
      calendars: [link(lee, 'owner', true), link(frontDesk, 'freeBusyReader')],
    },
    {
      id: '101000000000000000003',
      email: outside.id,
      name: 'Maple Street Office',
      calendars: [link(outside, 'owner', true)],
    },
    {
      id: '101000000000000000004',
      email: west.id,
      name: 'Reception of Sunrise Dental and Orthodontics West',
      calendars: [
        link(west, 'owner', true),
        link(second, 'owner'),
        link(unused, 'owner'),
        link(frontDesk, 'freeBusyReader'),
      ],
    },
  ];
}

/** Accounts of the organization that `internal-only` belongs to, and the test users of `not-test-user`. */
export const internalDomain = 'sunrise-dental.example';
