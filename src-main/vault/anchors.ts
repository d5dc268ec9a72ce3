/**
 * Where the anchor of the audit trail is kept: in the keychain, beside the master key. A vault under a passphrase has
 * no keychain, so its anchor is a file beside the database.
 */
import { readFileSync } from 'node:fs';
import { requireOurFile, writePrivateFile } from '../private-files';
import { type AnchorStore, createMemoryAnchor } from '../storage/audit-anchor';
import { anchorFile } from '../storage/profile-files';
import type { KeyStore } from './keychain/key-store';
import type { ReadyState } from './vault-machine';

const anchorAccount = (keyId: string) => `audit-anchor ${keyId}`;

export function anchorStoreFor(
  protection: ReadyState['protection'],
  { keyId, keyStore, profileDir }: { keyId: string; keyStore: KeyStore; profileDir: string },
): AnchorStore {
  if (protection === 'memory') return createMemoryAnchor();
  return protection === 'keychain' ? inKeychain(keyStore, anchorAccount(keyId)) : inFile(anchorFile(profileDir));
}

const inKeychain = (keyStore: KeyStore, account: string): AnchorStore => ({
  async read() {
    const answer = await keyStore.read(account);
    if (answer.state === 'found') return { state: 'found', text: answer.value };
    if (answer.state !== 'absent') return { state: 'unreachable' };
    // A locked keyring of Linux also says that it has nothing.
    const probe = await keyStore.probe();
    return { state: probe.state === 'open' ? 'absent' : 'unreachable' };
  },
  write: async (text) => (await keyStore.write(account, text)).state === 'stored',
});

const inFile = (file: string): AnchorStore => ({
  async read() {
    try {
      requireOurFile(file);
      return { state: 'found', text: readFileSync(file, 'utf8') };
    } catch (thrown) {
      const isAbsent = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
      return { state: isAbsent ? 'absent' : 'unreachable' };
    }
  },
  async write(text) {
    try {
      writePrivateFile(file, text);
      return true;
    } catch {
      return false;
    }
  },
});
