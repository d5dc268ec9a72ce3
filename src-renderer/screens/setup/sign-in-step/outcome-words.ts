/** How each end of a sign-in is said: what happened, and that nothing was stored. Pure. */

import type { SignInOutcome } from '../../../../src-shared/credentials/sign-in';
import type { PageErrorDescriptor } from '../../../../src-shared/providers/descriptor';
import { t } from '../../../../src-shared/texts/translate';

export type OutcomeWords = { tone: 'info' | 'warning' | 'bad'; title: string; text: string; retry: string };

/** Null for the ends that are shown otherwise: a success, and those that carry an error of their own. */
export function outcomeWords(outcome: SignInOutcome): OutcomeWords | null {
  switch (outcome.kind) {
    case 'cancelled':
      return {
        tone: 'info',
        title: t('Sign-in cancelled'),
        text: t('Nothing was stored. A page that is still open in the browser has no effect any more.'),
        retry: t('Start again'),
      };
    case 'timed-out':
      return {
        tone: 'warning',
        title: t('Nobody finished the sign-in in five minutes'),
        text: t(
          'Nothing was stored, and the page in the browser has no effect any more. Start again when the person who knows the account is there.',
        ),
        retry: t('Start again'),
      };
    case 'missing-permissions':
      return {
        tone: 'warning',
        title: t('{count, plural, one {One permission is missing} other {# permissions are missing}}', {
          count: outcome.missing.length,
        }),
        text:
          outcome.account === null
            ? t('Boxes were left unticked in the browser. Nothing was stored. The receptionist needs each of them:')
            : t(
                'Boxes were left unticked in the browser, signed in as {account}. Nothing was stored. The receptionist needs each of them:',
                { account: outcome.account },
              ),
        retry: t('Ask again for all permissions'),
      };
    case 'other-account':
      return {
        tone: 'warning',
        title: t('This is another account than before'),
        text: t(
          'Until now the clinic used {expected}. In the browser {found} was chosen. Is this meant? Nothing was changed yet.',
          { expected: outcome.expected, found: outcome.found },
        ),
        retry: t('No, choose the account again'),
      };
    default:
      return null;
  }
}

/**
 * The button that goes straight to what repairs a refusal; null where the same sign-in goes on, elsewhere or once more.
 */
export function repairLabel(repair: PageErrorDescriptor['repair'], clientName: string): string | null {
  switch (repair) {
    case 'other-client':
      return t('Use another {clientName}', { clientName });
    case 'other-account':
      return t('Sign in with another account');
    case 'other-browser':
    case 'again':
      return null;
  }
}

/** `4:07`: time left, in minutes and seconds; never negative. */
export function timeLeft(expiresAt: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
