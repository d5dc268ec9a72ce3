/**
 * Google Calendar's descriptor: the clinic's own OAuth client, the sign-in, the calendar test, and the rungs of its
 * ladder.
 */
import { t, text } from '../../texts/translate';
import type { ProviderDescriptor } from '../descriptor';
import { clientFields } from './fields';
import { googlePageErrors } from './page-errors';

const accessPage = 'https://myaccount.google.com/connections';
const audiencePage = 'https://console.cloud.google.com/auth/audience';

export const googleDescriptor = {
  id: 'google',
  name: 'Google Calendar',
  company: 'Google',
  purpose: text('Appointments'),
  use: text('books on its own Google Calendar'),
  enables: text('book on its calendar'),
  methods: [
    {
      id: 'own-calendars',
      label: text('Its own calendars'),
      summary: text('The account books on calendars that belong to it. Asks Google for the fewest permissions.'),
      fields: clientFields,
    },
    {
      id: 'shared-calendars',
      label: text('Shared calendars too'),
      summary: text(
        'For a calendar that belongs to somebody else and is shared with this account. Asks Google for one wider permission.',
      ),
      fields: clientFields,
    },
  ],
  methodsLabel: text('Kind of access'),
  machineFields: ['clientId', 'clientSecret', 'refreshToken'],
  guideAction: text('How to make an OAuth client'),
  rungs: [
    { id: 'signed-in', label: text('Signed in'), brief: { proven: text('Signed in'), failed: text('Not signed in') } },
    {
      id: 'permissions-complete',
      label: text('Permissions complete'),
      brief: { proven: text('Permitted'), failed: text('No permission') },
    },
    {
      id: 'calendar-reachable',
      label: text('Calendar reachable'),
      fixedBy: 'choose',
      brief: { proven: text('Reachable'), failed: text('No calendar') },
    },
    {
      id: 'free-busy-read',
      label: text('Free/busy read'),
      fixedBy: 'choose',
      brief: { proven: text('Free/busy read'), failed: text('No free/busy') },
    },
    {
      id: 'event-made-and-removed',
      label: text('Test event made and removed'),
      provedBy: 'test',
      brief: { proven: text('Can book'), failed: text('Can’t book') },
    },
  ],
  ownProblems: [
    'google.accessNotConfigured',
    'google.SERVICE_DISABLED',
    'google.notACalendarUser',
    'google.admin_policy_enforced',
    'google.org_internal',
    'google.forbidden',
    'google.requiredAccessLevel',
  ],
  choice: {
    kind: 'calendar',
    label: text('Calendar'),
    word: { any: text('a calendar'), one: text('calendar'), many: text('calendars') },
    envKeys: [],
    problems: ['google.notFound', 'google.calendar-not-listed'],
    rung: 'calendar-reachable',
    nameKey: 'calendarName',
    option: {
      flag: '--calendar <id or name>',
      description: text('the calendar to book on; otherwise the one before, or the account’s main one'),
    },
  },
  signIn: {
    action: text('Connect Google'),
    origin: 'https://accounts.google.com',
    expect: [
      text('Your browser opens Google’s sign-in page.'),
      text('Choose the account that owns the clinic’s calendar.'),
      text('If Google says that it hasn’t verified this app: it is the clinic’s own. Choose “Advanced” or “Continue”.'),
      text('Tick every box about Google Calendar, then choose “Continue” or “Allow”.'),
      text('When the page says so, come back here.'),
    ],
    clientName: text('OAuth client'),
    keeps: text('The calendar, the tests and the history stay as they are.'),
    pageErrors: googlePageErrors,
    otherPageErrors: text('On Google’s page, “Learn more about this error” explains the others.'),
    expiryReason: text(
      'The clinic’s Google Cloud project is in testing, and Google ends such sign-ins after seven days. In Google Cloud, under Google Auth Platform, Audience, choose “Publish app” (or make it “Internal”), then reconnect.',
    ),
    expiryHelpUrl: audiencePage,
  },
  test: {
    title: text('Calendar test'),
    action: text('Run calendar test'),
    steps: [
      {
        id: 'calendar-list',
        label: text('Calendar found'),
        promise: text('Does the account still list the calendar, and may it book there?'),
      },
      {
        id: 'free-busy',
        label: text('Free/busy of today'),
        promise: text('When the calendar is busy today, in the clinic’s time zone.'),
      },
      {
        id: 'event-create',
        label: text('Test event made'),
        promise: text('A clearly named event in the next free quarter of an hour. Nobody is invited.'),
      },
      {
        id: 'event-visible',
        label: text('Test event shows as busy'),
        promise: text('The event has to show up as busy.'),
      },
      { id: 'event-remove', label: text('Test event removed'), promise: text('The calendar is left as it was.') },
    ],
    words: {
      about: text('A test makes an event, sees that it shows as busy, and removes it.'),
      passed: text('All 5 passed'),
      proves: text('The receptionist can read and book on this calendar.'),
      stopping: text('Stopping. What the test made is removed first.'),
      stopped: text('What the test had made was removed.'),
      interrupted: text(
        'The console ended while the test was running. The next test looks for a test event that was left behind and removes it.',
      ),
    },
  },
  importFile: {
    name: text('OAuth client file'),
    extensions: ['json'],
    hint: text('Google Cloud calls it client_secret_….json. Or paste its text into the field.'),
    marks: /"(?:installed|web)"\s*:\s*\{|"client_secret"\s*:/,
  },
  setup: [
    {
      id: 'google',
      view: 'connect',
      label: text('Google Calendar'),
      heading: text('Connect Google Calendar'),
      purpose: text(
        'The receptionist books on the clinic’s own calendar. The sign-in happens in your browser; the password never reaches this console.',
      ),
    },
  ],
  need: {
    notNeeded: text('This clinic takes no appointments through the receptionist.'),
    atHand: text('Have the OAuth client and the account’s owner at hand.'),
  },
  ending: {
    action: text('Disconnect'),
    busy: text('Disconnecting…'),
    isTold: true,
    explain: ({ clinic, account }) =>
      t(
        'The receptionist of {clinic} can’t read or book on the calendar from then on. The access{account, select, none {} other { of {account}}} is revoked at Google, then its secret is destroyed on this computer. Appointments stay where they are. Without a network it is removed here at once, and Google is told later.',
        { clinic, account: account ?? 'none' },
      ),
    done: text('Google Calendar was told.'),
    remains: text('Appointments stay where they are.'),
    common: { one: text('shares its account or client'), many: text('share its account or client') },
    page: accessPage,
  },
  handoff: {
    missing: {
      what: text('Connect Google'),
      why: text('No calendar is connected, so no appointment can be booked.'),
      owner: text('{installer}, with the owner of the clinic’s calendar'),
    },
    lines: {
      resource: text('Google account'),
      key: null,
      facts: ['calendar', 'time-zone'],
      addedBy: text('Signed in by'),
    },
  },
  network: {
    variable: 'VOXANNE_GOOGLE_URL',
    hosts: ['www.googleapis.com', 'oauth2.googleapis.com'],
    statusPage: 'https://www.google.com/appsstatus/dashboard/',
  },
  helpPlaces: [
    { origin: 'https://console.cloud.google.com' },
    { origin: 'https://developers.google.com' },
    { origin: 'https://support.google.com' },
    { origin: 'https://myaccount.google.com' },
    { origin: 'https://calendar.google.com' },
    { origin: 'https://admin.google.com' },
    // Its other paths forward to any address (`/url?q=…`).
    { origin: 'https://www.google.com', paths: ['/appsstatus/'] },
  ],
  helpUrls: {
    console: 'https://console.cloud.google.com/auth/clients',
    clients: 'https://console.cloud.google.com/auth/clients',
    audience: audiencePage,
    calendarApi: 'https://console.cloud.google.com/apis/library/calendar-json.googleapis.com',
    permissions: accessPage,
  },
  // Client secrets, access tokens, refresh tokens and sign-in codes.
  secrets: [/GOCSPX-[\w-]+/g, /ya29\.[\w.-]+/g, /\b[14]\/\/?[\w-]{10,}/g],
  command: {
    name: 'google',
    description: text('a clinic’s Google Calendar: sign in, test, disconnect'),
    connect: {
      clientFile: text(
        'the OAuth client’s file from Google Cloud; without it the stored client, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET',
      ),
      methods: [
        {
          flag: '--shared-calendars',
          methodId: 'shared-calendars',
          description: text('ask for one wider permission, to book on calendars that belong to somebody else'),
        },
      ],
      switchAccount: text('accept another Google account than before'),
      explain: text('what an error on Google’s sign-in page means, and what to do about it'),
    },
    test: text('make a test event, see it in free/busy, and remove it again'),
    disconnect: text('withdraw the access at Google and destroy the stored sign-in; names the clinics that share it'),
  },
  practice: { menu: text('Use a practice client') },
} as const satisfies ProviderDescriptor;
