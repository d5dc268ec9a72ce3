/** A clinic's stored connections as they are shown: with what is known of each, and what has to be said about it. */
import type { Connection } from '../../src-shared/credentials/connection';
import type { ProviderId } from '../../src-shared/primitives';
import { proofSpansOf } from '../../src-shared/readiness/proof-span';
import { newestRuns } from '../../src-shared/readiness/unconfirmed';
import type { Provider } from '../providers/provider';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import type { createChoiceCautions } from './choice-cautions';
import { connectionOf } from './connection-view';
import { notConnected } from './stored-credential';

export type ConnectionReader = ReturnType<typeof createConnectionReader>;

export function createConnectionReader({
  storage,
  providers,
  cautions,
  now,
}: {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  cautions: ReturnType<typeof createChoiceCautions>;
  now: () => Date;
}) {
  const spans = async () => proofSpansOf(await storage.settings.get());
  const testsOf = async (scope: OrganizationScope, provider: ProviderId) =>
    providers[provider].descriptor.messages === undefined ? [] : scope.tests.history(provider, newestRuns);
  const view = async (scope: OrganizationScope, record: CredentialRecord): Promise<Connection> => {
    const pending = (await scope.revocations.list()).filter(({ provider }) => provider === record.provider);
    const organization = await storage.organizations.get(scope.organizationId);
    const disagreements =
      organization === null || record.status === 'revoked'
        ? []
        : (providers[record.provider].disagreements?.(record.metadata, organization) ?? []);
    const connection = connectionOf(
      providers[record.provider].descriptor,
      record,
      await scope.readiness.list(),
      now(),
      await spans(),
      pending,
      await testsOf(scope, record.provider),
    );
    return { ...connection, notices: [...connection.notices, ...disagreements] };
  };

  return {
    view,

    /** @throws AppError `credentials.not-connected` */
    async find(organizationId: string, providerId: ProviderId): Promise<Connection> {
      const scope = storage.forOrganization(organizationId);
      const record = await scope.credentials.find(providerId);
      if (record) return view(scope, record);
      throw notConnected(providers[providerId]);
    },

    async list(organizationId: string): Promise<Connection[]> {
      const scope = storage.forOrganization(organizationId);
      const records = await scope.credentials.list();
      return Promise.all(
        records.map(async (record) => {
          const connection = await view(scope, record);
          const shared = await cautions.shared(providers[record.provider], record, organizationId);
          return { ...connection, notices: [...connection.notices, ...shared] };
        }),
      );
    },
  };
}
