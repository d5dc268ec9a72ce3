/**
 * The end of a connection: first at the provider, then here. A provider that can't be reached is told later; a connection that is dead already, or whose secret
 * can't be opened, can always be removed.
 */
import type { SharedUse } from '../../src-shared/credentials/connection';
import { AppError, type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import type { Publish } from '../events';
import type { Provider } from '../providers/provider';
import type { AuditNote, CredentialRecord, OrganizationScope, PendingRevocation, Storage } from '../storage/repositories';
import { requireConnected } from './stored-credential';

export type RevocationService = ReturnType<typeof createRevocationService>;

/** How long a person waits for the provider at most, in milliseconds. */
const withdrawMs = 12_000;
/** How often the ones that wait are tried again. */
const retryEveryMs = 10 * 60_000;

export function createRevocationService({ storage, providers, publish }: { storage: Storage; providers: Record<ProviderId, Provider>; publish: Publish }) {
  const closing = new AbortController();
  const changed = (organizationId: string) => publish('organizations.changed', { organizationId });
  const limited = () => AbortSignal.any([closing.signal, AbortSignal.timeout(withdrawMs)]);

  /** Tells the provider. Null when it knows now, or need not; otherwise why not. */
  async function tell(scope: OrganizationScope, provider: Provider): Promise<{ untold: AppErrorData | null; unopened: boolean }> {
    if (!provider.withdraw) return { untold: null, unopened: false };
    let fields: Awaited<ReturnType<OrganizationScope['credentials']['open']>>['fields'];
    try {
      fields = (await scope.credentials.open(provider.id)).fields;
    } catch {
      // What can't be opened can't be withdrawn, and must not stay for ever because of it.
      return { untold: null, unopened: true };
    }
    try {
      await provider.withdraw(fields, limited());
      return { untold: null, unopened: false };
    } catch (thrown) {
      return { untold: toAppErrorData(thrown), unopened: false };
    }
  }

  const noteOf = (provider: Provider, record: CredentialRecord, { untold, unopened }: { untold: AppErrorData | null; unopened: boolean }): AuditNote => {
    const { name } = provider.descriptor;
    const there = !provider.withdraw
      ? ''
      : unopened
        ? `; its secret could not be opened, so ${name} was not told: remove the access there too`
        : untold
          ? `; ${name} could not be told yet: ${untold.message}`
          : `, and ${name} withdrew the access`;
    return {
      action: 'credential.revoked',
      outcome: 'succeeded',
      detail: `${name}: ${record.keyHint} was removed from this console${there}`,
      simulated: record.simulated,
    };
  };

  /** Another clinic that signed in to the same account afterwards would lose its access by a late revocation. */
  async function isInUseAgain(pending: PendingRevocation): Promise<boolean> {
    return pending.accountKey !== '' && (await storage.organizations.sharingAccount(pending.provider, pending.accountKey)).length > 0;
  }

  async function retryOne(scope: OrganizationScope, id: string): Promise<void> {
    const { revocation, fields } = await scope.revocations.open(id);
    const provider = providers[revocation.provider];
    const { name } = provider.descriptor;
    const note = (detail: string): AuditNote => ({ action: 'credential.withdrawn', outcome: 'succeeded', detail, simulated: revocation.simulated });
    if (await isInUseAgain(revocation)) {
      await scope.revocations.finish(
        id,
        note(`${name}: not withdrawn, because another connection signs in to the same account now; the old secret was destroyed`),
      );
    } else {
      try {
        await provider.withdraw?.(fields, limited());
      } catch (thrown) {
        await scope.revocations.failed(id, toAppErrorData(thrown));
        throw thrown;
      }
      await scope.revocations.finish(id, note(`${name} withdrew the access of the removed connection`));
    }
    changed(scope.organizationId);
  }

  let retrying: Promise<void> | null = null;
  async function retryEach(): Promise<void> {
    for (const { organizationId, id } of await storage.organizations.pendingRevocations()) {
      if (closing.signal.aborted) return;
      // Why it failed is on its row; the next one may be another provider's.
      await retryOne(storage.forOrganization(organizationId), id).catch(() => undefined);
    }
  }
  let timer: NodeJS.Timeout | undefined;

  return {
    /** Other clinics with something in common, those first whose connection would end. To be named before a revocation. */
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
            reason: `Uses the same ${provider.descriptor.name} account, with credentials of its own here.`,
            breaks: false,
          }));
      }
      const shared: SharedUse[] = [];
      for (const { organization, credentials } of await storage.organizations.overviews()) {
        const other = credentials.find((credential) => credential.provider === providerId && credential.status !== 'revoked');
        const common = other && organization.id !== organizationId ? provider.sharing(record.metadata, other.metadata) : null;
        if (common) shared.push({ organizationId: organization.id, name: organization.name, ...common });
      }
      return shared.sort((a, b) => Number(b.breaks) - Number(a.breaks));
    },

    /** Ends the access at the provider and destroys the stored secret, in this order. */
    async revoke(organizationId: string, providerId: ProviderId): Promise<CredentialRecord> {
      const provider = providers[providerId];
      const scope = storage.forOrganization(organizationId);
      const before = await requireConnected(scope, provider);
      const told = await tell(scope, provider);
      const record = await scope.credentials.revoke(providerId, noteOf(provider, before, told), told.untold ?? undefined);
      changed(organizationId);
      return record;
    },

    /** Tells the provider now of what it has not heard of. @throws AppError why it still could not be told */
    async retry(organizationId: string, providerId: ProviderId): Promise<void> {
      const scope = storage.forOrganization(organizationId);
      for (const { id, provider } of await scope.revocations.list()) if (provider === providerId) await retryOne(scope, id);
    },

    /** All that wait, one after the other. Never throws: what still fails stays in the queue. */
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

    /** Tries them now and every ten minutes until `stop`. */
    keepRetrying(): void {
      clearInterval(timer);
      timer = setInterval(() => void this.retryAll(), retryEveryMs);
      timer.unref();
      void this.retryAll();
    },

    stop(): void {
      clearInterval(timer);
      closing.abort();
    },
  };
}
