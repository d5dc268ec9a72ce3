/**
 * Ends connections: first at the provider, then here. If the provider can't be reached, the revocation is queued. A
 * dead connection, or one whose secret can't be opened, can still be removed. The access of a replaced connection is
 * ended too, unless another clinic uses it.
 */

import type { SharedUse } from '../../src-shared/credentials/connection';
import { AppError, type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import { t } from '../../src-shared/texts/translate';
import type { Publish } from '../events';
import type { Provider } from '../providers/provider';
import { inSlices } from '../slices';
import type { CredentialFields } from '../storage/credential-fields';
import type {
  AuditNote,
  CredentialRecord,
  OrganizationScope,
  QueuedRevocation,
  Storage,
} from '../storage/repositories';
import { type AccessEnd, accessWords, type EndedAccess } from './access-end';
import { liveRecord, requireConnected } from './stored-credential';
import { accountOf, createWithdrawal, notAskedYet } from './withdrawal';

/** How many clinics are read in one go, to look for shared access. */
const clinicsAtOnce = 500;

export type RevocationDeps = {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  publish: Publish;
  /** How long a person waits for the provider at most, in milliseconds. */
  withdrawMs?: number | undefined;
};

const isOfAnotherEndpoint = ({ data }: AppError) =>
  data.code === 'credentials.real-for-simulated' || data.code === 'credentials.simulated-for-real';

export function createRevocationService({ storage, providers, publish, withdrawMs = 12_000 }: RevocationDeps) {
  const withdrawal = createWithdrawal({ storage, withdrawMs });
  const changed = (organizationId: string) => publish('organizations.changed', { organizationId });

  /** Ends the access of a stored connection at its provider, even if other clinics use it. */
  async function endOf(scope: OrganizationScope, provider: Provider, record: CredentialRecord): Promise<AccessEnd> {
    const account = accountOf(record);
    if (!provider.withdraw || record.accountKey === '') return { kind: 'none' };
    const fields = await withdrawal.opened(scope, provider);
    // It waits until requests go where it belongs.
    if (fields instanceof AppError && isOfAnotherEndpoint(fields))
      return { kind: 'pending', account, error: fields.data };
    if (fields instanceof AppError) return { kind: 'unopened', account, error: fields.data };
    const error = await withdrawal.withdraw(provider, fields);
    return error === null ? { kind: 'withdrawn', account } : { kind: 'pending', account, error };
  }

  const revokedNote = (provider: Provider, record: CredentialRecord, end: AccessEnd): AuditNote => ({
    action: 'credential.revoked',
    outcome: 'succeeded',
    detail: `${t('{name}: {keyHint} was removed from this console', {
      name: provider.descriptor.name,
      keyHint: record.keyHint,
    })}${accessWords(provider.descriptor.name, end)}`,
    simulated: record.simulated,
  });

  /** Retries one pending revocation. Null on success; otherwise why it failed. */
  async function retryOne(scope: OrganizationScope, id: string): Promise<AppErrorData | null> {
    const waiting = await scope.revocations.open(id);
    // Finished by another attempt meanwhile.
    if (waiting === null) return null;
    const { revocation, fields } = waiting;
    const provider = providers[revocation.provider];
    const error = await withdrawal.withdraw(provider, fields);
    if (error !== null) {
      if (!withdrawal.isClosing()) await scope.revocations.failed(id, error);
      return error;
    }
    await scope.revocations.finish(id, {
      action: 'credential.withdrawn',
      outcome: 'succeeded',
      detail: t('{name} withdrew the access of {account}, which was removed here before', {
        name: provider.descriptor.name,
        account: revocation.account,
      }),
      simulated: revocation.simulated,
    });
    changed(scope.organizationId);
    return null;
  }

  /** Retries all pending revocations of a clinic and provider. @returns the first failure */
  async function retryAllOf(scope: OrganizationScope, providerId: ProviderId): Promise<AppErrorData | null> {
    let first: AppErrorData | null = null;
    for (const { id, provider } of await scope.revocations.list())
      if (provider === providerId) first = (await retryOne(scope, id)) ?? first;
    return first;
  }

  let retrying: Promise<void> | null = null;
  async function retryEach(): Promise<void> {
    for (const { organizationId, id } of await storage.organizations.pendingRevocations()) {
      if (withdrawal.isClosing()) return;
      // The failure is stored on its row; others may still succeed.
      await retryOne(storage.forOrganization(organizationId), id).catch(() => undefined);
    }
  }

  return {
    /**
     * Other clinics that share something with this connection, those first whose connection would end. Shown before a
     * revocation.
     */
    async sharedUse(organizationId: string, providerId: ProviderId): Promise<SharedUse[]> {
      const provider = providers[providerId];
      const record = await requireConnected(storage.forOrganization(organizationId), provider);
      if (!provider.sharing) {
        const others = await storage.organizations.sharingAccount(providerId, record.accountKey);
        return others
          .filter((other) => other.id !== organizationId)
          .map((other) => ({
            organizationId: other.id,
            name: other.name,
            reason: t('Uses the same {name} account, with credentials of its own here.', {
              name: provider.descriptor.name,
            }),
            breaks: false,
          }));
      }
      const shared: SharedUse[] = [];
      const others = inSlices((after) => storage.organizations.metadataAfter(providerId, after, clinicsAtOnce));
      for await (const slice of others)
        for (const { organizationId: id, name, metadata } of slice) {
          const common = id === organizationId ? null : provider.sharing(record.metadata, metadata);
          if (common) shared.push({ organizationId: id, name, ...common });
        }
      return shared.sort((a, b) => Number(b.breaks) - Number(a.breaks) || a.name.localeCompare(b.name));
    },

    /** Ends the access at the provider and destroys the stored secret, in this order. */
    async revoke(organizationId: string, providerId: ProviderId): Promise<CredentialRecord> {
      const provider = providers[providerId];
      const scope = storage.forOrganization(organizationId);
      const before = await requireConnected(scope, provider);
      const end = await endOf(scope, provider, before);
      const pending = end.kind === 'pending' ? { account: end.account, problem: end.error } : undefined;
      const record = await scope.credentials.revoke(providerId, revokedNote(provider, before, end), pending);
      // The provider is reachable, so earlier pending revocations are retried too.
      if (end.kind === 'withdrawn') await retryAllOf(scope, providerId).catch(() => null);
      changed(organizationId);
      return record;
    },

    /**
     * Decides how the access ends that `fields` are about to replace, before they are stored.
     * @returns `pending`: to be stored with them, so that it is ended afterwards, whatever happens to this program
     */
    async beforeReplacing(
      scope: OrganizationScope,
      provider: Provider,
      fields: CredentialFields,
    ): Promise<{ end: AccessEnd; pending?: QueuedRevocation }> {
      const before = await liveRecord(scope, provider.id);
      if (!provider.withdraw || !before || before.accountKey === '') return { end: { kind: 'none' } };
      const account = accountOf(before);
      if (provider.accountKey(fields) === before.accountKey) return { end: { kind: 'same-account', account } };
      const users = await withdrawal.usersBeside(provider, before.accountKey, scope.organizationId);
      if (users.length > 0) return { end: { kind: 'in-use', account, users } };
      const opened = await withdrawal.opened(scope, provider);
      if (opened instanceof AppError) return { end: { kind: 'unopened', account, error: opened.data } };
      const problem = notAskedYet(provider.descriptor.name);
      return { end: { kind: 'pending', account, error: problem }, pending: { account, problem } };
    },

    /** Tries the queued revocation at once. @returns its outcome; on failure it stays queued */
    async afterReplacing(scope: OrganizationScope, provider: Provider, account: string): Promise<AccessEnd> {
      // The new connection is stored already, so a failure here must not look like a failed save.
      const error = await retryAllOf(scope, provider.id).catch(toAppErrorData);
      return error === null ? { kind: 'withdrawn', account } : { kind: 'pending', account, error };
    },

    /**
     * Ends all access of a clinic that is about to be removed: its connections, and what waits from before. Access that
     * another clinic uses is kept.
     * @returns every end; those that could not be told are still stored
     */
    async endAll(organizationId: string): Promise<EndedAccess[]> {
      const scope = storage.forOrganization(organizationId);
      const ends: EndedAccess[] = [];
      for (const record of await scope.credentials.list()) {
        const provider = providers[record.provider];
        if (record.status === 'revoked' || !provider.withdraw || record.accountKey === '') continue;
        const users = await withdrawal.usersBeside(provider, record.accountKey, organizationId);
        const end: AccessEnd =
          users.length > 0
            ? { kind: 'in-use', account: accountOf(record), users }
            : await endOf(scope, provider, record);
        ends.push({ descriptor: provider.descriptor, end, simulated: record.simulated });
        // Recorded at once, in case the removal fails.
        if (end.kind === 'withdrawn') await scope.credentials.revoke(provider.id, revokedNote(provider, record, end));
      }
      for (const { id, provider: providerId, account, simulated } of await scope.revocations.list()) {
        const error = await retryOne(scope, id).catch(toAppErrorData);
        const { descriptor } = providers[providerId];
        ends.push({
          descriptor,
          end: error === null ? { kind: 'withdrawn', account } : { kind: 'pending', account, error },
          simulated,
        });
      }
      changed(organizationId);
      return ends;
    },

    /** Retries the pending revocations of a connection now. @throws AppError why it still could not be told */
    async retry(organizationId: string, providerId: ProviderId): Promise<void> {
      const error = await retryAllOf(storage.forOrganization(organizationId), providerId);
      if (error !== null) throw new AppError(error);
    },

    /**
     * Retries all pending ones in turn; those that fail again stay in the queue. A storage that can't be read is left
     * for the next try. Rejects only for a fault of the program.
     */
    retryAll(): Promise<void> {
      retrying ??= retryEach()
        .catch((thrown: unknown) => {
          if (!(thrown instanceof AppError)) throw thrown;
        })
        .finally(() => {
          retrying = null;
        });
      return retrying;
    },

    stop(): void {
      withdrawal.stop();
    },
  };
}
