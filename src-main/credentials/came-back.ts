/** Credentials that have come back with an earlier database: which they are, and a person's word to use them again. */

import type { CameBackCredential } from '../../src-shared/credentials/came-back';
import { endWords } from '../../src-shared/credentials/came-back';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import type { Publish } from '../events';
import type { Storage } from '../storage/repositories';
import { notConnected } from './stored-credential';

type Ref = { organizationId: string; provider: ProviderId };
export type CameBackService = ReturnType<typeof createCameBackService>;

export function createCameBackService({ storage, publish }: { storage: Storage; publish: Publish }) {
  return {
    list: (): Promise<CameBackCredential[]> => storage.organizations.cameBack(),

    /**
     * A person wants to use these again. Each is a decision and an entry of its own: where one fails, those before it
     * stand.
     * @throws AppError `credentials.not-connected`, `credentials.revoked`
     */
    async confirm(refs: readonly Ref[]): Promise<void> {
      for (const { organizationId, provider } of refs) {
        const descriptor = providerDescriptors[provider];
        const { name } = descriptor;
        const { credentials } = storage.forOrganization(organizationId);
        const record = await credentials.find(provider);
        if (!record) throw notConnected({ descriptor });
        const values = { name, keyHint: record.keyHint };
        await credentials.confirm(provider, {
          action: 'credential.confirmed',
          outcome: 'succeeded',
          detail: record.cameBack
            ? t('{name}: {keyHint} came back ({was}), and is to be used again', {
                ...values,
                was: endWords(record.cameBack),
              })
            : t('{name}: {keyHint} came back, and is to be used again', values),
          simulated: record.simulated,
        });
        publish('organizations.changed', { organizationId });
      }
    },
  };
}
