/** How the access of a connection ended at its provider, and the words for it. Pure. */
import type { Notice } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import { listOf } from '../../src-shared/list-words';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';

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
      return `; ${provider} withdrew the access of ${end.account}`;
    case 'pending':
      return `; the access of ${end.account} is not withdrawn yet: ${end.error.message}`;
    case 'unopened':
      return (
        `; its secret could not be opened, so ${provider} was not told: the access of ${end.account} must be ` +
        'removed there too'
      );
    case 'left':
      return (
        `; the access of ${end.account} was not withdrawn and stays at ${provider} until it ` +
        'is taken away there: ' +
        `${end.error.message}`
      );
    case 'in-use':
      return (
        `; the access of ${end.account} was not withdrawn, because that would end the connection of ` +
        `${listOf(end.users)}`
      );
    case 'same-account':
      return `; it is the same account as before, so nothing was withdrawn at ${provider}`;
  }
}

/**
 * A notice about the access of a replaced connection; null when there is nothing to say. Pending revocations have a
 * notice of their own.
 */
export function endNotice({ name, ending }: ProviderDescriptor, end: AccessEnd): Notice | null {
  const stays = (text: string): Notice => ({
    tone: 'warning',
    title: 'Earlier access not withdrawn',
    text,
    helpUrl: ending.page,
  });
  switch (end.kind) {
    case 'withdrawn':
      return {
        tone: 'info',
        title: 'Earlier access withdrawn',
        text: `${name} withdrew the access of ${end.account}.`,
      };
    case 'in-use':
      return stays(`${end.account} keeps its access, because ${listOf(end.users)} would lose the connection with it.`);
    case 'unopened':
      return stays(
        `The secret of ${end.account} could not be opened, so ${name} was not told. Remove the access there.`,
      );
    default:
      return null;
  }
}
