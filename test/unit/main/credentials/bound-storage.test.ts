/** Real is real: a credential is opened for its own kind of endpoint, whatever the environment says. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { storageFor } from '../../../../src-main/credentials/bound-storage';
import { ignoreRedirects } from '../../../../src-main/environment';
import { type Endpoints, readEndpoints } from '../../../../src-main/providers/endpoints';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, codeOf, newProfileDir, note, secrets, storageOf, vaultIn } from '../vault/profile';

const endpoints = (variables: Record<string, string>): Endpoints => readEndpoints(variables);
const redirected = endpoints({ VOXANNE_TWILIO_URL: 'http://127.0.0.1:4010' });
const real = endpoints({});

test('a real credential is not opened for a simulated endpoint, and opens for the real one', async () => {
  const storage = storageOf(await vaultIn(newProfileDir(), new FakeKeyStore()));
  const { organizationId } = await clinicWithCredential(storage);
  const open = (to: Endpoints) => storageFor(storage, to).forOrganization(organizationId).credentials.open('twilio');
  expect(await codeOf(open(redirected))).toBe('credentials.real-for-simulated');
  expect((await open(real)).fields).toEqual(secrets);
});

test('nor is the access of a revocation that still waits', async () => {
  const storage = storageOf(await vaultIn(newProfileDir(), new FakeKeyStore()));
  const scope = await clinicWithCredential(storage);
  const problem = { code: 'network.offline', message: 'm', cause: 'c', fix: 'f', retryable: true };
  await scope.credentials.revoke('twilio', note('credential.revoked'), { account: 'Sunrise', problem });
  const [waiting] = await scope.revocations.list();
  const open = (to: Endpoints) =>
    storageFor(storage, to)
      .forOrganization(scope.organizationId)
      .revocations.open(waiting?.id ?? '');
  expect(await codeOf(open(redirected))).toBe('credentials.real-for-simulated');
  expect((await open(real))?.fields).toEqual(secrets);
});

test.each([
  ['said to be simulated', 'simulated = 1', redirected],
  ['said to be of another mode', "mode = 'test'", real],
])('a row that is %s in the database does not open: the seal says what it is', async (_what, set, to) => {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  await vault.close();
  const file = new Database(join(dir, 'console.db'));
  file.function('current_organization', () => organizationId);
  file.exec(`UPDATE organization_api_credentials SET ${set}`);
  file.close();
  const storage = storageFor(storageOf(await vaultIn(dir, keyStore)), to);
  expect(await codeOf(storage.forOrganization(organizationId).credentials.open('twilio'))).toBe(
    'vault.sealed-data-misplaced',
  );
});

test('a release ignores the variables that redirect providers, and names them, unless it is asked to', () => {
  const env = { VOXANNE_TWILIO_URL: 'http://127.0.0.1:1', VOXANNE_PROFILE_DIR: '/p', VOXANNE_GOOGLE_URL: '' };
  expect(ignoreRedirects(env)).toEqual({
    env: { VOXANNE_PROFILE_DIR: '/p', VOXANNE_GOOGLE_URL: '' },
    ignored: ['VOXANNE_TWILIO_URL'],
  });
  const asked = { ...env, VOXANNE_ALLOW_REDIRECTS: 'yes' };
  expect(ignoreRedirects(asked)).toEqual({ env: asked, ignored: [] });
});
