/** Google Calendar as a provider. */

import { AppError } from '../../../src-shared/errors';
import { projectNumberOf, readGoogleClientFile } from '../../../src-shared/providers/google/client-file';
import { googleDescriptor } from '../../../src-shared/providers/google/descriptor';
import { t } from '../../../src-shared/texts/translate';
import { parseFields } from '../parse-fields';
import type { Provider, ProviderProof } from '../provider';
import { runCalendarTest } from './calendar-test';
import { otherTimeZone, otherTimeZoneBriefly } from './calendar-time-zone';
import type { GoogleClients } from './google-clients';
import { createGoogleProof, isLastingRefusal, type RungId, rung } from './google-proof';
import { createGoogleSignIn } from './google-sign-in';

/** Fields that a sign-in adds to the entered client. */
const signInFields = ['projectId', 'refreshToken', 'scope', 'accountId', 'accountEmail'] as const;

/** Refusals that don't disprove the sign-in itself. */
const rungOfRefusal: Readonly<Record<string, RungId>> = {
  'google.notACalendarUser': 'calendar-reachable',
  'google.insufficientPermissions': 'permissions-complete',
  'google.ACCESS_TOKEN_SCOPE_INSUFFICIENT': 'permissions-complete',
  'google.accessNotConfigured': 'calendar-reachable',
  'google.SERVICE_DISABLED': 'calendar-reachable',
};

