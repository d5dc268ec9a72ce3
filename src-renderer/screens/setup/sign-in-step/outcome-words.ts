/** How each end of a sign-in is said: what happened, and that nothing was stored. Pure. */
import type { SignInOutcome } from '../../../../src-shared/credentials/sign-in';
import type { PageErrorDescriptor } from '../../../../src-shared/providers/descriptor';

export type OutcomeWords = { tone: 'info' | 'warning' | 'bad'; title: string; text: string; retry: string };

/** Null for the ends that are shown otherwise: a success, and those that carry an error of their own. */
export function outcomeWords(outcome: SignInOutcome): OutcomeWords | null {
  switch (outcome.kind) {
    case 'cancelled':
      return {
        tone: 'info',
        title: 'Sign-in cancelled',
        text: 'Nothing was stored. A page that is still open in the browser has no effect any more.',
        retry: 'Start again',
      };
    case 'timed-out':
      return {
        tone: 'warning',
        title: 'Nobody finished the sign-in in five minutes',
        text:
          'Nothing was stored, and the page in the browser has no effect any more. Start again when the person who ' +
          'knows the account is there.',
        retry: 'Start again',
      };
    case 'missing-permissions':
      return {
        tone: 'warning',
        title:
          outcome.missing.length === 1
            ? 'One permission is missing'
            : `${outcome.missing.length} permissions are missing`,
        text:
          'Boxes were left unticked in the ' +
          `browser${outcome.account === null ? '' : `, signed in as ${outcome.account}`}. Nothing was stored. The ` +
          'receptionist needs each of them:',
        retry: 'Ask again for all permissions',
      };
    case 'other-account':
      return {
        tone: 'warning',
        title: 'This is another account than before',
        text:
          `Until now the clinic used ${outcome.expected}. In the browser ${outcome.found} was chosen. Is this ` +
          'meant? Nothing was changed yet.',
        retry: 'No, choose the account again',
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
      return `Use another ${clientName}`;
    case 'other-account':
      return 'Sign in with another account';
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
