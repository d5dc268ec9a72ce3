/** What Google's answers prove about a sign-in and a calendar. */

import { daysFrom } from '../../../src-shared/calendar/days';
import { AppError, type AppErrorData } from '../../../src-shared/errors';
import type { googleDescriptor } from '../../../src-shared/providers/google/descriptor';
import { missingPermissions } from '../../../src-shared/providers/google/permissions';
import { type Text, t } from '../../../src-shared/texts/translate';
import type { CredentialFields } from '../../storage/credential-fields';
import { clockNotice } from '../clock-notice';
import type { Slot } from '../http/slot';
import type { ProviderProof, StoredCredential } from '../provider';
import { calendarChoice, unusableReason } from './calendar-choice';
import { calendarMissing } from './calendar-test';
import type { GoogleClients } from './google-clients';
import { noUsableCalendar } from './google-errors';
import { factsOf, metadataOf } from './google-facts';
import { oauthClientOf } from './token-service';

export type RungId = (typeof googleDescriptor.rungs)[number]['id'];
export const rung = (id: RungId, state: 'proven' | 'disproved', proof: string): ProviderProof['rungs'][number] => ({
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

const permissionMissing = (missing: readonly { label: Text }[]): AppErrorData =>
  refuse(
    'google.missing-permissions',
    t('Google has not granted: {permissions}.', {
      permissions: missing.map(({ label }) => t(label).toLowerCase()).join(', '),
    }),
    t('On Google’s page a box about Google Calendar was left unticked, or the kind of connection was changed since.'),
    t('Choose “Reconnect” and tick every box about Google Calendar.'),
  );

/** A permanent refusal by Google itself. Network failures, a busy Google and internal faults disprove nothing. */
export const isLastingRefusal = (error: AppErrorData) => !error.retryable && error.code.startsWith('google.');

export function createGoogleProof({ oauth, tokens, openCalendar }: GoogleClients, now: () => number) {
  async function proveClientOnly(fields: CredentialFields, signal: AbortSignal): Promise<ProviderProof> {
    await oauth.probeClient(oauthClientOf(fields), signal);
    return {
      headline: t('Google accepts this OAuth client'),
      metadata: metadataOf(fields),
      facts: factsOf('', fields, null, []),
      notices: [
        {
          tone: 'info',
          title: t('Sign in to go on'),
          text: t(
            'The OAuth client is in order. Choose “Connect Google” to sign in with the account that owns the calendar.',
          ),
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
    slot?: Slot,
  ): Promise<ProviderProof> {
    const api = await openCalendar({ fields, stored, slot });
    const missing = missingPermissions(methodId, fields.scope ?? '');
    // Both requests run concurrently; if one fails first, the other's rejection must not be unhandled.
    const listing = api.listCalendars(signal);
    const reading = choice === null ? null : readToday(choice);
    reading?.catch(() => undefined);
    const list = await listing;
    const calendar = choice === null ? null : (list.items.find(({ id }) => id === choice) ?? null);
    const endsAt = tokens.signInEndsAt(fields);
    const account = fields.accountEmail ?? t('the account');
    const proof: ProviderProof = {
      headline: t('Signed in as {account}', { account }),
      metadata: {
        ...metadataOf(fields),
        calendarName: calendar?.name ?? null,
        calendarTimeZone: calendar?.timeZone ?? null,
      },
      facts: factsOf(methodId, fields, calendar, missing),
      notices: clockNotice(api.clockAheadMs(), 'Google'),
      outlook: { aheadMs: api.clockAheadMs() },
      choice: calendarChoice(list, methodId, choice),
      rungs: [rung('signed-in', 'proven', t('Google answered for {account}', { account }))],
      problem: null,
      resource: account,
      ...(endsAt === undefined ? {} : { expiresAt: endsAt }),
    };
    if (missing.length > 0) {
      proof.problem = permissionMissing(missing);
      proof.rungs.push(rung('permissions-complete', 'disproved', proof.problem.message));
    } else
      proof.rungs.push(rung('permissions-complete', 'proven', t('Google granted every permission that was asked for')));
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
        t('{calendar} can’t be booked on.', { calendar: calendar.name }),
        unusable,
        t('Pick another calendar.'),
      );
      proof.rungs.push(rung('calendar-reachable', 'disproved', unusable));
    } else if (calendar !== null)
      proof.rungs.push(
        rung(
          'calendar-reachable',
          'proven',
          calendar.role === 'unknown'
            ? t('Google lists {name}', { name: calendar.name })
            : t('Google lists {name}, which the account may book on', { name: calendar.name }),
        ),
      );
    try {
      const count = await reading;
      proof.rungs.push(
        rung(
          'free-busy-read',
          'proven',
          t('Google told when it is busy today: {count, plural, one {# block} other {# blocks}}', {
            count: count ?? 0,
          }),
        ),
      );
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !isLastingRefusal(thrown.data)) throw thrown;
      proof.problem ??= thrown.data;
      proof.rungs.push(rung('free-busy-read', 'disproved', thrown.data.message));
    }
    return proof;

    /** The number of busy blocks of today. */
    async function readToday(calendarId: string): Promise<number> {
      const [day] = daysFrom(now(), 'UTC', 1);
      const start = day?.start ?? now();
      return (await api.freeBusy(calendarId, start, start + 24 * 3_600_000, 'UTC', signal)).length;
    }
  }

  return { prove, proveClientOnly };
}
