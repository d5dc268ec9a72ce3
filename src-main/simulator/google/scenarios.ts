/**
 * OAuth clients to paste in practice mode, one for each way in which a connection can go, as `practice.scenarios` hands
 * them to the window.
 */
import { catalogue } from '../../../src-shared/errors-catalogue';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { PracticeAccount } from '../practice';
import { practiceClients, troubles } from './fixtures';

/** For clients that rehearse no row of the catalogue, or one that another client rehearses. */
const titles: Record<string, Text> = {
  'google.untick': text('A permission left out'),
  'google.told-on-page': text('Wrong kind, told by the page'),
  'google.no-revocation': text('Not yet revoked'),
  'google.event-gone': text('Test event deleted first'),
};

function titleOf(scenarioId: string): string {
  const own = titles[scenarioId];
  const title =
    own === undefined ? (catalogue.find((entry) => entry.scenarioId === scenarioId)?.title ?? scenarioId) : t(own);
  return scenarioId.endsWith('-new') ? t('{title}: newer form', { title }) : title;
}

const details: Record<string, Text> = {
  'deleted-client': text('Google has forgotten the client'),
  'unauthorized-client': text('The client was made for another purpose'),
  'told-on-page': text('A client of type “Web application”, which only the page in the browser refuses'),
  'admin-policy': text('Choose any account: the page says that its administrator has blocked the app'),
  'internal-only': text('Choose Maple Street: the page says that it is outside of the organization'),
  'not-test-user': text('Choose Maple Street: the page says that the app is being tested'),
  'embedded-browser': text('The page takes the browser for a window inside another app'),
  'session-policy': text('Connects, and asks for a new sign-in at the first check'),
  revoked: text('Connects, and its access is removed at once'),
  'refused-token': text('Connects nothing: every request is answered with 401'),
  'not-enabled': text('The project lacks the Google Calendar API'),
  'rate-limit': text('Every request is one too many for the project'),
  'user-rate-limit': text('Every request is one too many for the account'),
  quota: text('The account has used up its limit'),
  'backend-error': text('Google is in trouble: every request is answered with 503'),
  'calendar-gone': text('The calendar is listed and can’t be read'),
  'event-gone': text('Somebody else deletes the test event first'),
  'read-only': text('Nothing may be booked'),
  'no-revocation': text('Connects, and Google does not take the word when you disconnect'),
  'unknown-scope': text('Choose any account: a permission has been renamed'),
  'unfinished-project': text('Choose any account: the project’s branding is unfinished'),
  'ended-token': text('Connects nothing: the sign-in is over when it is used first'),
  'permission-lost': text('Connects nothing: a permission is missing after all'),
  'permission-lost-new': text('Connects nothing: Google says so in its newer way'),
  'not-enabled-new': text('The project lacks the API: Google says so in its newer way'),
  'daily-limit': text('The project has used up its day'),
  forbidden: text('The calendar test is refused, without a reason'),
  'calendar-deleted': text('The calendar test comes too late'),
  'disabled-client': text('The client is switched off in Google Cloud'),
  'code-refused': text('Connects nothing: the answer of the page is refused'),
  'sign-in-fault': text('Choose any account: Google’s sign-in has a fault'),
  'sign-in-busy': text('Choose any account: Google’s sign-in is overloaded'),
  'no-calendar': text('Connects nothing: the organization has switched Google Calendar off'),
  'only-shared': text('Connects, and finds only calendars that it may read'),
  'free-busy-fault': text('Google can’t read the calendar for the moment'),
};

function detailOf(trouble: string): string {
  const detail = details[trouble];
  return detail === undefined ? '' : t(detail);
}

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
    ...entry('full', 'full', 'Sunrise Dental', t('Everything is in order: four calendars')),
    ...entry('testing', 'testing', t('Project in testing'), t('The sign-in ends after seven days')),
    ...entry('deny', 'full', titleOf('google.deny'), t('Choose “Deny” on the practice page')),
    ...entry('untick', 'full', titleOf('google.untick'), t('Untick a box on the practice page')),
    ...entry(
      'wrong-secret',
      'full',
      titleOf('google.wrong-secret'),
      t('The secret of another client'),
      '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',
    ),
    ...entry('web-client', 'web-client', titleOf('google.web-client'), t('A client of type “Web application”')),
    ...troubles.flatMap((trouble) => entry(trouble, trouble, titleOf(`google.${trouble}`), detailOf(trouble))),
  ];
}