/** @param clients what talks to Google; practice mode and tests pass their own. @param now milliseconds since 1970 */
export function createGoogleProvider(clients: GoogleClients, now: () => number = Date.now): Provider {
  const { oauth, tokens, openCalendar } = clients;
  const { prove, proveClientOnly } = createGoogleProof(clients, now);

  return {
    id: 'google',
    descriptor: googleDescriptor,
    signIn: createGoogleSignIn(clients),

    parseFields(methodId, fields) {
      const parsed = parseFields(googleDescriptor, methodId, fields);
      return fields.projectId ? { ...parsed, projectId: fields.projectId } : parsed;
    },

    carryOver(entered, stored) {
      // A sign-in belongs to the client that made it; its secret may change, its id not.
      if (entered.clientId !== stored.clientId) return entered;
      const kept = Object.fromEntries(
        signInFields.flatMap((name) => (stored[name] === undefined ? [] : [[name, stored[name]]])),
      );
      return { ...kept, ...entered };
    },

    rungOf: ({ code }) => rungOfRefusal[code] ?? null,

    replacing(entered, stored) {
      const project = projectNumberOf(entered.clientId ?? '');
      if (typeof stored.project !== 'string' || stored.project === '' || stored.project === project) return null;
      const named = (id: unknown, number: string) =>
        typeof id === 'string' && id !== ''
          ? t('“{id}” (number {number})', { id, number })
          : t('number {number}', { number });
      return {
        tone: 'warning',
        title: t('Another Google Cloud project'),
        text: t(
          'This client belongs to the project {entered}. Until now the clinic used the project {stored}. If that is not meant, take the file of the other project. If it is, sign in with it; the access through the old project is withdrawn then.',
          { entered: named(entered.projectId, project), stored: named(stored.projectId, stored.project) },
        ),
        helpUrl: googleDescriptor.helpUrls.clients,
      };
    },

    disagreements({ calendarName, calendarTimeZone }, { timeZone }) {
      if (typeof calendarTimeZone !== 'string') return [];
      const notice = otherTimeZone(String(calendarName ?? t('The calendar')), calendarTimeZone, timeZone, now());
      return notice === null ? [] : [notice];
    },

    // The second line of a calendar is its time zone.
    cautions({ detail }, { timeZone }) {
      const caution = detail === null ? null : otherTimeZoneBriefly(detail.replaceAll(' ', '_'), timeZone, now());
      return caution === null ? [] : [caution];
    },

    readFile(text, name) {
      const read = readGoogleClientFile(text, name);
      if ('problem' in read) throw new AppError(read.problem);
      const { clientId, clientSecret, projectId } = read;
      return {
        methodId: 'own-calendars',
        fields: { clientId, clientSecret, ...(projectId === null ? {} : { projectId }) },
        taken: ['client_id', 'client_secret', ...(projectId === null ? [] : ['project_id'])],
        ignored: [],
      };
    },

    prove: (methodId, fields, choice, signal, stored, slot) =>
      fields.refreshToken ? prove(methodId, fields, choice, signal, stored, slot) : proveClientOnly(fields, signal),

    keyHint: (_methodId, fields) => t('Client secret ending in {end}', { end: (fields.clientSecret ?? '').slice(-4) }),

    // Google revokes access by project and account, so that pair identifies the account.
    accountKey: (fields) => (fields.accountId ? `${projectNumberOf(fields.clientId ?? '')}/${fields.accountId}` : ''),

    account({ accountId: id, accountEmail: email }) {
      if (typeof id !== 'string' || id === '') return null;
      return { id, label: typeof email === 'string' && email !== '' ? email : id };
    },

    sharing(own, other) {
      const isProject = own.project !== undefined && own.project === other.project;
      const isAccount = own.accountId !== null && own.accountId !== undefined && own.accountId === other.accountId;
      if (isProject && isAccount)
        return {
          breaks: true,
          reason: t(
            'Signs in with the same Google account through the same Google Cloud project: Google withdraws both at once, so it would have to reconnect.',
          ),
        };
      if (own.clientId !== undefined && own.clientId === other.clientId)
        return {
          breaks: false,
          reason: t('Uses the same OAuth client with another Google account, and goes on working.'),
        };
      if (isAccount)
        return {
          breaks: false,
          reason: t('Uses the same Google account through another Google Cloud project, and goes on working.'),
        };
      return null;
    },

    busyCalendar: {
      async busy({ fields, stored, choice, from, to, timeZone, signal }) {
        const api = await openCalendar({ fields, stored });
        return api.freeBusy(choice, from, to, timeZone, signal);
      },
      describe: ({ calendarName, accountEmail }, choice) => ({
        calendar: typeof calendarName === 'string' && calendarName !== '' ? calendarName : choice,
        account: typeof accountEmail === 'string' ? accountEmail : '',
      }),
    },

    async withdraw(fields, signal) {
      if (fields.refreshToken) await oauth.revoke(fields.refreshToken, signal);
      tokens.forget(fields);
    },

    test: {
      subject: ({ calendarName }) => (typeof calendarName === 'string' ? calendarName : null),

      async run({ methodId, fields, choice, stored, organization, afterUncleanRun, progress, signal }) {
        const api = await openCalendar({ fields, stored });
        const { calendar, failedStep, error } = await runCalendarTest({
          api,
          methodId,
          calendarId: choice ?? '',
          organization,
          afterUncleanRun,
          progress,
          signal,
          now,
        });
        const rungs: ProviderProof['rungs'] = [];
        if (calendar !== null)
          rungs.push(
            rung(
              'signed-in',
              'proven',
              t('Google answered for {account}', { account: fields.accountEmail ?? t('the account') }),
            ),
            rung('calendar-reachable', 'proven', t('Google lists {name}', { name: calendar.name })),
          );
        if (failedStep === null && !signal.aborted)
          rungs.push(
            rung('free-busy-read', 'proven', t('The calendar test read it')),
            rung('event-made-and-removed', 'proven', t('The calendar test made an event, saw it, and removed it')),
          );
        if (failedStep !== null && failedStep !== 'calendar-list' && error !== null && isLastingRefusal(error))
          rungs.push(
            rung(failedStep === 'free-busy' ? 'free-busy-read' : 'event-made-and-removed', 'disproved', error.message),
          );
        return rungs;
      },
    },
  };
}
