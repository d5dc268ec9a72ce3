/** Google's descriptor: the clinic's own OAuth client, the sign-in, the calendar test, and the rungs of its ladder. */
import type { FieldDescriptor, ProviderDescriptor } from '../descriptor';
import { googlePageErrors } from './page-errors';

const cleaned = (pasted: string) =>
  pasted
    .replace(/[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g, '')
    .replace(/^(?:export)?[A-Z][A-Z_]{3,40}=/, '')
    .replace(/^"?client_(?:id|secret)"?:/, '')
    .replace(/^["'`“”‘’]+|["'`“”‘’,;]+$/g, '');

const clientIdEnd = '.apps.googleusercontent.com';

function checkClientId(pasted: string): { value: string } | { problem: string } {
  const value = cleaned(pasted);
  if (value === '') return { problem: 'Paste the client ID.' };
  if (value.startsWith('{'))
    return { problem: 'This is a whole file. Use “Import” for it, or paste the client ID alone.' };
  if (/^GOCSPX-/.test(value))
    return { problem: 'This is a client secret. The client ID ends with .apps.googleusercontent.com.' };
  if (/^AIza/.test(value))
    return { problem: 'This is an API key, which can’t sign anybody in. Make an OAuth client of type “Desktop app”.' };
  if (/^https?:/.test(value))
    return { problem: 'This is a web address. The client ID ends with .apps.googleusercontent.com.' };
  if (value.includes('@'))
    return { problem: 'This is an e-mail address. The client ID ends with .apps.googleusercontent.com.' };
  const lower = value.toLowerCase();
  if (!lower.endsWith(clientIdEnd))
    return { problem: 'The client ID ends with .apps.googleusercontent.com; the end is missing.' };
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(lower.slice(0, -clientIdEnd.length)))
    return { problem: 'Before .apps.googleusercontent.com only digits, letters and a hyphen can stand.' };
  return { value: lower };
}

function checkClientSecret(pasted: string): { value: string } | { problem: string } {
  const value = cleaned(pasted);
  if (value === '') return { problem: 'Paste the client secret.' };
  if (value.toLowerCase().endsWith(clientIdEnd))
    return { problem: 'This is the client ID. The secret usually starts with GOCSPX-.' };
  if (/^AIza/.test(value)) return { problem: 'This is an API key. The client secret usually starts with GOCSPX-.' };
  if (/^(?:1\/\/|ya29\.|4\/)/.test(value))
    return { problem: 'This is a token that a sign-in returned. The client secret usually starts with GOCSPX-.' };
  if (value.startsWith('{') || value.startsWith('-----BEGIN'))
    return { problem: 'This is a whole file. Use “Import” for it, or paste the client secret alone.' };
  if (!/^[\x21-\x7e]+$/.test(value)) return { problem: 'A client secret has only plain letters, digits and signs.' };
  if (value.length < 10) return { problem: `A client secret is longer; this has ${value.length} characters.` };
  return { value };
}

const clientFields: readonly FieldDescriptor[] = [
  {
    id: 'clientId',
    label: 'Client ID',
    secret: false,
    placeholder: 'Ends with .apps.googleusercontent.com',
    help: 'In Google Cloud under Google Auth Platform, Clients: the client of type “Desktop app”.',
    envKeys: ['GOOGLE_CLIENT_ID', 'GOOGLE_OAUTH_CLIENT_ID'],
    check: checkClientId,
  },
  {
    id: 'clientSecret',
    label: 'Client secret',
    secret: true,
    placeholder: 'Usually starts with GOCSPX-',
    help: 'Shown when the client was made; a lost one is replaced by adding a new secret to the client.',
    envKeys: ['GOOGLE_CLIENT_SECRET', 'GOOGLE_OAUTH_CLIENT_SECRET'],
    check: checkClientSecret,
  },
];

const audiencePage = 'https://console.cloud.google.com/auth/audience';

export const googleDescriptor = {
  id: 'google',
  name: 'Google Calendar',
  purpose: 'Appointments',
  methods: [
    {
      id: 'own-calendars',
      label: 'Calendars of its own',
      summary: 'The account books on calendars that belong to it. The least that Google can be asked for.',
      fields: clientFields,
    },
    {
      id: 'shared-calendars',
      label: 'Shared calendars too',
      summary:
        'For a calendar that belongs to somebody else and is shared with this account. Asks Google for one wider permission.',
      fields: clientFields,
    },
  ],
  rungs: [
    { id: 'signed-in', label: 'Signed in' },
    { id: 'permissions-complete', label: 'Permissions complete' },
    { id: 'calendar-reachable', label: 'Calendar reachable' },
    { id: 'free-busy-read', label: 'Free/busy read' },
    { id: 'event-made-and-removed', label: 'Test event made and removed' },
  ],
  choiceLabel: 'Calendar',
  choiceProblems: ['google.notFound', 'google.calendar-not-listed'],
  signIn: {
    action: 'Connect Google',
    expect: [
      'Your browser opens Google’s sign-in page.',
      'Choose the account that owns the clinic’s calendar.',
      'If Google says that it hasn’t verified this app: it is the clinic’s own. Choose “Advanced” or “Continue”.',
      'Tick every box about Google Calendar, then choose “Continue” or “Allow”.',
      'When the page says so, come back here.',
    ],
    pageErrors: googlePageErrors,
    expiryReason:
      'The clinic’s Google Cloud project is in testing, and Google ends such sign-ins after seven days. In Google Cloud, under Google Auth Platform, Audience, choose “Publish app” (or make it “Internal”), then reconnect.',
    accessPage: 'https://myaccount.google.com/connections',
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
      proves: 'The receptionist can read and book on this calendar.',
      stopping: 'Stopping. What the test made is removed first.',
      stopped: 'What the test had made was removed.',
      interrupted:
        'The console ended while the test was running. The next test looks for a test event that was left behind and removes it.',
    },
  },
  importFile: { name: 'OAuth client file', extensions: ['json'] },
  helpUrls: {
    clients: 'https://console.cloud.google.com/auth/clients',
    audience: audiencePage,
    calendarApi: 'https://console.cloud.google.com/apis/library/calendar-json.googleapis.com',
    permissions: 'https://myaccount.google.com/connections',
  },
} as const satisfies ProviderDescriptor;
