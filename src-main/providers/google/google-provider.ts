/** Google Calendar as a provider: what its answers prove about a sign-in and a calendar. */
import { daysFrom } from '../../../src-shared/calendar/days';
import { AppError, type AppErrorData } from '../../../src-shared/errors';
import type { Fact } from '../../../src-shared/primitives';
import type { MethodDescriptor } from '../../../src-shared/providers/descriptor';
import { projectNumberOf, readGoogleClientFile } from '../../../src-shared/providers/google/client-file';
import { googleDescriptor } from '../../../src-shared/providers/google/descriptor';
import { missingPermissions, permissionsOf } from '../../../src-shared/providers/google/permissions';
import type { CredentialFields } from '../../storage/credential-fields';
import { clockNotice } from '../clock-notice';
import type { Provider, ProviderProof, StoredCredential } from '../provider';
import { calendarChoice, unusableReason } from './calendar-choice';
import { calendarMissing, runCalendarTest } from './calendar-test';
import { otherTimeZone } from './calendar-time-zone';
import type { GoogleCalendar } from './google-api';
import type { GoogleClients } from './google-clients';
import { noUsableCalendar } from './google-errors';
import { createGoogleSignIn } from './google-sign-in';
import { oauthClientOf } from './token-service';

const methods: readonly MethodDescriptor[] = googleDescriptor.methods;

type RungId = (typeof googleDescriptor.rungs)[number]['id'];
const rung = (id: RungId, state: 'proven' | 'disproved', proof: string): ProviderProof['rungs'][number] => ({
  id,
  state,
  proof,
});

const refuse = (code: string, message: string, cause: string, fix: string): AppErrorData => ({
  code,
  message,
  cause,
  fix,
  retryable: false,
});

const invalidField = (label: string, problem: string) =>
  new AppError(
    refuse(
      'credentials.invalid-field',
      `${label}: ${problem}`,
      'What was entered cannot be right, so Google was not asked.',
      `Correct the field “${label}”.`,
    ),
  );

/** What comes with a sign-in, beside the client that a person enters. */
const signInFields = ['projectId', 'refreshToken', 'scope', 'accountId', 'accountEmail'] as const;

const fact = (
  id: string,
  label: string,
  value: string,
  kind: Fact['kind'] = 'text',
  tone: Fact['tone'] = 'neutral',
): Fact => ({
  id,
  label,
  value,
  tone,
  kind,
});

function factsOf(
  methodId: string,
  fields: CredentialFields,
  calendar: GoogleCalendar | null,
  missing: readonly { label: string }[],
): Fact[] {
  const granted = permissionsOf(methodId).map(({ label }) => label.toLowerCase());
  return [
    ...(fields.accountEmail ? [fact('account', 'Google account', fields.accountEmail)] : []),
    ...(calendar === null ? [] : [fact('calendar', 'Calendar', calendar.name)]),
    ...(calendar?.timeZone ? [fact('time-zone', 'Calendar’s time zone', calendar.timeZone.replaceAll('_', ' '))] : []),
    ...(fields.scope === undefined
      ? []
      : [
          fact(
            'permissions',
            'Permissions',
            missing.length === 0
              ? `All granted: ${granted.join(', ')}`
              : `Missing: ${missing.map(({ label }) => label).join(', ')}`,
            'text',
            missing.length === 0 ? 'good' : 'bad',
          ),
        ]),
    fact('client', 'OAuth client', fields.clientId ?? '', 'code'),
    ...(fields.projectId ? [fact('project', 'Google Cloud project', fields.projectId)] : []),
  ];
}

const metadataOf = (fields: CredentialFields): Record<string, unknown> => ({
  clientId: fields.clientId ?? '',
  project: projectNumberOf(fields.clientId ?? ''),
  projectId: fields.projectId ?? null,
  accountId: fields.accountId ?? null,
  accountEmail: fields.accountEmail ?? null,
  scopes: fields.scope === undefined ? [] : fields.scope.split(/\s+/),
});

