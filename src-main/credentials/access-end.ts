/** What became of an access at its provider, and how that is said. Pure. */
import type { Notice } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import { listOf } from '../../src-shared/list-words';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';

/** What became, or is to become, of the access of one account at its provider. */
export type AccessEnd =
  | { kind: 'none' }
  | { kind: 'withdrawn'; account: string }
  /** The provider could not be told. */
  | { kind: 'untold'; account: string; error: AppErrorData }
  /** Its secret can't be opened, so nobody can tell the provider. */
  | { kind: 'unopened'; account: string; error: AppErrorData }
  /** It could not be told, and never will be from here: the clinic was removed all the same. */
  | { kind: 'left'; account: string; error: AppErrorData }
  /** Ending it would end the connection of other clinics, too. */
  | { kind: 'in-use'; account: string; users: string[] }
  /** What takes its place is the same account's, and lives by the same grant. */
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
    case 'untold':
      return `; the access of ${end.account} is not withdrawn yet: ${end.error.message}`;
    case 'unopened':
      return `; its secret could not be opened, so ${provider} was not told: the access of ${end.account} must be removed there too`;
    case 'left':
      return `; the access of ${end.account} was not withdrawn and stays at ${provider} until it is taken away there: ${end.error.message}`;
    case 'in-use':
      return `; the access of ${end.account} was not withdrawn, because that would end the connection of ${listOf(end.users)}`;
    case 'same-account':
      return `; it is the same account as before, so nothing was withdrawn at ${provider}`;
  }
}

/**
 * What a person should know of the access that another connection took the place of, beside the queue, which speaks for itself.
 * Null when there is nothing to say.
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
