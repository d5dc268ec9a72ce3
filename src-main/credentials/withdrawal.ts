/** Asking a provider to end an access: bounded in time, with an error that says what really happened. */
import type { Notice } from '../../src-shared/credentials/connection';
import { AppError, type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { describeNetworkError } from '../../src-shared/errors-catalogue';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import type { CredentialFields, Provider } from '../providers/provider';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import { resourceOf } from './connection-view';

export type Withdrawal = ReturnType<typeof createWithdrawal>;

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

/** What a person knows the access of a connection by. */
export const accountOf = (record: Pick<CredentialRecord, 'metadata' | 'keyHint'>): string => resourceOf(record.metadata, null) ?? record.keyHint;

/** `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

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
export function endNotice({ name, signIn }: ProviderDescriptor, end: AccessEnd): Notice | null {
  const stays = (text: string): Notice => ({
    tone: 'warning',
    title: 'Earlier access not withdrawn',
    text,
    ...(signIn === undefined ? {} : { helpUrl: signIn.accessPage }),
  });
  switch (end.kind) {
    case 'withdrawn':
      return { tone: 'info', title: 'Earlier access withdrawn', text: `${name} withdrew the access of ${end.account}.` };
    case 'in-use':
      return stays(`${end.account} keeps its access, because ${listOf(end.users)} would lose the connection with it.`);
    case 'unopened':
      return stays(`The secret of ${end.account} could not be opened, so ${name} was not told. Remove the access there.`);
    default:
      return null;
  }
}

export const notAskedYet = (provider: string): AppErrorData => ({
  code: 'credentials.not-asked-yet',
  message: `${provider} was not asked yet.`,
  cause: 'The new connection is stored first, so that nothing is lost if the program ends here.',
  fix: 'It is done by itself in a moment.',
  retryable: true,
});

/** @param withdrawMs how long the provider has to answer, in milliseconds */
export function createWithdrawal({ storage, withdrawMs }: { storage: Storage; withdrawMs: number }) {
  const closing = new AbortController();
  return {
    /** True once the console closes: what fails then was not the provider's doing. */
    isClosing: () => closing.signal.aborted,

    stop: () => closing.abort(),

    /** Null when the provider knows now, or need not; otherwise why not. */
    async withdraw(provider: Provider, fields: CredentialFields): Promise<AppErrorData | null> {
      try {
        await provider.withdraw?.(fields, AbortSignal.any([closing.signal, AbortSignal.timeout(withdrawMs)]));
        return null;
      } catch (thrown) {
        const error = toAppErrorData(thrown);
        // Nobody stopped it but the time: that is what is told.
        return error.code === 'call.stopped' && !closing.signal.aborted ? describeNetworkError('timeout', { host: provider.descriptor.name }) : error;
      }
    },

    /** Names of the other clinics whose connection would end with this access. */
    async usersBeside(provider: Provider, accountKey: string, organizationId: string): Promise<string[]> {
      const users = await storage.organizations.sharingAccount(provider.id, accountKey);
      return users.filter(({ id }) => id !== organizationId).map(({ name }) => name);
    },

    /** The secret of a connection, or why it does not open. */
    async opened(scope: OrganizationScope, provider: Provider): Promise<CredentialFields | AppError> {
      try {
        return (await scope.credentials.open(provider.id)).fields;
      } catch (thrown) {
        return new AppError(toAppErrorData(thrown));
      }
    },
  };
}
