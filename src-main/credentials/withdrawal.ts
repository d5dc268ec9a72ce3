/** Asks a provider to revoke access, with a time limit. */

import { AppError, type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { describeNetworkError } from '../../src-shared/errors-catalogue';
import { t } from '../../src-shared/texts/translate';
import type { Provider } from '../providers/provider';
import type { CredentialFields } from '../storage/credential-fields';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import { resourceOf } from './connection-view';

/** Display name of the access of a connection. */
export const accountOf = (record: Pick<CredentialRecord, 'metadata' | 'keyHint'>): string =>
  resourceOf(record.metadata, null) ?? record.keyHint;

export const notAskedYet = (provider: string): AppErrorData => ({
  code: 'credentials.not-asked-yet',
  message: t('{provider} was not asked yet.', { provider }),
  cause: t('The new connection is stored first, so that nothing is lost if the program ends here.'),
  fix: t('It is done by itself in a moment.'),
  retryable: true,
});

/** @param withdrawMs how long the provider has to answer, in milliseconds */
export function createWithdrawal({ storage, withdrawMs }: { storage: Storage; withdrawMs: number }) {
  const closing = new AbortController();
  return {
    /** True once the console closes; failures after that are not the provider's. */
    isClosing: () => closing.signal.aborted,

    stop: () => closing.abort(),

    /** Null when the access was revoked or needs no revocation; otherwise the failure. */
    async withdraw(provider: Provider, fields: CredentialFields): Promise<AppErrorData | null> {
      try {
        await provider.withdraw?.(fields, AbortSignal.any([closing.signal, AbortSignal.timeout(withdrawMs)]));
        return null;
      } catch (thrown) {
        const error = toAppErrorData(thrown);
        // Aborted by the time limit: reported as a timeout.
        return error.code === 'call.stopped' && !closing.signal.aborted
          ? describeNetworkError('timeout', { host: provider.descriptor.network.hosts[0] })
          : error;
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
