/** A clinic's stored credential, opened for use. The one place that hands a provider the means to renew it. */

import { AppError, refusal } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import { t } from '../../src-shared/texts/translate';
import type { Provider, StoredCredential } from '../providers/provider';
import type { CredentialFields } from '../storage/credential-fields';
import type { CredentialRecord, OrganizationScope } from '../storage/repositories';

export type OpenedCredential = { record: CredentialRecord; fields: CredentialFields; stored: StoredCredential };

/** The record of a connection that was not revoked; null when there is none. */
export async function liveRecord(scope: OrganizationScope, provider: ProviderId): Promise<CredentialRecord | null> {
  const record = await scope.credentials.find(provider);
  return record && record.status !== 'revoked' ? record : null;
}

export const notConnected = ({ descriptor: { name } }: { descriptor: Pick<Provider['descriptor'], 'name'> }) =>
  refusal(
    'credentials.not-connected',
    t('{name} is not connected for this clinic.', { name }),
    t('No credentials were added, or they were revoked.'),
    t('Set up {name} first.', { name }),
  );

/** The same. @throws AppError `credentials.not-connected` */
export async function requireConnected(scope: OrganizationScope, provider: Provider): Promise<CredentialRecord> {
  const record = await liveRecord(scope, provider.id);
  if (record) return record;
  throw notConnected(provider);
}

const holdsNothing = (thrown: unknown) =>
  thrown instanceof AppError && ['credentials.unknown', 'credentials.revoked'].includes(thrown.data.code);

/** @throws AppError `credentials.not-connected`, `vault.*` */
export async function openConnected(scope: OrganizationScope, provider: Provider): Promise<OpenedCredential> {
  const { record, fields } = await scope.credentials.open(provider.id).catch((thrown: unknown) => {
    throw holdsNothing(thrown) ? notConnected(provider) : thrown;
  });
  const stored: StoredCredential = {
    verifiedAt: record.verifiedAt,
    expiresAt: record.expiresAt,
    inRefreshTurn: (work) => scope.credentials.inRefreshTurn(provider.id, work),
    async replaceFields(change) {
      await scope.credentials.replaceFields(provider.id, change, {
        action: 'credential.renewed',
        outcome: 'succeeded',
        detail: t('{name} replaced a secret of the sign-in, and the new one was sealed', {
          name: provider.descriptor.name,
        }),
        simulated: record.simulated,
      });
    },
  };
  return { record, fields, stored };
}
