/** How the access of a connection ended at its provider, and the words for it. Pure. */

import type { Notice } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import { listOf } from '../../src-shared/list-words';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { t } from '../../src-shared/texts/translate';

/** How the access of one account ends at its provider. */
export type AccessEnd =
  | { kind: 'none' }
  | { kind: 'withdrawn'; account: string }
  /** The provider could not be reached; the revocation is pending. */
  | { kind: 'pending'; account: string; error: AppErrorData }
  /** Its secret can't be opened, so nobody can tell the provider. */
  | { kind: 'unopened'; account: string; error: AppErrorData }
  /** The provider could not be reached, and the clinic was removed anyway: it will not be retried. */
  | { kind: 'left'; account: string; error: AppErrorData }
  /** Kept, because revoking it would end other clinics' connections. */
  | { kind: 'in-use'; account: string; users: string[] }
  /** Kept, because the new connection uses the same grant. */
  | { kind: 'same-account'; account: string };

/** The ends of a clinic's access, with the provider of each. */
export type EndedAccess = { descriptor: ProviderDescriptor; end: AccessEnd; simulated: boolean };

/** The end of an access as a clause of an audit entry, after what happened here; empty when there is nothing to say. */
export function accessWords(provider: string, end: AccessEnd): string {
  switch (end.kind) {
    case 'none':
      return '';
    case 'withdrawn':
      return t('; {provider} withdrew the access of {account}', { provider, account: end.account });
    case 'pending':
      return t('; the access of {account} is not withdrawn yet: {message}', {
        account: end.account,
        message: end.error.message,
      });
    case 'unopened':
      return t(
        '; its secret could not be opened, so {provider} was not told: the access of {account} must be removed there too',
        { provider, account: end.account },
      );
    case 'left':
      return t(
        '; the access of {account} was not withdrawn and stays at {provider} until it is taken away there: {message}',
        { account: end.account, provider, message: end.error.message },
      );
    case 'in-use':
      return t('; the access of {account} was not withdrawn, because that would end the connection of {clinics}', {
        account: end.account,
        clinics: listOf(end.users),
      });
    case 'same-account':
      return t('; it is the same account as before, so nothing was withdrawn at {provider}', { provider });
  }
}

/**
 * A notice about the access of a replaced connection; null when there is nothing to say. Pending revocations have a
 * notice of their own.
 */
export function endNotice({ name, ending }: ProviderDescriptor, end: AccessEnd): Notice | null {
  const stays = (text: string): Notice => ({
    tone: 'warning',
    title: t('Earlier access not withdrawn'),
    text,
    helpUrl: ending.page,
  });
  switch (end.kind) {
    case 'withdrawn':
      return {
        tone: 'info',
        title: t('Earlier access withdrawn'),
        text: t('{name} withdrew the access of {account}.', { name, account: end.account }),
      };
    case 'in-use':
      return stays(
        t('{account} keeps its access, because {clinics} would lose the connection with it.', {
          account: end.account,
          clinics: listOf(end.users),
        }),
      );
    case 'unopened':
      return stays(
        t('The secret of {account} could not be opened, so {name} was not told. Remove the access there.', {
          account: end.account,
          name,
        }),
      );
    default:
      return null;
  }
}
