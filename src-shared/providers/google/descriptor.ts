/**
 * Google Calendar's descriptor: the clinic's own OAuth client, the sign-in, the calendar test, and the rungs of its
 * ladder.
 */
import type { ProviderDescriptor } from '../descriptor';
import { clientFields } from './fields';
import { googlePageErrors } from './page-errors';

const accessPage = 'https://myaccount.google.com/connections';
const audiencePage = 'https://console.cloud.google.com/auth/audience';

export const googleDescriptor = {
  id: 'google',
  name: 'Google Calendar',
  company: 'Google',
  purpose: 'Appointments',
  use: 'books on its own Google Calendar',
  enables: 'book on its calendar',
  methods: [
    {
      id: 'own-calendars',
      label: 'Its own calendars',
      summary: 'The account books on calendars that belong to it. Asks Google for the fewest permissions.',
      fields: clientFields,
    },
    {
      id: 'shared-calendars',
      label: 'Shared calendars too',
      summary:
        'For a calendar that belongs to somebody else and is shared with this account. ' +
        'Asks Google for one wider permission.',
      fields: clientFields,
    },
  ],
  methodsLabel: 'Kind of access',
  machineFields: ['clientId', 'clientSecret', 'refreshToken'],
  guideAction: 'How to make an OAuth client',
  rungs: [
    { id: 'signed-in', label: 'Signed in', brief: { proven: 'Signed in', failed: 'Not signed in' } },
    {
      id: 'permissions-complete',
      label: 'Permissions complete',
      brief: { proven: 'Permitted', failed: 'No permission' },
    },
    {
      id: 'calendar-reachable',
      label: 'Calendar reachable',
      fixedBy: 'choose',
      brief: { proven: 'Reachable', failed: 'No calendar' },
    },
    {
      id: 'free-busy-read',
      label: 'Free/busy read',
      fixedBy: 'choose',
      brief: { proven: 'Free/busy read', failed: 'No free/busy' },
    },
    {
      id: 'event-made-and-removed',
      label: 'Test event made and removed',
      provedBy: 'test',
      brief: { proven: 'Can book', failed: 'Can’t book' },
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
    label: 'Calendar',
    word: { article: 'a', one: 'calendar', many: 'calendars' },
    envKeys: [],
    problems: ['google.notFound', 'google.calendar-not-listed'],
    rung: 'calendar-reachable',
    nameKey: 'calendarName',
    option: {
      flag: '--calendar <id or name>',
      description: 'the calendar to book on; otherwise the one before, or the account’s main one',
    },
  },
  signIn: {
    action: 'Connect Google',
    origin: 'https://accounts.google.com',
    expect: [
      'Your browser opens Google’s sign-in page.',
      'Choose the account that owns the clinic’s calendar.',
      'If Google says that it hasn’t verified this app: it is the clinic’s own. Choose “Advanced” or “Continue”.',
      'Tick every box about Google Calendar, then choose “Continue” or “Allow”.',
      'When the page says so, come back here.',
    ],
    clientName: 'OAuth client',
    keeps: 'The calendar, the tests and the history stay as they are.',
    pageErrors: googlePageErrors,
    otherPageErrors: 'On Google’s page, “Learn more about this error” explains the others.',
    expiryReason:
      'The clinic’s Google Cloud project is in testing, and Google ends such sign-ins after seven days. ' +
      'In Google Cloud, under Google Auth Platform, Audience, choose “Publish app” (or make it “Internal”), then ' +
      'reconnect.',
    expiryHelpUrl: audiencePage,
  },
  test: {
    title: 'Calendar test',
    action: 'Run calendar test',
    steps: [
      {
        id: 'calendar-list',
        label: 'Calendar found',
        promise: 'Does the account still list the calendar, and may it book there?',
      },
      {
        id: 'free-busy',
        label: 'Free/busy of today',
        promise: 'When the calendar is busy today, in the clinic’s time zone.',
      },
      {
        id: 'event-create',
        label: 'Test event made',
        promise: 'A clearly named event in the next free quarter of an hour. Nobody is invited.',
      },
      { id: 'event-visible', label: 'Test event shows as busy', promise: 'The event has to show up as busy.' },
      { id: 'event-remove', label: 'Test event removed', promise: 'The calendar is left as it was.' },
    ],
    words: {
      about: 'A test makes an event, sees that it shows as busy, and removes it.',
      passed: 'All 5 passed',
      proves: 'The receptionist can read and book on this calendar.',
      stopping: 'Stopping. What the test made is removed first.',
      stopped: 'What the test had made was removed.',
      interrupted:
        'The console ended while the test was running. The next test looks for a test event that was left behind ' +
        'and removes it.',
    },
  },
  importFile: {
    name: 'OAuth client file',
    extensions: ['json'],
    hint: 'Google Cloud calls it client_secret_….json. Or paste its text into the field.',
    marks: /"(?:installed|web)"\s*:\s*\{|"client_secret"\s*:/,
  },
  setup: [
    {
      id: 'google',
      view: 'connect',
      label: 'Google Calendar',
      heading: 'Connect Google Calendar',
      purpose:
        'The receptionist books on the clinic’s own calendar. The sign-in happens in your browser; ' +
        'the password never reaches this console.',
    },
  ],
  need: {
    notNeeded: 'This clinic takes no appointments through the receptionist.',
    atHand: 'Have the OAuth client and the account’s owner at hand.',
  },
  ending: {
    action: 'Disconnect',
    busy: 'Disconnecting…',
    isTold: true,
    explain: ({ clinic, account }) =>
      `The receptionist of ${clinic} can’t read or book on the calendar from then on. ` +
      `The access${account === null ? '' : ` of ${account}`} is revoked at Google, then its secret is destroyed on ` +
      'this computer. Appointments stay where they are. Without a network it is removed here at once, and Google ' +
      'is told later.',
    done: 'Google Calendar was told.',
    remains: 'Appointments stay where they are.',
    common: { one: 'shares its account or client', many: 'share its account or client' },
    page: accessPage,
  },
  handoff: {
    missing: {
      what: 'Connect Google',
      why: 'No calendar is connected, so no appointment can be booked.',
      owner: 'Installer, with the owner of the clinic’s calendar',
    },
    lines: { resource: 'Google account', key: null, facts: ['calendar', 'time-zone'], addedBy: 'Signed in by' },
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
    description: 'a clinic’s Google Calendar: sign in, test, disconnect',
    connect: {
      clientFile:
        'the OAuth client’s file from Google Cloud; without it the stored client, or GOOGLE_CLIENT_ID and ' +
        'GOOGLE_CLIENT_SECRET',
      methods: [
        {
          flag: '--shared-calendars',
          methodId: 'shared-calendars',
          description: 'ask for one wider permission, to book on calendars that belong to somebody else',
        },
      ],
      switchAccount: 'accept another Google account than before',
      explain: 'what an error on Google’s sign-in page means, and what to do about it',
    },
    test: 'make a test event, see it in free/busy, and remove it again',
    disconnect: 'withdraw the access at Google and destroy the stored sign-in; names the clinics that share it',
  },
  practice: { menu: 'Use a practice client' },
} as const satisfies ProviderDescriptor;
