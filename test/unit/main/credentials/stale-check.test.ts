/** What a check found is written down for the credential that it was of, and for no other. */
import { expect, test } from 'vitest';
import { createCredentialService } from '../../../../src-main/credentials/credential-service';
import { createProviders } from '../../../../src-main/providers';
import type { Provider, ProviderProof } from '../../../../src-main/providers/provider';
import { createTwilioProvider } from '../../../../src-main/providers/twilio/twilio-provider';
import { AppError } from '../../../../src-shared/errors';
import { endpointsAt } from '../../../fakes/endpoints';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, newProfileDir, note, platformOf, secrets, storageOf, vaultIn } from '../vault/profile';

const proof: ProviderProof = {
  headline: 'Sunrise Dental',
  facts: [],
  notices: [],
  rungs: [],
  choice: null,
  problem: null,
  metadata: {},
};
const refused = new AppError({ code: 'twilio.20003', message: 'Refused.', cause: 'x', fix: 'x', retryable: false });

/** A service whose provider answers when told, and the clinic that it is asked about. */
async function underCheck(answer: () => ProviderProof) {
  const profileDir = newProfileDir();
  const storage = storageOf(await vaultIn(profileDir, new FakeKeyStore()));
  const scope = await clinicWithCredential(storage);
  let asked: () => void = () => undefined;
  let go: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const mayAnswer = new Promise<void>((resolve) => (go = resolve));
  const real = createTwilioProvider(() => {
    throw new Error('never asked');
  });
  const provider: Provider = {
    ...real,
    prove: async () => {
      asked();
      await mayAnswer;
      return answer();
    },
  };
  const service = createCredentialService({
    storage,
    providers: { ...createProviders(endpointsAt({})), twilio: provider },
    endpoints: endpointsAt({}),
    platform: platformOf(profileDir),
    publish: () => undefined,
  });
  const checking = service.check(scope.organizationId, 'twilio', new AbortController().signal);
  checking.catch(() => undefined);
  await isAsked;
  return { scope, service, checking, go };
}

test.each<[string, () => ProviderProof]>([
  ['its proof', () => proof],
  [
    'its failure',
    () => {
      throw refused;
    },
  ],
])('a credential that was replaced during its check does not get %s', async (_what, answer) => {
  const { scope, checking, go } = await underCheck(answer);
  const replaced = await scope.credentials.save(
    {
      provider: 'twilio',
      methodId: 'auth-token',
      choice: null,
      metadata: {},
      accountKey: 'AC2',
      keyHint: 'new',
      simulated: false,
      verifiedAt: null,
      expiresAt: null,
    },
    { ...secrets, authToken: 'another-token' },
    [],
    note('credential.replaced'),
  );
  go();
  await expect(checking).rejects.toMatchObject({ data: { code: 'credentials.changed' } });
  expect(await scope.credentials.find('twilio')).toEqual(replaced);
  expect(await scope.readiness.list()).toEqual([]);
});

test('a check of what is still stored is written down', async () => {
  const { scope, checking, go } = await underCheck(() => proof);
  const before = await scope.credentials.find('twilio');
  go();
  expect((await checking).status).toBe('active');
  expect((await scope.credentials.find('twilio'))?.revision).toBe((before?.revision ?? 0) + 1);
});
