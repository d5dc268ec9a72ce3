/**
 * Opens a vault over the real keychain, in a process that sees the test's keyring. Arguments: profile folder, then what
 * to do.
 */

import { createKeytarKeyStore } from '../../../src-main/vault/keychain/keytar-key-store';
import { openVault } from '../../../src-main/vault/open-vault';
import type { AuditAction } from '../../../src-shared/audit/actions';
import { storageWorker } from '../storage/storage-worker';

const [profileDir = '', what = ''] = process.argv.slice(2);
const note = (action: AuditAction) => ({ action, outcome: 'succeeded' as const, detail: '', simulated: false });

async function main() {
  const vault = await openVault({
    platform: {
      profileDir,
      actor: 'child',
      version: '0',
      sqliteBinding: undefined,
      storageWorker,
      now: () => new Date(),
    },
    keyStore: createKeytarKeyStore({ timeoutMs: 30_000 }),
    kdf: { N: 16, r: 8, p: 1 },
  });
  let opened: unknown = null;
  if (vault.storage) {
    if (what === 'seal') {
      const { id } = await vault.storage.organizations.add(
        { name: 'Clinic', timeZone: 'UTC', country: 'US' },
        note('organization.added'),
      );
      await vault.storage.forOrganization(id).credentials.save(
        {
          provider: 'twilio',
          methodId: 'auth-token',
          choice: null,
          metadata: {},
          accountKey: 'AC',
          keyHint: '',
          simulated: false,
          verifiedAt: null,
          expiresAt: null,
        },
        { authToken: 'the sealed token' },
        [],
        note('credential.added'),
      );
    }
    const clinic = await vault.storage.organizations.find('Clinic');
    if (clinic) {
      opened = await vault.storage
        .forOrganization(clinic.id)
        .credentials.open('twilio')
        .then(
          ({ fields }) => fields,
          (thrown: { data?: { code?: string } }) => thrown.data?.code ?? 'unexpected',
        );
    }
  }
  process.stdout.write(JSON.stringify({ state: vault.state(), opened }));
  vault.close();
}

main().then(
  () => process.exit(0),
  (thrown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
    process.exit(1);
  },
);