const permissionMissing = (missing: readonly { label: string }[]): AppErrorData =>
  refuse(
    'google.missing-permissions',
    `Google has not granted: ${missing.map(({ label }) => label.toLowerCase()).join(', ')}.`,
    'On Google’s page a box about Google Calendar was left unticked, or the kind of connection was changed since.',
    'Choose “Reconnect” and tick every box about Google Calendar.',
  );

/** What Google itself says and would say again. A network, a busy Google and a fault of this program disprove nothing. */
const isLastingRefusal = (error: AppErrorData) => !error.retryable && error.code.startsWith('google.');

/** Refusals of somebody who is signed in all the same. */
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

  async function proveClientOnly(fields: CredentialFields, signal: AbortSignal): Promise<ProviderProof> {
    await oauth.probeClient(oauthClientOf(fields), signal);
    return {
      headline: 'Google accepts this OAuth client',
      metadata: metadataOf(fields),
      facts: factsOf('', fields, null, []),
      notices: [
        {
          tone: 'info',
          title: 'Sign in to go on',
          text: 'The OAuth client is in order. Choose “Connect Google” to sign in with the account that owns the calendar.',
        },
      ],
      choice: null,
      rungs: [],
      problem: null,
      needsSignIn: true,
    };
  }

  async function prove(
    methodId: string,
    fields: CredentialFields,
    choice: string | null,
    signal: AbortSignal,
    stored?: StoredCredential,
  ): Promise<ProviderProof> {
    const api = await openCalendar({ fields, stored });
    const missing = missingPermissions(methodId, fields.scope ?? '');
    // Both are asked side by side; whichever fails first must not leave the other's failure unhandled.
    const listing = api.listCalendars(signal);
    const reading = choice === null ? null : readToday(choice);
    reading?.catch(() => undefined);
    const list = await listing;
    const calendar = choice === null ? null : (list.items.find(({ id }) => id === choice) ?? null);
    const endsAt = tokens.signInEndsAt(fields);
    const account = fields.accountEmail ?? 'the account';
    const proof: ProviderProof = {
      headline: `Signed in as ${account}`,
      metadata: {
        ...metadataOf(fields),
        calendarName: calendar?.name ?? null,
        calendarTimeZone: calendar?.timeZone ?? null,
      },
      facts: factsOf(methodId, fields, calendar, missing),
      notices: clockNotice(api.clockAheadMs(), 'Google'),
      choice: calendarChoice(list, methodId, choice),
      rungs: [rung('signed-in', 'proven', `Google answered for ${account}`)],
      problem: null,
      resource: account,
      ...(endsAt === undefined ? {} : { expiresAt: endsAt }),
    };
    if (missing.length > 0) {
      proof.problem = permissionMissing(missing);
      proof.rungs.push(rung('permissions-complete', 'disproved', proof.problem.message));
    } else
      proof.rungs.push(rung('permissions-complete', 'proven', 'Google granted every permission that was asked for'));
    if (choice === null) {
      const isBookable = list.items.some((one) => unusableReason(one, methodId) === null);
      if (!isBookable && list.incompleteReason === null) {
        proof.problem ??= noUsableCalendar();
        proof.rungs.push(rung('calendar-reachable', 'disproved', noUsableCalendar().message));
      }
      return proof;
    }

    const unusable = calendar === null ? null : unusableReason(calendar, methodId);
    if (calendar === null && list.incompleteReason === null) {
      const gone = calendarMissing().data;
      proof.problem ??= gone;
      proof.rungs.push(rung('calendar-reachable', 'disproved', gone.message));
      return proof;
    }
    if (calendar !== null && unusable !== null) {
      proof.problem ??= refuse(
        'google.calendar-unusable',
        `${calendar.name} can’t be booked on.`,
        unusable,
        'Pick another calendar.',
      );
      proof.rungs.push(rung('calendar-reachable', 'disproved', unusable));
    } else if (calendar !== null)
      proof.rungs.push(
        rung(
          'calendar-reachable',
          'proven',
          `Google lists ${calendar.name}${calendar.role === 'unknown' ? '' : ', which the account may book on'}`,
        ),
      );
    try {
      const count = await reading;
      proof.rungs.push(
        rung(
          'free-busy-read',
          'proven',
          `Google told when it is busy today: ${count} ${count === 1 ? 'block' : 'blocks'}`,
        ),
      );
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !isLastingRefusal(thrown.data)) throw thrown;
      proof.problem ??= thrown.data;
      proof.rungs.push(rung('free-busy-read', 'disproved', thrown.data.message));
    }
    return proof;

    /** How many blocks are busy in the next day. */
    async function readToday(calendarId: string): Promise<number> {
      const [day] = daysFrom(now(), 'UTC', 1);
      const start = day?.start ?? now();
      return (await api.freeBusy(calendarId, start, start + 24 * 3_600_000, 'UTC', signal)).length;
    }
  }

  return {
    id: 'google',
    descriptor: googleDescriptor,
    signIn: createGoogleSignIn(clients),

    parseFields(methodId, fields) {
      const method = methods.find(({ id }) => id === methodId);
      if (method === undefined) throw invalidField('Method', 'This kind of connection is not known.');
      const parsed: Record<string, string> = {};
      for (const field of method.fields) {
        const checked = field.check(fields[field.id] ?? '');
        if ('problem' in checked) throw invalidField(field.label, checked.problem);
        parsed[field.id] = checked.value;
      }
      if (fields.projectId) parsed.projectId = fields.projectId;
      return parsed;
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
        typeof id === 'string' && id !== '' ? `“${id}” (number ${number})` : `number ${number}`;
      return {
        tone: 'warning',
        title: 'Another Google Cloud project',
        text: `This client belongs to the project ${named(entered.projectId, project)}. Until now the clinic used the project ${named(stored.projectId, stored.project)}. If that is not meant, take the file of the other project. If it is, sign in with it; the access through the old project is withdrawn then.`,
        helpUrl: googleDescriptor.helpUrls.clients,
      };
    },

    disagreements({ calendarName, calendarTimeZone }, { timeZone }) {
      if (typeof calendarTimeZone !== 'string') return [];
      const notice = otherTimeZone(String(calendarName ?? 'The calendar'), calendarTimeZone, timeZone, now());
      return notice === null ? [] : [notice];
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

    prove: (methodId, fields, choice, signal, stored) =>
      fields.refreshToken ? prove(methodId, fields, choice, signal, stored) : proveClientOnly(fields, signal),

    keyHint: (_methodId, fields) => `Client secret ending in ${(fields.clientSecret ?? '').slice(-4)}`,

    // Google withdraws access by project and account: that pair is what two clinics have in common.
    accountKey: (fields) => (fields.accountId ? `${projectNumberOf(fields.clientId ?? '')}/${fields.accountId}` : ''),

    sharing(own, other) {
      const isProject = own.project !== undefined && own.project === other.project;
      const isAccount = own.accountId !== null && own.accountId !== undefined && own.accountId === other.accountId;
      if (isProject && isAccount)
        return {
          breaks: true,
          reason:
            'Signs in with the same Google account through the same Google Cloud project: Google withdraws both at once, so it would have to reconnect.',
        };
      if (own.clientId !== undefined && own.clientId === other.clientId)
        return {
          breaks: false,
          reason: 'Uses the same OAuth client with another Google account, and goes on working.',
        };
      if (isAccount)
        return {
          breaks: false,
          reason: 'Uses the same Google account through another Google Cloud project, and goes on working.',
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
            rung('signed-in', 'proven', `Google answered for ${fields.accountEmail ?? 'the account'}`),
            rung('calendar-reachable', 'proven', `Google lists ${calendar.name}`),
          );
        if (failedStep === null && !signal.aborted)
          rungs.push(
            rung('free-busy-read', 'proven', 'The calendar test read it'),
            rung('event-made-and-removed', 'proven', 'The calendar test made an event, saw it, and removed it'),
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
