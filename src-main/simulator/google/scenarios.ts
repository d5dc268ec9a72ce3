/**
 * OAuth clients to paste in practice mode, one for each way in which a connection can go, as `practice.scenarios` hands
 * them to the window.
 */
import { catalogue } from '../../../src-shared/errors-catalogue';
import type { PracticeAccount } from '../practice';
import { practiceClients, troubles } from './fixtures';

/** For clients that rehearse no row of the catalogue, or one that another client rehearses. */
const titles: Record<string, string> = {
  'google.untick': 'A permission left out',
  'google.told-on-page': 'Wrong kind, told by the page',
  'google.no-revocation': 'Not yet revoked',
  'google.event-gone': 'Test event deleted first',
};

function titleOf(scenarioId: string): string {
  const title = titles[scenarioId] ?? catalogue.find((entry) => entry.scenarioId === scenarioId)?.title ?? scenarioId;
  return scenarioId.endsWith('-new') ? `${title}: newer form` : title;
}

const details: Record<string, string> = {
  'deleted-client': 'Google has forgotten the client',
  'unauthorized-client': 'The client was made for another purpose',
  'told-on-page': 'A client of type “Web application”, which only the page in the browser refuses',
  'admin-policy': 'Choose any account: the page says that its administrator has blocked the app',
  'internal-only': 'Choose Maple Street: the page says that it is outside of the organization',
  'not-test-user': 'Choose Maple Street: the page says that the app is being tested',
  'embedded-browser': 'The page takes the browser for a window inside another app',
  'session-policy': 'Connects, and asks for a new sign-in at the first check',
  revoked: 'Connects, and its access is removed at once',
  'refused-token': 'Connects nothing: every request is answered with 401',
  'not-enabled': 'The project lacks the Google Calendar API',
  'rate-limit': 'Every request is one too many for the project',
  'user-rate-limit': 'Every request is one too many for the account',
  quota: 'The account has used up its limit',
  'backend-error': 'Google is in trouble: every request is answered with 503',
  'calendar-gone': 'The calendar is listed and can’t be read',
  'event-gone': 'Somebody else deletes the test event first',
  'read-only': 'Nothing may be booked',
  'no-revocation': 'Connects, and Google does not take the word when you disconnect',
  'unknown-scope': 'Choose any account: a permission has been renamed',
  'unfinished-project': 'Choose any account: the project’s branding is unfinished',
  'ended-token': 'Connects nothing: the sign-in is over when it is used first',
  'permission-lost': 'Connects nothing: a permission is missing after all',
  'permission-lost-new': 'Connects nothing: Google says so in its newer way',
  'not-enabled-new': 'The project lacks the API: Google says so in its newer way',
  'daily-limit': 'The project has used up its day',
  forbidden: 'The calendar test is refused, without a reason',
  'calendar-deleted': 'The calendar test comes too late',
  'disabled-client': 'The client is switched off in Google Cloud',
  'code-refused': 'Connects nothing: the answer of the page is refused',
  'sign-in-fault': 'Choose any account: Google’s sign-in has a fault',
  'sign-in-busy': 'Choose any account: Google’s sign-in is overloaded',
  'no-calendar': 'Connects nothing: the organization has switched Google Calendar off',
  'only-shared': 'Connects, and finds only calendars that it may read',
  'free-busy-fault': 'Google can’t read the calendar for the moment',
};

export function practiceSignInClients(): PracticeAccount[] {
  const clients = practiceClients();
  const entry = (id: string, name: string, label: string, detail: string, secret?: string): PracticeAccount[] => {
    const client = clients.get(name);
    return client === undefined
      ? []
      : [
          {
            provider: 'google',
            id: `google.${id}`,
            label,
            detail,
            methodId: 'own-calendars',
            fields: { clientId: client.id, clientSecret: secret ?? client.secret },
          },
        ];
  };
  return [
    ...entry('full', 'full', 'Sunrise Dental', 'Everything is in order: four calendars'),
    ...entry('testing', 'testing', 'Project in testing', 'The sign-in ends after seven days'),
    ...entry('deny', 'full', titleOf('google.deny'), 'Choose “Deny” on the practice page'),
    ...entry('untick', 'full', titleOf('google.untick'), 'Untick a box on the practice page'),
    ...entry(
      'wrong-secret',
      'full',
      titleOf('google.wrong-secret'),
      'The secret of another client',
      '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',
    ),
    ...entry('web-client', 'web-client', titleOf('google.web-client'), 'A client of type “Web application”'),
    ...troubles.flatMap((trouble) => entry(trouble, trouble, titleOf(`google.${trouble}`), details[trouble] ?? '')),
  ];
}
